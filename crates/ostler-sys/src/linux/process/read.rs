//! Reading the files of `/proc`: their paths without allocating, their contents into buffers that are used again.

use std::ffi::CStr;
use std::io::Write as _;
use std::mem::MaybeUninit;
use std::os::fd::AsRawFd as _;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

use rustix::fs::{Mode, OFlags};

use crate::dirent::Dir;
use crate::errno::{self, Errno};
use crate::fd::{BorrowedFd, OwnedFd};

/// Whether `/proc` has our numbers. `EOPNOTSUPP` from one that belongs to another PID namespace, as in a namespace that has
/// mounted none of its own: it shows another process under every number. `ENODEV` if it is not mounted: an empty directory
/// would say that there are no processes.
fn has_our_numbers() -> Result<(), Errno> {
    /// Who has found that it has.
    static SEEN_BY: AtomicI32 = AtomicI32::new(0);
    let this = rustix::process::getpid().as_raw_pid();
    if SEEN_BY.load(Relaxed) == this {
        return Ok(());
    }
    let mut room = [MaybeUninit::uninit(); 16];
    match rustix::fs::readlinkat_raw(rustix::fs::CWD, c"/proc/self", &mut room) {
        Ok((number, _)) if super::stat::number(number) == i64::from(this) => {
            SEEN_BY.store(this, Relaxed);
            Ok(())
        }
        Err(rustix::io::Errno::NOENT | rustix::io::Errno::NOTDIR) => {
            Err(match rustix::fs::statfs(c"/proc") {
                Ok(system) if system.f_type as u64 == PROC_SUPER_MAGIC => errno::EOPNOTSUPP,
                _ => errno::ENODEV,
            })
        }
        Ok(_) => Err(errno::EOPNOTSUPP),
        // A security module hides the link; what can be read says more.
        Err(_) => Ok(()),
    }
}

/// `statfs(2)`
const PROC_SUPER_MAGIC: u64 = 0x9fa0;

/// `stat(2)`
pub use rustix::fs::Stat as FileStatus;

/// A path of a file of a process: `/proc/123/stat`.
#[derive(Debug)]
pub struct ProcPath {
    bytes: [u8; 64],
    /// How much of it is `/proc/123/`.
    stem: usize,
    /// Whether the process is the one that has the number here.
    ours: Result<(), Errno>,
}

impl ProcPath {
    /// The directory of a process.
    pub fn of(pid: i32) -> Self {
        Self::new(format_args!("/proc/{pid}/"))
    }

    /// The directory of a thread of a process.
    pub fn of_thread(pid: i32, thread: i32) -> Self {
        Self::new(format_args!("/proc/{pid}/task/{thread}/"))
    }

    fn new(directory: std::fmt::Arguments<'_>) -> Self {
        let mut bytes = [0; 64];
        let mut rest = bytes.as_mut_slice();
        let room = rest.len();
        // The longest numbers leave room for the longest name.
        let _ = rest.write_fmt(directory);
        let stem = room - rest.len();
        Self { bytes, stem, ours: has_our_numbers() }
    }

    /// The path of one of its files, if that is about our process.
    fn checked(&mut self, name: &str) -> Result<&CStr, Errno> {
        self.ours.map(|()| self.file(name))
    }

    /// The path of one of its files. Names are this crate's own; one that has no room is cut off.
    fn file(&mut self, name: &str) -> &CStr {
        let room = self.bytes.len() - self.stem - 1;
        let name = &name.as_bytes()[..name.len().min(room)];
        let end = self.stem + name.len();
        self.bytes[self.stem..end].copy_from_slice(name);
        self.bytes[end..].fill(0);
        CStr::from_bytes_until_nul(&self.bytes).unwrap_or_default()
    }
}

/// Where a file of a process is looked for.
#[derive(Debug)]
pub enum Place<'a> {
    /// Under the number, whichever process has it. `EOPNOTSUPP` where that is a number of another PID namespace, `ENODEV` where `/proc` is
    /// not mounted.
    Number(&'a mut ProcPath),
    /// In the open directory, which stays the first process's even where the number is another's by now.
    Directory(BorrowedFd<'a>),
}

impl Place<'_> {
    fn open(&mut self, name: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
        let flags = flags | OFlags::CLOEXEC;
        Ok(match self {
            Self::Number(path) => rustix::fs::open(path.checked(name)?, flags, Mode::empty())?,
            Self::Directory(dir) => rustix::fs::openat(dir, name, flags, Mode::empty())?,
        })
    }

    /// The directory of the process itself.
    pub fn open_dir(&mut self, name: &str) -> Result<OwnedFd, Errno> {
        self.open(name, OFlags::RDONLY | OFlags::DIRECTORY)
    }

    /// Replaces the buffer's contents by a file that the kernel writes in one piece: one that is shorter than the room for
    /// it is complete.
    #[inline]
    pub fn read_piece(&mut self, name: &str, buffer: &mut Vec<u8>) -> Result<(), Errno> {
        self.read_until(name, buffer, |got, room| got < room)
    }

    /// Replaces the buffer's contents by a file that the kernel may hand out in pieces of any size.
    pub fn read_all(&mut self, name: &str, buffer: &mut Vec<u8>) -> Result<(), Errno> {
        self.read_until(name, buffer, |got, _| got == 0)
    }

    /// Reads as much of a file as there is room for: how much. Allocates nothing.
    pub fn read_some(&mut self, name: &str, room: &mut [u8]) -> Result<usize, Errno> {
        let file = self.open(name, OFlags::RDONLY)?;
        loop {
            match rustix::io::read(&file, &mut *room) {
                Err(rustix::io::Errno::INTR) => {}
                got => return Ok(got?),
            }
        }
    }

    fn read_until(
        &mut self,
        name: &str,
        buffer: &mut Vec<u8>,
        complete: impl Fn(usize, usize) -> bool,
    ) -> Result<(), Errno> {
        let file = self.open(name, OFlags::RDONLY)?;
        buffer.clear();
        loop {
            buffer.reserve(PIECE);
            let room = buffer.capacity() - buffer.len();
            let got = match rustix::io::read(&file, rustix::buffer::spare_capacity(buffer)) {
                Err(rustix::io::Errno::INTR) => continue,
                got => got?,
            };
            if complete(got, room) {
                return Ok(());
            }
        }
    }

    /// Replaces the buffer's contents by what a symbolic link says.
    pub fn read_link(&mut self, name: &str, buffer: &mut Vec<u8>) -> Result<(), Errno> {
        buffer.clear();
        buffer.reserve(PIECE);
        loop {
            let spare = buffer.spare_capacity_mut();
            let room = spare.len();
            let (link, _) = match self {
                Self::Number(path) => {
                    rustix::fs::readlinkat_raw(rustix::fs::CWD, path.checked(name)?, spare)?
                }
                Self::Directory(dir) => rustix::fs::readlinkat_raw(*dir, name, spare)?,
            };
            let length = link.len();
            if length < room {
                // SAFETY: the kernel wrote that many bytes at the start of the spare room.
                unsafe { buffer.set_len(length) };
                return Ok(());
            }
            buffer.reserve(room * 2);
            if room > 1 << 20 {
                return Err(errno::ENAMETOOLONG);
            }
        }
    }

    /// The name of the protocol of a socket that is a descriptor of the process, as the kernel has it: `UNIX`, `TCPv6`.
    /// Replaces the buffer's contents.
    pub fn socket_protocol(&mut self, fd: i32, protocol: &mut Vec<u8>) -> Result<(), Errno> {
        protocol.clear();
        protocol.resize(PROTOCOL, 0);
        let name = format!("fd/{fd}");
        let mut through;
        let path = match self {
            Self::Number(path) => path.checked(&name)?,
            Self::Directory(dir) => {
                through = ProcPath::new(format_args!("/proc/thread-self/fd/{}/", dir.as_raw_fd()));
                through.checked(&name)?
            }
        };
        let got = rustix::fs::getxattr(path, c"system.sockprotoname", protocol.as_mut_slice())?;
        protocol.truncate(got);
        if protocol.last() == Some(&0) {
            protocol.pop();
        }
        Ok(())
    }

    /// The status of what a name stands for, a link followed.
    pub fn stat(&mut self, name: &str) -> Result<FileStatus, Errno> {
        Ok(match self {
            Self::Number(path) => rustix::fs::stat(path.checked(name)?)?,
            Self::Directory(dir) => rustix::fs::statat(*dir, name, rustix::fs::AtFlags::empty())?,
        })
    }
}

/// The status of the file of a path, a link followed.
pub fn file_status(path: &std::ffi::OsStr) -> Result<FileStatus, Errno> {
    Ok(rustix::fs::stat(path)?)
}

/// Longer than the names of protocols, which the kernel keeps in 32 bytes.
const PROTOCOL: usize = 64;

/// What most files of a process fit in.
const PIECE: usize = 4096;

/// A file of `/proc` that is about no process.
pub fn read_file(path: &CStr, buffer: &mut Vec<u8>) -> Result<(), Errno> {
    let file = rustix::fs::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
    buffer.clear();
    loop {
        buffer.reserve(PIECE);
        match rustix::io::read(&file, rustix::buffer::spare_capacity(buffer)) {
            Err(rustix::io::Errno::INTR) => {}
            Ok(0) => return Ok(()),
            got => drop(got?),
        }
    }
}

/// Appends the names in a directory that are numbers.
pub fn list_numbers(dir: OwnedFd, numbers: &mut Vec<i32>) -> Result<(), Errno> {
    numbers_of(&Dir::from_fd(dir)?, numbers)
}

/// Calls a function with each link in a directory whose name is a number, and what it says. Those that vanish meanwhile are left
/// out.
pub fn each_link(dir: OwnedFd, mut see: impl FnMut(i32, &[u8])) -> Result<(), Errno> {
    let dir = Dir::from_fd(dir)?;
    let (mut numbers, mut link) = (Vec::new(), Vec::new());
    numbers_of(&dir, &mut numbers)?;
    numbers.sort_unstable();
    let mut name = String::new();
    for number in numbers {
        use std::fmt::Write as _;
        name.clear();
        let _ = write!(name, "{number}");
        // Relative to the directory: nothing above it is looked up again.
        match Place::Directory(dir.fd()).read_link(&name, &mut link) {
            Ok(()) => see(number, &link),
            Err(errno::ENOENT) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

fn numbers_of(dir: &Dir, numbers: &mut Vec<i32>) -> Result<(), Errno> {
    const ROOM: usize = 32 * 1024;
    let mut records = crate::dirent::Records::default();
    loop {
        match dir.read(&mut records, ROOM) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(errno::EINTR) => continue,
            Err(errno) => return Err(errno),
        }
        let mut at = 0;
        while let Some((record, next)) = records.get(at) {
            let name = std::str::from_utf8(record.name()).unwrap_or_default();
            numbers.extend(name.parse::<i32>().ok());
            at = next;
        }
        records.clear();
    }
}

/// The numbers of all processes. `EOPNOTSUPP` where `/proc` is another PID namespace's, `ENODEV` where it is not mounted: as of
/// every file of a process there.
pub fn all_numbers(numbers: &mut Vec<i32>) -> Result<(), Errno> {
    has_our_numbers()?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    list_numbers(rustix::fs::open(c"/proc", flags, Mode::empty())?, numbers)
}
