//! Open files and descriptors.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

use ostler_sys::c;
use ostler_sys::linux::process::read::{each_link, list_numbers};
use ostler_sys::linux::process::status::Status;

use crate::errno::{self, Errno};
use crate::fd::OwnedFd;

use super::names::os;
use crate::process::attributes::{parts, reads};
use crate::process::reader::{DELETED, Reader};

parts! {
    /// A regular file that a process has open: `psutil.Process.open_files()`.
    #[derive(Hash)]
    pub struct OpenFile {
        /// Its path.
        path: PathBuf,
        /// The number of the descriptor.
        fd: i32,
        /// How far the process has read or written.
        position: i64,
        /// How it was opened, as `fopen` says it: `r`, `w`, `a`, `r+`, `a+`.
        mode: String,
        /// The flags it was opened with.
        flags: i32,
    }
}

reads! {
    /// How many descriptors it has open: `psutil.Process.num_fds()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let me = Process::current()?;
    /// let before = me.num_fds()?;
    /// let file = std::fs::File::open("/dev/null")?;
    /// assert_eq!(me.num_fds()?, before + 1);
    /// # drop(file);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    num_fds: usize = "descriptors", Reader::num_fds;
}

impl Reader {
    /// The numbers that are the names in a directory of the process, in order.
    pub(crate) fn list(&mut self, dir: &str) -> Result<Vec<i32>, Errno> {
        let mut numbers = Vec::new();
        list_numbers(self.place().open_dir(dir)?, &mut numbers)?;
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Its descriptors, in order.
    pub(crate) fn descriptors(&mut self) -> Result<Vec<i32>, Errno> {
        let mut numbers = Vec::new();
        list_numbers(self.open_descriptors()?, &mut numbers)?;
        if numbers.is_empty() && self.turn_to_thread() {
            list_numbers(self.open_descriptors()?, &mut numbers)?;
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// How many descriptors there are: the size of the directory since Linux 6.2, which everybody may ask for.
    pub(crate) fn num_fds(&mut self) -> Result<usize, Errno> {
        match self.place().stat("fd")?.st_size {
            size @ 1.. => Ok(size as usize),
            // None, or an older kernel.
            _ => Ok(self.descriptors()?.len()),
        }
    }

    /// Calls a function with each descriptor and what it points to.
    pub(crate) fn each_descriptor(&mut self, mut see: impl FnMut(i32, &[u8])) -> Result<(), Errno> {
        let mut none = true;
        each_link(self.open_descriptors()?, |fd, target| {
            none = false;
            see(fd, target);
        })?;
        if none && self.turn_to_thread() {
            each_link(self.open_descriptors()?, see)?;
        }
        Ok(())
    }

    /// Their directory. That of a thread which has ended is the superuser's.
    fn open_descriptors(&mut self) -> Result<OwnedFd, Errno> {
        match self.shared_place().open_dir("fd") {
            Err(errno::EACCES | errno::EPERM) if self.turn_to_thread() => {
                self.shared_place().open_dir("fd")
            }
            opened => opened,
        }
    }

    pub(crate) fn open_files(&mut self) -> Result<Vec<OpenFile>, Errno> {
        let mut paths = Vec::new();
        self.each_descriptor(|fd, target| {
            if target.starts_with(b"/") {
                paths.push((fd, os(target)));
            }
        })?;
        let mut files = Vec::new();
        for (fd, path) in paths {
            match self.open_file(fd, path) {
                Ok(file) => files.extend(file),
                // Closed meanwhile.
                Err(errno::ENOENT) => {}
                Err(errno) => return Err(errno),
            }
        }
        Ok(files)
    }

    /// A descriptor's file, if it is a regular one that is there under its name. `ENOENT` if it was closed meanwhile.
    fn open_file(&mut self, fd: i32, path: OsString) -> Result<Option<OpenFile>, Errno> {
        let link = format!("fd/{fd}");
        let status = match self.shared_place().stat(&link) {
            // On a file system that shows nothing to us.
            Err(errno::EACCES | errno::EPERM) => return Ok(None),
            status => status?,
        };
        let regular = status.st_mode & c::S_IFMT == c::S_IFREG && status.st_nlink > 0;
        if !regular || path.as_bytes().ends_with(DELETED) && !self.is_file(&link, &path) {
            return Ok(None);
        }
        let mut text = Vec::new();
        self.shared_place().read_piece(&format!("fdinfo/{fd}"), &mut text)?;
        let lines = Status(&text);
        let flags = lines.line("flags").and_then(|text| std::str::from_utf8(text).ok());
        let flags = flags.and_then(|text| i32::from_str_radix(text, 8).ok()).ok_or(errno::EIO)?;
        let position = lines.number("pos").ok_or(errno::EIO)?;
        let mode = mode(flags).to_owned();
        Ok(Some(OpenFile { path: path.into(), fd, position, mode, flags }))
    }
}

fn mode(flags: i32) -> &'static str {
    match (flags & c::O_ACCMODE, flags & c::O_APPEND != 0) {
        (c::O_RDONLY, _) => "r",
        (c::O_WRONLY, false) => "w",
        (c::O_WRONLY, true) => "a",
        (_, false) => "r+",
        (_, true) => "a+",
    }
}

#[cfg(test)]
mod tests {
    use ostler_sys::c;

    use super::mode;

    #[test]
    fn modes() {
        let modes = [
            (c::O_RDONLY, "r"),
            (c::O_RDONLY | c::O_APPEND, "r"),
            (c::O_WRONLY | c::O_CLOEXEC, "w"),
            (c::O_WRONLY | c::O_APPEND, "a"),
            (c::O_RDWR, "r+"),
            (c::O_RDWR | c::O_APPEND, "a+"),
        ];
        for (flags, text) in modes {
            assert_eq!(mode(flags), text);
        }
    }
}
