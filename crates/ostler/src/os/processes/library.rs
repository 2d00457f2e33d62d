//! Where libraries are looked for.

use std::path::{Path, PathBuf};

use ostler_sys as sys;
use ostler_sys::processes::AddedDirectory;

use crate::audit::{audit, events};
use crate::error::{OrPath as _, Result};
use crate::os::at::with_path;

/// A directory that libraries are looked for in, from [`add_dll_directory`]. It is one no more when this is closed or
/// dropped.
#[derive(Debug)]
#[must_use = "the directory is removed when this is dropped"]
pub struct DllDirectory {
    path: PathBuf,
    added: AddedDirectory,
}

/// Adds a directory to those in which libraries are looked for: `os.add_dll_directory(path)`, `AddDllDirectory`.
///
/// They are heeded where a library is loaded with `LOAD_LIBRARY_SEARCH_USER_DIRS`, which `LOAD_LIBRARY_SEARCH_DEFAULT_DIRS`
/// includes, as CPython does it; and by the libraries it depends on.
///
/// # Errors
///
/// `FileNotFound`; code 87 (`EINVAL`) for a path that is not absolute; `Value` for a NUL in it.
///
/// # Audit
///
/// `os.add_dll_directory` with `path`.
///
/// ```no_run
/// let directory = ostler::os::add_dll_directory(r"C:\Program Files\Codec\bin")?;
/// // … load what needs the libraries there …
/// directory.close()?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn add_dll_directory(path: impl AsRef<Path>) -> Result<DllDirectory> {
    let path = path.as_ref();
    audit!(events::AddDllDirectory { path });
    let added = with_path(path, sys::processes::add_dll_directory).or_path(path)?;
    Ok(DllDirectory { path: path.to_owned(), added })
}

impl DllDirectory {
    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the directory, and says whether that went well: `RemoveDllDirectory`.
    ///
    /// # Errors
    ///
    /// None that the system documents.
    pub fn close(self) -> Result<()> {
        Ok(self.added.remove()?)
    }
}
