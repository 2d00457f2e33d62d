//! What the module itself is: its constants, and what it was built with.

use ostler::os::DlopenFlags;
use pyo3::prelude::*;

use crate::constants;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::both::module::add(module)?;
    module.add("_have_functions", HAVE.to_vec())?;
    module.add("TMP_MAX", ostler::os::TMP_MAX)?;
    constants!(module; |flags: DlopenFlags| flags.bits() => ostler::os::{
        RTLD_LAZY, RTLD_NOW, RTLD_GLOBAL, RTLD_LOCAL, RTLD_NODELETE, RTLD_NOLOAD,
        #[cfg(all(target_os = "linux", target_env = "gnu"))]
        RTLD_DEEPBIND,
    });
    Ok(())
}

/// What of the C library's the functions use. `os` makes its `supports_…` sets of them.
const HAVE: &[&str] = &[
    "HAVE_EVENTFD",
    "HAVE_TIMERFD_CREATE",
    "HAVE_FACCESSAT",
    "HAVE_FCHDIR",
    "HAVE_FCHMOD",
    "HAVE_FCHMODAT",
    "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",
    "HAVE_FEXECVE",
    "HAVE_FDOPENDIR",
    "HAVE_FPATHCONF",
    "HAVE_FSTATAT",
    "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE",
    "HAVE_FUTIMENS",
    "HAVE_FUTIMES",
    "HAVE_FUTIMESAT",
    "HAVE_LINKAT",
    "HAVE_LCHOWN",
    "HAVE_LSTAT",
    "HAVE_LUTIMES",
    "HAVE_MEMFD_CREATE",
    "HAVE_MKDIRAT",
    "HAVE_MKFIFOAT",
    "HAVE_MKNODAT",
    "HAVE_OPENAT",
    "HAVE_READLINKAT",
    "HAVE_RENAMEAT",
    "HAVE_SYMLINKAT",
    "HAVE_UNLINKAT",
    "HAVE_UTIMENSAT",
    "HAVE_PTSNAME_R",
];
