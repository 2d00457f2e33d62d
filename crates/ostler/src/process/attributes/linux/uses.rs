//! Everything a process has in use that has a path.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use ostler_sys::linux::process::maps;
use ostler_sys::linux::process::namespace::FileId;
use ostler_sys::linux::process::read::file_status;

use crate::errno::{self, Errno};
use crate::error::{OrPath as _, Result};

use super::names::os;
use crate::process::Process;
use crate::process::attributes::reads;
use crate::process::reader::{File, Reader};

/// What is in use besides descriptors and mappings.
const LINKS: [File; 3] = [File::Exe, File::Cwd, File::Root];

reads! {
    /// The paths of everything it has in use: open files, mapped ones, its program, its directories.
    ///
    /// They are as the kernel has them: ` (deleted)` at the end means that the file was removed.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let exe = std::env::current_exe()?;
    /// assert!(Process::current()?.files()?.iter().any(|path| *path == exe));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    files: Vec<OsString> = "open files", Reader::files;
}

/// [`Process::uses_file`].
pub(in super::super) fn uses_file(process: Process, path: &Path) -> Result<bool> {
    let status = file_status(path.as_os_str()).or_path(path)?;
    process.read("open files", |reader| {
        reader.uses_file(FileId::of(&status), Some(path.as_os_str().as_bytes()))
    })
}

impl Reader {
    pub(crate) fn files(&mut self) -> Result<Vec<OsString>, Errno> {
        let mut files = Vec::new();
        self.each_descriptor(|_, target| {
            if target.starts_with(b"/") {
                files.push(target.to_vec());
            }
        })?;
        let escaped = self.escaped_paths(File::Maps)?;
        for line in self.of_living(File::Maps)?.split(|&byte| byte == b'\n') {
            let path = maps::parse(line).map(|mapping| {
                escaped.get(&mapping.start).map_or(mapping.path, |path| path.as_slice())
            });
            files.extend(path.filter(|path| path.starts_with(b"/")).map(<[u8]>::to_vec));
        }
        for link in LINKS {
            files.extend(self.target(link)?.map(<[u8]>::to_vec));
        }
        files.sort_unstable();
        files.dedup();
        Ok(files.into_iter().map(|path| os(&path)).collect())
    }

    /// Whether the process has the file in use. The path, where the process's paths are ours, is for mappings on file systems
    /// that say another device there than elsewhere.
    pub(crate) fn uses_file(&mut self, file: FileId, path: Option<&[u8]>) -> Result<bool, Errno> {
        for link in LINKS {
            if self.target(link)?.is_some() && self.leads_to(link.name(), file)? {
                return Ok(true);
            }
        }
        let path = path.map(maps::escaped);
        let mut mapped = self.of_living(File::Maps)?.split(|&byte| byte == b'\n');
        let is_it = |mapping: maps::Mapping<'_>| {
            mapping.inode == file.inode
                && (mapping.device == file.device
                    || path.as_deref().is_some_and(|path| mapping.path == path))
        };
        if mapped.any(|line| maps::parse(line).is_some_and(is_it)) {
            return Ok(true);
        }
        for fd in self.descriptors()? {
            if self.leads_to(&format!("fd/{fd}"), file)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One that was closed meanwhile, or is not for us to look at, is not one that we have looked at.
    fn leads_to(&mut self, link: &str, file: FileId) -> Result<bool, Errno> {
        match self.shared_place().stat(link) {
            Ok(status) => Ok(FileId::of(&status) == file),
            Err(errno::ENOENT | errno::EACCES | errno::EPERM) => Ok(false),
            Err(errno) => Err(errno),
        }
    }
}
