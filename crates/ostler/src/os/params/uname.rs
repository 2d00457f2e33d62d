//! What the system calls itself.

use std::array;
use std::ffi::{CStr, OsString};
use std::os::unix::ffi::OsStringExt as _;

use ostler_sys as sys;

/// The names of the system: `os.uname_result`.
///
/// In the order of the reference's tuple; iterating gives the five strings.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[doc(alias = "uname_result")]
pub struct UnameResult {
    /// The operating system: `Linux`, `Darwin`.
    pub sysname: OsString,
    /// The name of the machine in its network.
    pub nodename: OsString,
    /// The release of the kernel.
    pub release: OsString,
    /// The version of that release: when and how it was built.
    pub version: OsString,
    /// The kind of hardware: `x86_64`.
    pub machine: OsString,
}

impl IntoIterator for UnameResult {
    type Item = OsString;
    type IntoIter = array::IntoIter<OsString, 5>;

    fn into_iter(self) -> Self::IntoIter {
        [self.sysname, self.nodename, self.release, self.version, self.machine].into_iter()
    }
}

/// What the system calls itself: `os.uname()`, `uname(2)`.
///
/// ```
/// let system = ostler::os::uname();
/// println!("{} {}", system.sysname.display(), system.release.display());
/// ```
pub fn uname() -> UnameResult {
    let names = sys::params::uname();
    let text = |text: &CStr| OsString::from_vec(text.to_bytes().to_vec());
    UnameResult {
        sysname: text(names.sysname()),
        nodename: text(names.nodename()),
        release: text(names.release()),
        version: text(names.version()),
        machine: text(names.machine()),
    }
}
