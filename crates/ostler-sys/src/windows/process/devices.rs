//! From the kernel's names of files to those that programs have for them.

use std::ffi::{OsStr, OsString};
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};

use windows_sys::Win32::Storage::FileSystem::QueryDosDeviceW;

/// The drives, and what the kernel calls each.
#[derive(Clone, Debug)]
pub struct Devices(Vec<(u16, Vec<u16>)>);

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

impl Devices {
    /// Those of this moment.
    pub fn now() -> Self {
        let mut drives = Vec::new();
        let mut target = vec![0_u16; 1 << 10];
        for letter in b'A'..=b'Z' {
            let letter = u16::from(letter);
            let name = [letter, u16::from(b':'), 0];
            // SAFETY: the name ends in a NUL, the buffer is writable for the length given.
            let length =
                unsafe { QueryDosDeviceW(name.as_ptr(), target.as_mut_ptr(), target.len() as u32) };
            if length == 0 {
                continue;
            }
            // There may be several: the first is the one in effect.
            let first = target.split(|unit| *unit == 0).next().unwrap_or_default();
            if !first.is_empty() {
                drives.push((letter, first.to_vec()));
            }
        }
        Self(drives)
    }

    /// The path on a drive, or on a server; else one that begins with `\\?\GLOBALROOT`.
    pub fn path(&self, name: &OsStr) -> OsString {
        // Wine's names end with a NUL, and are paths already.
        let name: Vec<u16> = name.encode_wide().take_while(|unit| *unit != 0).collect();
        if name.get(1) == Some(&u16::from(b':')) {
            return OsString::from_wide(&name);
        }
        let separator = u16::from(b'\\');
        for (letter, device) in &self.0 {
            if let Some(rest) = name.strip_prefix(device.as_slice())
                && rest.first().is_none_or(|unit| *unit == separator)
            {
                let mut path = vec![*letter, u16::from(b':')];
                path.extend_from_slice(rest);
                return OsString::from_wide(&path);
            }
        }
        if let Some(rest) = name.strip_prefix(units(r"\??\").as_slice()) {
            return OsString::from_wide(rest);
        }
        let prefix = match name.strip_prefix(units(r"\Device\Mup").as_slice()) {
            Some(rest) if rest.first() == Some(&separator) => {
                return OsString::from_wide(&[&[separator], rest].concat());
            }
            _ => units(r"\\?\GLOBALROOT"),
        };
        OsString::from_wide(&[prefix, name].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::{Devices, units};

    #[test]
    fn paths() {
        let devices = Devices(vec![
            (u16::from(b'C'), units(r"\Device\HarddiskVolume1")),
            (u16::from(b'K'), units(r"\Device\HarddiskVolume12")),
        ]);
        for (name, path) in [
            (r"\Device\HarddiskVolume1\a\b.dll", r"C:\a\b.dll"),
            (r"\Device\HarddiskVolume12\c", r"K:\c"),
            (r"\Device\HarddiskVolume1", "C:"),
            (r"\Device\HarddiskVolume3\d", r"\\?\GLOBALROOT\Device\HarddiskVolume3\d"),
            (r"\Device\Mup\server\share\e", r"\\server\share\e"),
            (r"\??\Z:\f", r"Z:\f"),
        ] {
            assert_eq!(devices.path(name.as_ref()), path);
        }
    }
}
