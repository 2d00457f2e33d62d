//! The namespaces of this process: namespaces(7).

use super::read::{file_status, read_file};
use super::stat::number;
use crate::errno::{self, Errno};

/// What tells a file from all others: the device it is on and its number there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileId {
    pub device: u64,
    pub inode: u64,
}

impl FileId {
    /// Of the file of this status.
    pub fn of(status: &rustix::fs::Stat) -> Self {
        Self { device: status.st_dev, inode: status.st_ino }
    }
}

/// The mount namespace that this thread is in, which its paths are looked up in.
pub fn mount() -> Result<FileId, Errno> {
    Ok(FileId::of(&file_status("/proc/thread-self/ns/mnt".as_ref())?))
}

/// The network namespace that this process is in, whose sockets `/proc/self/net` lists.
pub fn network() -> Result<FileId, Errno> {
    Ok(FileId::of(&file_status("/proc/self/ns/net".as_ref())?))
}

/// The PID namespace that this process is in.
pub fn pid() -> Result<FileId, Errno> {
    Ok(FileId::of(&file_status("/proc/self/ns/pid".as_ref())?))
}

/// The device of the file system of our pseudo-terminals; `None` if there is none.
pub fn terminals() -> Result<Option<u64>, Errno> {
    match file_status("/dev/pts".as_ref()) {
        Ok(status) => Ok(Some(status.st_dev)),
        Err(errno::ENOENT | errno::ENOTDIR) => Ok(None),
        Err(errno) => Err(errno),
    }
}

/// Which ids of users or groups our user namespace has numbers for: `user_namespaces(7)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ids {
    /// The number that all others are told by; `None` where there are no others.
    overflow: Option<u32>,
}

impl Ids {
    /// Of `uid` or `gid`.
    pub fn of(kind: &str) -> Result<Self, Errno> {
        let mut text = Vec::new();
        let path = |text: String| std::ffi::CString::new(text).map_err(|_| errno::EINVAL);
        match read_file(&path(format!("/proc/self/{kind}_map"))?, &mut text) {
            Ok(()) => {}
            // A kernel without user namespaces.
            Err(errno::ENOENT) => return Ok(Self { overflow: None }),
            Err(errno) => return Err(errno),
        }
        if maps_all(&text) {
            return Ok(Self { overflow: None });
        }
        read_file(&path(format!("/proc/sys/kernel/overflow{kind}"))?, &mut text)?;
        Ok(Self { overflow: Some(number(text.trim_ascii()) as u32) })
    }

    /// Whether the number stands for one id.
    pub fn tells(self, id: u32) -> bool {
        self.overflow != Some(id)
    }
}

/// Whether a map, lines of first number here, first number outside and how many, has all ids there are.
fn maps_all(map: &[u8]) -> bool {
    let lines = map.split(|&byte| byte == b'\n');
    let count = |line: &[u8]| {
        let last = line.split(u8::is_ascii_whitespace).rfind(|word| !word.is_empty());
        last.map_or(0, number)
    };
    lines.map(count).sum::<i64>() >= i64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps() {
        assert!(maps_all(b"         0          0 4294967295\n"));
        assert!(!maps_all(b"         0       1000          1\n"));
        assert!(!maps_all(b"0 1000 1\n1 100000 65536\n"));
        assert!(!maps_all(b""));
    }

    #[test]
    fn the_number_of_all_others() {
        let ids = Ids { overflow: Some(65534) };
        assert!(ids.tells(0) && !ids.tells(65534));
        assert!(Ids { overflow: None }.tells(65534));
    }
}
