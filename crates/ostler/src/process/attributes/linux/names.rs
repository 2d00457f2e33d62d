//! Names, paths, arguments, environment: from links and files of `/proc`.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;

use crate::errno::{self, Errno};
use crate::process::attributes::reads;
use crate::process::reader::{DELETED, File, Reader};

reads! {
    /// Whether its program's file has been removed or replaced since it was started, by an upgrade for example.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(!Process::current()?.exe_deleted()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    exe_deleted: bool = "exe", Reader::exe_deleted;

    /// Its root directory.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.root()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    root: Option<PathBuf> = "root", |reader| reader.link(File::Root);
}

impl Reader {
    pub(crate) fn name_text(&mut self) -> Result<OsString, Errno> {
        self.name().map(os)
    }

    pub(crate) fn exe(&mut self) -> Result<Option<PathBuf>, Errno> {
        self.link(File::Exe)
    }

    pub(crate) fn arguments(&mut self) -> Result<Vec<OsString>, Errno> {
        Ok(arguments(self.of_living(File::Cmdline)?).map(OsStr::to_owned).collect())
    }

    pub(crate) fn command_text(&mut self) -> Result<OsString, Errno> {
        self.command().map(os)
    }

    pub(crate) fn cwd(&mut self) -> Result<Option<PathBuf>, Errno> {
        self.link(File::Cwd)
    }

    pub(crate) fn variables(&mut self) -> Result<Vec<(OsString, OsString)>, Errno> {
        Ok(strings(self.of_living(File::Environ)?).filter_map(variable).collect())
    }

    /// Where a link points to, as it was called before it was removed; `None` where there is none, as for parts of the kernel.
    pub(crate) fn link(&mut self, file: File) -> Result<Option<PathBuf>, Errno> {
        let removed = self.is_removed(file)?;
        Ok(self.target(file)?.map(|path| {
            let path = if removed { path.strip_suffix(DELETED).unwrap_or(path) } else { path };
            os(path).into()
        }))
    }

    /// What the kernel says of a link.
    pub(crate) fn target(&mut self, file: File) -> Result<Option<&[u8]>, Errno> {
        // The kernel's own parts never have been anything else; a process that has ended had one.
        if self.file(file) == Err(errno::ENOENT) && self.stat()?.is_kernel_thread() {
            return Ok(None);
        }
        self.file(file).map(Some)
    }

    /// Whether what a link points to is no longer there under that name.
    fn is_removed(&mut self, file: File) -> Result<bool, Errno> {
        let Some(path) = self.target(file)?.filter(|path| path.ends_with(DELETED)) else {
            return Ok(false);
        };
        let path = os(path);
        Ok(!self.is_file(file.name(), &path))
    }

    /// Whether the file of this path is the one that a link in the process's directory leads to.
    pub(crate) fn is_file(&mut self, link: &str, path: &OsStr) -> bool {
        match (self.shared_place().stat(link), ostler_sys::linux::process::read::file_status(path))
        {
            (Ok(one), Ok(other)) => (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino),
            _ => false,
        }
    }

    pub(crate) fn exe_deleted(&mut self) -> Result<bool, Errno> {
        self.is_removed(File::Exe)
    }
}

pub(super) fn os(bytes: &[u8]) -> OsString {
    OsString::from_vec(bytes.to_vec())
}

/// Texts that each end in NUL.
pub(crate) fn strings(bytes: &[u8]) -> impl Iterator<Item = &OsStr> {
    texts(bytes, 0)
}

/// Arguments: each ends in NUL, but where a process has written over them there may be no NUL at all.
pub(crate) fn arguments(bytes: &[u8]) -> impl Iterator<Item = &OsStr> {
    texts(bytes, if bytes.contains(&0) { 0 } else { b' ' })
}

/// Texts that each end in a sign, the last one perhaps not.
fn texts(bytes: &[u8], sign: u8) -> impl Iterator<Item = &OsStr> {
    // Nothing is no text, not an empty one.
    let most = if bytes.is_empty() { 0 } else { usize::MAX };
    let bytes = bytes.strip_suffix(&[sign]).unwrap_or(bytes);
    bytes.split(move |&byte| byte == sign).map(OsStr::from_bytes).take(most)
}

/// Splits `NAME=value`; names may begin with the sign.
fn variable(text: &OsStr) -> Option<(OsString, OsString)> {
    let bytes = text.as_bytes();
    let at = bytes.iter().skip(1).position(|&byte| byte == b'=')? + 1;
    Some((os(&bytes[..at]), os(&bytes[at + 1..])))
}

#[cfg(test)]
mod tests {
    use super::{arguments, strings, variable};

    fn all<'a>(texts: impl Iterator<Item = &'a std::ffi::OsStr>) -> Vec<&'a str> {
        texts.map(|text| text.to_str().unwrap()).collect()
    }

    #[test]
    fn texts() {
        assert_eq!(all(strings(b"")), [""; 0]);
        assert_eq!(all(strings(b"a b\0\0c\0")), ["a b", "", "c"]);
        assert_eq!(all(strings(b"\0")), [""]);
        assert_eq!(all(strings(b"a=1\0b")), ["a=1", "b"]);
        assert_eq!(all(arguments(b"a b\0c\0")), ["a b", "c"]);
        assert_eq!(all(arguments(b"a b\0")), ["a b"]);
        assert_eq!(all(arguments(b"nginx: master  process")), ["nginx:", "master", "", "process"]);
        assert_eq!(all(arguments(b"a b ")), ["a", "b"]);
    }

    #[test]
    fn variables() {
        let split = |text: &str| {
            variable(text.as_ref())
                .map(|(name, value)| format!("{}|{}", name.display(), value.display()))
        };
        assert_eq!(split("A=b=c").as_deref(), Some("A|b=c"));
        assert_eq!(split("=C:=x").as_deref(), Some("=C:|x"));
        assert_eq!(split("A=").as_deref(), Some("A|"));
        assert_eq!((split("A"), split(""), split("=")), (None, None, None));
    }
}
