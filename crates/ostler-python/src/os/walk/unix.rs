//! Walking with a descriptor of each directory.

use std::ffi::{CStr, CString};
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use ostler::errno::{self, Errno};
use ostler::os::Steps;
use ostler_sys::c;
use ostler_sys::descriptors::openat;
use ostler_sys::fd::Fd;
use ostler_sys::files::fstatat;
use pyo3::prelude::*;

use super::{Walk, Weight};
use crate::convert::{Convert as _, DirFd, Optional};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; fwalk);
    Ok(())
}

/// Visit a directory and every directory below it, with a descriptor of each directory.
#[doc = crate::doc::dir_fd!()]
#[doc = "\nfollow_symlinks: if true, visit the directories that symbolic links lead to, but none that is above the link."]
#[doc = crate::doc::walk_errors!()]
#[doc = "An error of top itself is raised."]
#[doc = crate::doc::on_unix!()]
#[pyfunction]
#[pyo3(
    signature = (
        top=Optional::LEFT_OUT, topdown=Optional::LEFT_OUT, onerror=None, *,
        follow_symlinks=Optional::LEFT_OUT, dir_fd=None
    ),
    text_signature = "(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None)"
)]
fn fwalk(
    py: Python<'_>,
    top: Optional<'_>,
    topdown: Optional<'_>,
    onerror: Option<Bound<'_, PyAny>>,
    follow_symlinks: Optional<'_>,
    dir_fd: Option<Bound<'_, PyAny>>,
) -> PyResult<Walk> {
    let top = match top.given() {
        Some(top) => top.clone(),
        None => ".".into_pyobject(py)?.into_any(),
    };
    let dir_fd = dir_fd.unwrap_or_else(|| py.None().into_bound(py));
    Walk::new(top, topdown, onerror, follow_symlinks, Some(dir_fd))
}

/// What decides how much an error weighs in a walk with descriptors.
pub(super) struct Opened {
    dir_fd: Fd<'static>,
    top: PathBuf,
    follow: bool,
}

impl Opened {
    pub(super) fn begin(
        path: &Path,
        topdown: bool,
        follow: bool,
        dir_fd: &Bound<'_, PyAny>,
    ) -> PyResult<(Steps, Self)> {
        let dir_fd = DirFd::convert(dir_fd)?.fd();
        let walk = ostler::os::fwalk(path).topdown(topdown).follow_symlinks(follow);
        Ok((walk.steps(dir_fd), Self { dir_fd, top: path.to_path_buf(), follow }))
    }

    /// The descriptor of the directory at hand.
    #[allow(clippy::unused_self, reason = "that there is one is what it says")]
    pub(super) fn fd(&self, steps: &Steps) -> i32 {
        steps.fd().map_or(-1, |fd| fd.as_raw_fd())
    }

    /// In the reference, an error of the top is the caller's, and so is that of a name which is no directory's, be it the top
    /// or one that the caller has put among those of subdirectories; unless it is known not to be followed. The reference opens each
    /// of them first: for a link that leads nowhere, and for a file that may not be read, that is the error.
    pub(super) fn weight(&self, error: &ostler::Error) -> (Weight, Option<ostler::Error>) {
        let path = error.filename();
        let is_top = path.is_some_and(|path| path.as_os_str() == self.top.as_os_str());
        let usual = if is_top { Weight::Fatal } else { Weight::Told };
        let (errno, loops) = (error.errno(), error.errno() == Some(errno::ELOOP));
        if (errno == Some(errno::ENOTDIR) || loops && !self.follow)
            && let Some(path) = path
            && let Ok(name) = CString::new(path.as_os_str().as_bytes())
            && let Ok(stat) = fstatat(self.dir_fd, &name, c::AT_SYMLINK_NOFOLLOW)
        {
            let link = stat.st_mode & c::S_IFMT == c::S_IFLNK;
            return match leads(self.dir_fd, &name) {
                Err(errno) => (usual, Some(ostler::Error::from_errno(errno).with_filename(path))),
                _ if !self.follow && (is_top || link) => (Weight::None, None),
                _ => (Weight::Fatal, None),
            };
        }
        (usual, None)
    }
}

/// Whether a name leads to what can be read.
fn leads(dir: Fd<'_>, name: &CStr) -> Result<(), Errno> {
    let kind = fstatat(dir, name, 0)?.st_mode & c::S_IFMT;
    // Of others it may be noticed that they were opened.
    if matches!(kind, c::S_IFDIR | c::S_IFREG) {
        openat(dir, name, c::O_RDONLY | c::O_NONBLOCK, 0)?;
    }
    Ok(())
}
