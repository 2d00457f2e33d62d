//! Names, paths, arguments, environment.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;

use crate::errno::{self, Errno};

use super::super::reader::{File, Reader};
use super::reads;

reads! {
    /// The name of its program, complete where the kernel keeps only 15 bytes of it: `psutil.Process.name()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{}", Process::current()?.name()?.display());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    name: OsString = "name", |reader| reader.name().map(os);

    /// The path of its program's file: `psutil.Process.exe()`. `None` for a part of the kernel.
    ///
    /// Where the file has been removed or replaced since, the path ends in ` (deleted)`.
    exe: Option<PathBuf> = "exe", |reader| reader.link(File::Exe);

    /// The arguments it was started with: `psutil.Process.cmdline()`. Empty for a part of the kernel. A process may write over
    /// them.
    cmdline: Vec<OsString> = "cmdline", |reader| Ok(strings(reader.cmdline()?).map(OsStr::to_owned).collect());

    /// The arguments joined by spaces; the name in brackets where there are none.
    command: OsString = "cmdline", |reader| reader.command().map(os);

    /// Its current directory: `psutil.Process.cwd()`. `None` for a part of the kernel.
    cwd: Option<PathBuf> = "cwd", |reader| reader.link(File::Cwd);

    /// Its root directory. `None` for a part of the kernel.
    root: Option<PathBuf> = "root", |reader| reader.link(File::Root);

    /// Its environment when it was started, name and value: `psutil.Process.environ()`.
    environ: Vec<(OsString, OsString)> = "environ", |reader| {
        Ok(strings(reader.file(File::Environ)?).filter_map(variable).collect())
    };
}

impl Reader {
    /// Where a link points to; `None` where there is none, as for parts of the kernel.
    pub(crate) fn link(&mut self, file: File) -> Result<Option<PathBuf>, Errno> {
        match self.file(file).map(os) {
            Ok(path) => Ok(Some(path.into())),
            // A zombie had one.
            Err(errno::ENOENT) if self.stat()?.state != b'Z' => Ok(None),
            Err(errno) => Err(errno),
        }
    }
}

fn os(bytes: &[u8]) -> OsString {
    OsString::from_vec(bytes.to_vec())
}

/// Texts that each end in NUL.
pub(crate) fn strings(bytes: &[u8]) -> impl Iterator<Item = &OsStr> {
    let bytes = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    // Nothing is no text, not an empty one.
    let strings =
        (!bytes.is_empty()).then(|| bytes.split(|&byte| byte == 0).map(OsStr::from_bytes));
    strings.into_iter().flatten()
}

/// Splits `NAME=value`; names may begin with the sign.
fn variable(text: &OsStr) -> Option<(OsString, OsString)> {
    let bytes = text.as_bytes();
    let at = bytes.iter().skip(1).position(|&byte| byte == b'=')? + 1;
    Some((os(&bytes[..at]), os(&bytes[at + 1..])))
}
