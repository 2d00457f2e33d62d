//! The names of terminals.

use std::ffi::CString;

use super::read::read_file;

/// Major and minor number of the device in the field `tty_nr` of `stat`.
pub fn device(tty_nr: i32) -> (u32, u32) {
    let number = tty_nr as u32;
    (number >> 8 & 0xfff, number & 0xff | number >> 12 & 0xfff00)
}

/// Whether a major number is that of pseudo-terminals.
pub fn is_pseudo(major: u32) -> bool {
    (136..=143).contains(&major)
}

/// Whether a file is the device of these numbers.
pub fn is_device(status: &rustix::fs::Stat, major: u32, minor: u32) -> bool {
    status.st_rdev == rustix::fs::makedev(major, minor)
}

/// The name under `/dev` that the kernel gave the device; `None` where it does not say.
pub fn kernel_name(major: u32, minor: u32) -> Option<String> {
    let path = CString::new(format!("/sys/dev/char/{major}:{minor}/uevent")).ok()?;
    let mut text = Vec::new();
    read_file(&path, &mut text).ok()?;
    let mut lines = text.split(|&byte| byte == b'\n');
    let name = lines.find_map(|line| line.strip_prefix(b"DEVNAME="))?;
    Some(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_devices() {
        assert_eq!(device(0), (0, 0));
        assert_eq!(device(34816), (136, 0));
        // The major number of the pseudo-terminals, the minor number 300.
        assert_eq!(device((136 << 8) | 0x2c | (1 << 20)), (136, 300));
    }

    #[test]
    fn the_controlling_terminal_itself() {
        assert_eq!(kernel_name(5, 0).as_deref().unwrap_or("tty"), "tty");
        assert_eq!(kernel_name(999, 999), None);
    }
}
