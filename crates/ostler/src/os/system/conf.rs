//! Configuration values of the system and of files.

#[cfg(not(target_os = "android"))]
use std::ffi::OsString;

use ostler_sys as sys;

use crate::error::{Error, OrPath as _, Result};
use crate::fd::AsFd;
use crate::host::retry;
use crate::os::at::{Spot, Target, with_path};

/// Which configuration value is meant: by name, as in the tables ([`sysconf_names`]), or by number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ConfName<'a> {
    /// A name: `"SC_PAGESIZE"`.
    Name(&'a str),
    /// The number that the system's header gives a name.
    Number(i32),
}

impl<'a> From<&'a str> for ConfName<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a String> for ConfName<'a> {
    fn from(name: &'a String) -> Self {
        Self::Name(name)
    }
}

impl From<i32> for ConfName<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number)
    }
}

impl ConfName<'_> {
    fn number(self, names: &[(&str, i32)]) -> Result<i32> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Name(name) => names
                .binary_search_by(|(known, _)| (*known).cmp(name))
                .ok()
                .and_then(|at| names.get(at))
                .map(|&(_, number)| number)
                .ok_or_else(|| Error::value("unrecognized configuration name")),
        }
    }
}

/// The names [`sysconf`] takes, with their numbers, in the order of the alphabet: `os.sysconf_names`.
///
/// ```
/// use ostler::os;
/// for (name, number) in os::sysconf_names() {
///     if let Ok(Some(value)) = os::sysconf(*number) {
///         println!("{name} = {value}");
///     }
/// }
/// ```
pub fn sysconf_names() -> &'static [(&'static str, i32)] {
    sys::system::SYSCONF_NAMES
}

/// The names [`confstr`] takes, with their numbers, in the order of the alphabet: `os.confstr_names`.
///
/// ```
/// assert!(ostler::os::confstr_names().iter().any(|(name, _)| *name == "CS_PATH"));
/// ```
pub fn confstr_names() -> &'static [(&'static str, i32)] {
    sys::system::CONFSTR_NAMES
}

/// The names [`pathconf`] and [`fpathconf`] take, with their numbers, in the order of the alphabet:
/// `os.pathconf_names`.
///
/// ```
/// assert!(ostler::os::pathconf_names().iter().any(|(name, _)| *name == "PC_NAME_MAX"));
/// ```
pub fn pathconf_names() -> &'static [(&'static str, i32)] {
    sys::system::PATHCONF_NAMES
}

/// A number from the system's configuration: `os.sysconf(name)`, `sysconf(3)`.
///
/// `None`, the reference's -1, where the system sets no value or no limit.
///
/// # Errors
///
/// `Value` for a name that is not in [`sysconf_names`]; `EINVAL` for a number that the system does not know.
///
/// ```
/// use ostler::os;
/// let page = os::sysconf("SC_PAGESIZE")?.unwrap_or(4096);
/// assert!(page >= 4096);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sysconf<'a>(name: impl Into<ConfName<'a>>) -> Result<Option<i64>> {
    let number = name.into().number(sysconf_names())?;
    Ok(retry(|| sys::system::sysconf(number))?)
}

/// A string from the system's configuration: `os.confstr(name)`, `confstr(3)`.
///
/// `None` where the system sets no value. A value can be empty.
///
/// # Errors
///
/// `Value` for a name that is not in [`confstr_names`]; `EINVAL` for a number that the system does not know.
///
/// ```
/// use ostler::os;
/// let path = os::confstr("CS_PATH")?.unwrap_or_default();
/// assert!(path.to_string_lossy().contains("/bin"));
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(not(target_os = "android"))]
pub fn confstr<'a>(name: impl Into<ConfName<'a>>) -> Result<Option<OsString>> {
    let number = name.into().number(confstr_names())?;
    Ok(retry(|| sys::system::confstr(number))?)
}

/// A limit that holds for a file: `os.pathconf(path, name)`, `pathconf(3)`; of an open descriptor `fpathconf(3)`.
///
/// `None`, the reference's -1, where there is no limit.
///
/// # Errors
///
/// `Value` for a name that is not in [`pathconf_names`]; `EINVAL` for a number that the system does not know, or that
/// does not go with the file; otherwise as the path's.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::pathconf("/proc", "PC_NAME_MAX")?, Some(255));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn pathconf<'a>(target: impl Target, name: impl Into<ConfName<'a>>) -> Result<Option<i64>> {
    let number = name.into().number(pathconf_names())?;
    match target.spot() {
        Spot::Fd(fd) => Ok(retry(|| sys::system::fpathconf(fd.into(), number))?),
        Spot::Path(path) => {
            with_path(path, |name| retry(|| sys::system::pathconf(name, number))).or_path(path)
        }
    }
}

/// A limit that holds for an open file: `os.fpathconf(fd, name)`, `fpathconf(3)`.
///
/// # Errors
///
/// As [`pathconf`].
///
/// ```
/// use ostler::os;
/// let (reader, _writer) = std::io::pipe()?;
/// assert!(os::fpathconf(&reader, "PC_PIPE_BUF")? >= Some(512));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fpathconf<'a>(fd: impl AsFd, name: impl Into<ConfName<'a>>) -> Result<Option<i64>> {
    let number = name.into().number(pathconf_names())?;
    let fd = fd.as_fd();
    Ok(retry(|| sys::system::fpathconf(fd.into(), number))?)
}
