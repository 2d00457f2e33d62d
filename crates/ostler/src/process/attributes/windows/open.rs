//! Open files.

use std::ffi::OsString;
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;

use ostler_sys::process::{handle, handles};

use crate::process::attributes::parts;
use crate::process::code::Code;
use crate::process::reader::Reader;

parts! {
    /// A file on a disk that a process has open: `psutil.Process.open_files()`.
    #[derive(Hash)]
    pub struct OpenFile {
        /// Its path.
        path: PathBuf,
        /// The number of the handle, in that process.
        handle: i64,
        /// What it was opened for, as `fopen` says it: `r`, `w`, `a`, `r+`. Empty if for neither reading nor writing: asking about
        /// it, running it.
        mode: String,
        /// What the handle may be used for: `FILE_GENERIC_READ` and its like.
        access: u32,
    }
}

impl Reader {
    pub(crate) fn open_files(&mut self) -> Result<Vec<OpenFile>, Code> {
        if self.is_kernel() {
            return Ok(Vec::new());
        }
        let process = self.holder()?.open(handle::PROCESS_DUP_HANDLE)?;
        let number = self.pid().cast_unsigned();
        let own = self.context.handles()?.iter().filter(|handle| handle.pid == number);
        let own = own.copied().collect();
        let files = handles::files(process, own).map_err(|_| Code::Windows(NO_ROOM))?;
        Ok(files.into_iter().map(open_file).collect())
    }
}

/// `ERROR_NO_SYSTEM_RESOURCES`: for a thread that asks.
const NO_ROOM: crate::errno::WinError = crate::errno::WinError::from_raw(1450);

fn open_file(file: handles::File) -> OpenFile {
    OpenFile {
        path: plain(file.path).into(),
        handle: file.handle.value as i64,
        mode: mode(file.handle.access).to_owned(),
        access: file.handle.access,
    }
}

/// Without the `\\?\` that the system puts before it, where it is not needed.
fn plain(path: OsString) -> OsString {
    /// Beyond this, programs of old need it.
    const LONG: usize = 259;
    let units: Vec<u16> = path.encode_wide().collect();
    let strip = |prefix: &str| {
        let prefix: Vec<u16> = prefix.encode_utf16().collect();
        units.strip_prefix(prefix.as_slice())
    };
    if let Some(rest) = strip(r"\\?\UNC\") {
        let server: Vec<u16> = r"\\".encode_utf16().chain(rest.iter().copied()).collect();
        return if server.len() <= LONG { OsString::from_wide(&server) } else { path };
    }
    match strip(r"\\?\") {
        Some(rest) if rest.get(1) == Some(&u16::from(b':')) && rest.len() <= LONG => {
            OsString::from_wide(rest)
        }
        _ => path,
    }
}

fn mode(access: u32) -> &'static str {
    const READ_DATA: u32 = 1;
    const WRITE_DATA: u32 = 2;
    const APPEND_DATA: u32 = 4;
    let has = |right| access & right != 0;
    match (has(READ_DATA), has(WRITE_DATA), has(APPEND_DATA)) {
        (true, false, false) => "r",
        (true, ..) => "r+",
        (false, true, _) => "w",
        (false, false, true) => "a",
        (false, false, false) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{mode, plain};

    #[test]
    fn modes() {
        let modes =
            [(0x12_0089, "r"), (0x12_0116, "w"), (0x12_0114, "a"), (0x12_019f, "r+"), (0x80, "")];
        for (access, text) in modes {
            assert_eq!(mode(access), text);
        }
    }

    #[test]
    fn paths() {
        let long = format!(r"\\?\C:\{}", "x".repeat(300));
        for (path, shown) in [
            (r"\\?\C:\a", r"C:\a"),
            (r"\\?\UNC\server\share\a", r"\\server\share\a"),
            (r"\\?\Volume{1}\a", r"\\?\Volume{1}\a"),
            (&long, &long),
        ] {
            assert_eq!(plain(path.into()), shown);
        }
    }
}
