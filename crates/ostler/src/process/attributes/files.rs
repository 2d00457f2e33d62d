//! Files that a process has open.

use std::path::Path;

use crate::error::Result;

use super::super::reader::Reader;
use super::super::{OpenFile, Process};
use super::{reads, system};

reads! {
    /// Its regular files that are open: `psutil.Process.open_files()`. Those that were removed since are left out; on Windows so is
    /// what cannot be told because the system does not answer.
    ///
    /// ```
    /// use ostler::process::Process;
    /// # let dir = tempfile::tempdir()?;
    /// # let path = dir.path().canonicalize()?.join("log");
    /// let file = std::fs::File::create(&path)?;
    /// let open = Process::current()?.open_files()?;
    /// assert!(open.iter().any(|open| open.path.ends_with("log") && open.mode == "w"));
    /// # drop(file);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    open_files: Vec<OpenFile> = "open files", Reader::open_files;
}

impl Process {
    /// Whether it has a file in use: open, mapped, as its program, on Linux as a directory too. `fuser FILE`. On Windows
    /// `users_of_file` finds all that have.
    ///
    /// The file counts, not its name: one that was opened by another name, or has got another since, is found too.
    ///
    /// # Errors
    ///
    /// Of the file, if there is none or it is not for us to look at. [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process
    /// is gone, [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is not for us to know,
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) where the Restart Manager is not to be had (Wine).
    ///
    /// ```
    /// # #[cfg(unix)] {
    /// use ostler::process::Process;
    /// assert!(Process::current()?.uses_file(std::env::current_exe()?)?);
    /// assert!(!Process::current()?.uses_file("/etc/passwd")?);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "fuser")]
    pub fn uses_file(&self, path: impl AsRef<Path>) -> Result<bool> {
        system::uses_file(*self, path.as_ref())
    }
}
