//! Who has a file open: the Restart Manager.

use std::path::Path;

use ostler_sys::key::Key;
use ostler_sys::process::restart;
use ostler_sys::wide;

use crate::error::{Error, OrPath as _, Result};
use crate::process::identity::Held;
use crate::process::{Process, Trouble};

/// The processes that have a file open, or mapped, or as their program: `fuser FILE`, `handle FILE`. Directories are not asked
/// about.
///
/// # Errors
///
/// Of the file, if there is none. `NotImplemented` where the Restart Manager is not to be had (Wine).
///
/// # Platforms
///
/// Windows: `RmGetList`. On Linux ask a process: `Process::uses_file`.
///
/// ```no_run
/// for process in ostler::process::users_of_file("report.docx")? {
///     println!("{} {}", process.pid(), process.name()?.display());
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn users_of_file(path: impl AsRef<Path>) -> Result<Vec<Process>> {
    let path = path.as_ref();
    let name = std::path::absolute(path).map_err(|_| Error::value("empty path"))?;
    let name =
        wide::owned(name.as_os_str()).map_err(|_| Error::value("embedded null character"))?;
    restart::exists(&name).or_path(path)?;
    let users = restart::users(&name).or_path(path)?;
    if users.is_empty() && !is_at_work()? {
        return Err(Error::not_implemented(
            "the Restart Manager unavailable: who has a file open is not to be known",
        )
        .with_filename(path));
    }
    let process = |user: &restart::User| {
        Process::from_parts(user.pid.cast_signed(), Key::Created(user.created))
    };
    Ok(users.iter().map(process).collect())
}

/// Whether there is more of the Restart Manager than its functions' names: it knows who has this program's own file open.
fn is_at_work() -> Result<bool> {
    let Ok(own) = std::env::current_exe() else { return Ok(true) };
    let own = wide::owned(own.as_os_str()).map_err(|_| Error::value("embedded null character"))?;
    Ok(!restart::users(&own)?.is_empty())
}

/// [`Process::uses_file`].
pub(in super::super) fn uses_file(process: Process, path: &Path) -> Result<bool> {
    let held = Held::of(process)?;
    let users = users_of_file(path)?;
    let there = held.still_there().map_err(Error::from)?;
    if there { Ok(users.contains(&process)) } else { Err(Trouble::Gone.about(process.pid())) }
}
