//! Starting files with the programs that they belong to.

use std::ffi::OsStr;
use std::path::Path;

use ostler_sys::processes::{Start, shell_execute};

use crate::audit::{audit, events};
use crate::error::{Error, OrPath as _, Result};
use crate::os::at::with_path;

/// How [`startfile_with`] starts a file.
///
/// ```no_run
/// use ostler::os::{StartOptions, startfile_with};
/// let print = StartOptions { operation: Some("print".as_ref()), ..StartOptions::default() };
/// startfile_with("letter.docx", print)?;
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StartOptions<'a> {
    /// What is to be done, as a verb: `open`, `print`, `edit`; for directories `explore`, `find`. `None` is what a double
    /// click does.
    pub operation: Option<&'a OsStr>,
    /// The arguments, where the file is a program, in one string.
    pub arguments: Option<&'a OsStr>,
    /// Where the program is to work. The file's path is relative to this.
    pub cwd: Option<&'a Path>,
    /// How the window comes up: one of the `SW_*` of `ShowWindow`.
    pub show_cmd: i32,
}

/// A double click, with a window in its normal state.
impl Default for StartOptions<'_> {
    fn default() -> Self {
        /// `SW_SHOWNORMAL`
        const NORMAL: i32 = 1;
        Self { operation: None, arguments: None, cwd: None, show_cmd: NORMAL }
    }
}

/// Starts a file with the program that it belongs to, as a double click does: `os.startfile(path)`, `ShellExecute`.
///
/// It does not wait for the program, which cannot be waited for.
///
/// # Errors
///
/// `FileNotFound`; code 1155 for a file that belongs to no program; `Value` for a NUL in the path; `NotImplemented` on a
/// system without this library.
///
/// # Audit
///
/// `os.startfile` with `path`, `operation`, and `os.startfile/2` with `path`, `operation`, `arguments`, `cwd`, `show_cmd`.
///
/// ```no_run
/// ostler::os::startfile("holiday.jpg")?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn startfile(path: impl AsRef<Path>) -> Result<()> {
    startfile_with(path, StartOptions::default())
}

/// [`startfile`] with everything it can be told: `os.startfile(path, operation, arguments, cwd, show_cmd)`.
///
/// # Errors
///
/// As [`startfile`].
///
/// # Audit
///
/// As [`startfile`].
pub fn startfile_with(path: impl AsRef<Path>, options: StartOptions<'_>) -> Result<()> {
    let path = path.as_ref();
    let StartOptions { operation, arguments, cwd, show_cmd } = options;
    audit!(events::Startfile { path, operation });
    audit!(events::Startfile2 { path, operation, arguments, cwd, show_cmd });
    let start = Start::new(operation, arguments, cwd, show_cmd)
        .map_err(|_| Error::value("embedded null character"))?;
    with_path(path, |name| match shell_execute(name, &start) {
        Some(answer) => answer.map_err(Error::from),
        None => Err(Error::not_implemented("startfile not available on this platform")),
    })
    .or_path(path)
}
