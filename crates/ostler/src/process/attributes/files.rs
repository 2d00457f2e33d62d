//! Open files and descriptors.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;

use crate::errno::{self, Errno};
use crate::sys::linux::process::read::list_numbers;
use crate::sys::linux::process::status::Status;

use super::super::reader::{File, Reader};
use super::memory::mapping;
use super::{parts, reads};

parts! {
    /// A regular file that a process has open: `psutil.Process.open_files()`.
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
    num_fds: usize = "descriptors", |reader| Ok(reader.list("fd")?.len());

    /// Its regular files that are open: `psutil.Process.open_files()`. Those that were removed since are left out.
    open_files: Vec<OpenFile> = "open files", Reader::open_files;

    /// The paths of everything it has in use: open files, mapped ones, its program, its directories.
    files: Vec<OsString> = "open files", Reader::files;
}

impl Reader {
    /// The numbers that are the names in a directory of the process, in order.
    pub(crate) fn list(&mut self, dir: &str) -> Result<Vec<i32>, Errno> {
        let mut numbers = Vec::new();
        list_numbers(self.place().open_dir(dir)?, &mut numbers)?;
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Calls a function with each descriptor and what it points to.
    pub(crate) fn each_descriptor(&mut self, mut see: impl FnMut(i32, &[u8])) -> Result<(), Errno> {
        let mut target = Vec::new();
        for fd in self.list("fd")? {
            match self.place().read_link(&format!("fd/{fd}"), &mut target) {
                Ok(()) => see(fd, &target),
                // One that was closed meanwhile.
                Err(errno::ENOENT) => {}
                Err(errno) => return Err(errno),
            }
        }
        Ok(())
    }

    pub(crate) fn open_files(&mut self) -> Result<Vec<OpenFile>, Errno> {
        let mut paths = Vec::new();
        self.each_descriptor(|fd, target| {
            if target.starts_with(b"/") {
                paths.push((fd, OsString::from_vec(target.to_vec())));
            }
        })?;
        let mut files = Vec::new();
        let mut text = Vec::new();
        for (fd, path) in paths {
            let regular = match self.place().stat(&format!("fd/{fd}")) {
                Ok(status) => {
                    status.st_mode & crate::sys::c::S_IFMT == crate::sys::c::S_IFREG
                        && status.st_nlink > 0
                }
                Err(_) => false,
            };
            if !regular || self.place().read_piece(&format!("fdinfo/{fd}"), &mut text).is_err() {
                continue;
            }
            let lines = Status(&text);
            let flags = lines.line("flags").and_then(|flags| std::str::from_utf8(flags).ok());
            let flags = flags.and_then(|flags| i32::from_str_radix(flags, 8).ok()).unwrap_or(0);
            files.push(OpenFile {
                path: path.into(),
                fd,
                position: lines.number("pos").unwrap_or(0),
                mode: mode(flags).to_owned(),
                flags,
            });
        }
        Ok(files)
    }

    pub(crate) fn files(&mut self) -> Result<Vec<OsString>, Errno> {
        let mut files = Vec::new();
        self.each_descriptor(|_, target| {
            if target.starts_with(b"/") {
                files.push(target.to_vec());
            }
        })?;
        for line in self.file(File::Maps)?.split(|byte| *byte == b'\n') {
            files.extend(mapping(line).filter(|path| path.starts_with(b"/")).map(<[u8]>::to_vec));
        }
        for link in [File::Exe, File::Cwd, File::Root] {
            files.extend(self.link(link)?.map(|path| path.as_os_str().as_bytes().to_vec()));
        }
        files.sort_unstable();
        files.dedup();
        Ok(files.into_iter().map(OsString::from_vec).collect())
    }
}

fn mode(flags: i32) -> &'static str {
    use crate::sys::c::{O_ACCMODE, O_APPEND, O_RDONLY, O_WRONLY};
    match (flags & O_ACCMODE, flags & O_APPEND != 0) {
        (O_RDONLY, _) => "r",
        (O_WRONLY, false) => "w",
        (O_WRONLY, true) => "a",
        (_, false) => "r+",
        (_, true) => "a+",
    }
}
