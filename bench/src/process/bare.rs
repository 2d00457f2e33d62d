//! What a program in C would do, and nothing else: calls of the C library, one buffer for everything, bytes.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int};

/// The length of the buffers: what `readdir` uses, and room for a long command line.
const ENTRIES: usize = 32 << 10;
const TEXT: usize = 128 << 10;

/// `/proc`, and room for what is in it.
pub(crate) struct Proc {
    dir: Dir,
    text: Box<[u8]>,
}

impl Proc {
    pub(crate) fn open() -> Self {
        let dir = Dir::open(libc::AT_FDCWD, c"/proc").expect("/proc is mounted");
        Self { dir, text: vec![0; TEXT].into() }
    }

    /// Calls a function for each process.
    pub(crate) fn each(&mut self, mut each: impl FnMut(Entry<'_>)) {
        let Self { dir, text } = self;
        let proc = dir.fd;
        dir.each(|name| {
            if is_number(name) {
                each(Entry { proc, name, text: &mut *text });
            }
        });
    }
}

/// One process.
pub(crate) struct Entry<'a> {
    proc: c_int,
    name: &'a CStr,
    text: &'a mut [u8],
}

impl Entry<'_> {
    pub(crate) fn pid(&self) -> i32 {
        number(self.name.to_bytes()) as i32
    }

    /// What a file of it says: nothing if the process is gone.
    pub(crate) fn read(&mut self, file: &str) -> &[u8] {
        read(self.proc, self.path(file).as_c_str(), self.text)
    }

    /// Calls a function with the target of each of its descriptors.
    pub(crate) fn each_fd(&mut self, entries: &mut [u8], mut each: impl FnMut(&[u8])) {
        let Some(dir) = Handle::open(self.proc, self.path("fd").as_c_str(), libc::O_DIRECTORY)
        else {
            return;
        };
        list(dir.0, entries, |name| {
            if !is_number(name) {
                return;
            }
            let (at, room) = (self.text.as_mut_ptr().cast(), self.text.len());
            // SAFETY: the name ends with a NUL, and there is so much room.
            let got = unsafe { libc::readlinkat(dir.0, name.as_ptr(), at, room) };
            each(&self.text[..usize::try_from(got).unwrap_or(0)]);
        });
    }

    fn path(&self, file: &str) -> Path {
        let pid = self.name.to_bytes();
        let mut bytes = [0; 32];
        bytes[..pid.len()].copy_from_slice(pid);
        bytes[pid.len()] = b'/';
        bytes[pid.len() + 1..][..file.len()].copy_from_slice(file.as_bytes());
        Path(bytes)
    }
}

/// `PID/file`, on the stack.
struct Path([u8; 32]);

impl Path {
    fn as_c_str(&self) -> &CStr {
        CStr::from_bytes_until_nul(&self.0).unwrap_or_default()
    }
}

struct Handle(c_int);

impl Handle {
    fn open(at: c_int, path: &CStr, flags: c_int) -> Option<Self> {
        // SAFETY: the path ends with a NUL.
        let fd =
            unsafe { libc::openat(at, path.as_ptr(), libc::O_RDONLY | libc::O_CLOEXEC | flags) };
        (fd >= 0).then_some(Self(fd))
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: it is open and ours.
        unsafe { libc::close(self.0) };
    }
}

/// Reads a file into a buffer; what is longer is cut.
pub(crate) fn read<'t>(at: c_int, path: &CStr, text: &'t mut [u8]) -> &'t [u8] {
    let Some(file) = Handle::open(at, path, 0) else { return &[] };
    // SAFETY: there is so much room.
    let got = unsafe { libc::read(file.0, text.as_mut_ptr().cast(), text.len()) };
    &text[..usize::try_from(got).unwrap_or(0)]
}

/// Reads a file piece by piece, and calls a function with each of its lines.
pub(crate) fn lines(path: &CStr, text: &mut [u8], mut each: impl FnMut(&[u8])) {
    let Some(file) = Handle::open(libc::AT_FDCWD, path, 0) else { return };
    let mut kept = 0;
    loop {
        let room = &mut text[kept..];
        // SAFETY: there is so much room.
        let got = unsafe { libc::read(file.0, room.as_mut_ptr().cast(), room.len()) };
        let Some(got) = usize::try_from(got).ok().filter(|got| *got > 0) else { return };
        let filled = kept + got;
        let mut start = 0;
        while let Some(length) = find(&text[start..filled], b"\n") {
            each(&text[start..start + length]);
            start += length + 1;
        }
        text.copy_within(start..filled, 0);
        kept = filled - start;
    }
}

struct Dir {
    fd: c_int,
    handle: Handle,
    entries: Box<[u8]>,
}

impl Dir {
    fn open(at: c_int, path: &CStr) -> Option<Self> {
        let handle = Handle::open(at, path, libc::O_DIRECTORY)?;
        Some(Self { fd: handle.0, handle, entries: vec![0; ENTRIES].into() })
    }

    fn each(&mut self, each: impl FnMut(&CStr)) {
        list(self.handle.0, &mut self.entries, each);
    }
}

/// Room for the entries of a directory.
pub(crate) fn room() -> Box<[u8]> {
    vec![0; ENTRIES].into()
}

/// `getdents64`: where in an entry its length and its name are.
const LENGTH: usize = 16;
const NAME: usize = 19;

fn list(dir: c_int, entries: &mut [u8], mut each: impl FnMut(&CStr)) {
    loop {
        // SAFETY: there is so much room.
        let got = unsafe {
            libc::syscall(libc::SYS_getdents64, dir, entries.as_mut_ptr(), entries.len())
        };
        let Some(got) = usize::try_from(got).ok().filter(|got| *got > 0) else { return };
        let mut at = 0;
        while at < got {
            let length = u16::from_ne_bytes([entries[at + LENGTH], entries[at + LENGTH + 1]]);
            let entry = &entries[at..at + usize::from(length)];
            each(CStr::from_bytes_until_nul(&entry[NAME..]).unwrap_or_default());
            at += usize::from(length);
        }
    }
}

fn is_number(name: &CStr) -> bool {
    name.to_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Where bytes are in others: `memmem`.
pub(crate) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    let (at, len) = (text.as_ptr(), text.len());
    // SAFETY: both are so long.
    let found = unsafe { libc::memmem(at.cast(), len, part.as_ptr().cast(), part.len()) };
    (!found.is_null()).then(|| found as usize - at as usize)
}

/// The number that a text begins with.
pub(crate) fn number(text: &[u8]) -> u64 {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number, digit| 10 * number + u64::from(digit - b'0'))
}
