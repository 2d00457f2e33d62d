use std::ffi::OsString;
use std::fmt;
use std::path::Path;

use crate::audit::{Arg, events};
use crate::error::Result;
use crate::fd::{AsFd, BorrowedFd, Fd};
use crate::host::{Host, Native};

use super::core::{Core, Options};
use super::names::Names;
use super::options::settings;

/// Visits a directory and every directory below it, each with a descriptor of it:
/// `os.fwalk(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None)`.
///
/// As [`walk`](super::walk), but each step has the open directory, so that its entries can be worked on by their names alone,
/// and nobody who moves directories about meanwhile can redirect the work. Unlike `walk` it does not follow a symbolic link
/// given as `top` either, unless [`Fwalk::follow_symlinks`] is set.
///
/// A tree is removed like this:
///
/// ```
/// use ostler::os::{self, At};
///
/// # let tmp = tempfile::tempdir()?;
/// # let top = tmp.path().join("top");
/// # std::fs::create_dir_all(top.join("a/b"))?;
/// # std::fs::write(top.join("a/file"), "")?;
/// let mut walk = os::fwalk(&top).topdown(false);
/// while let Some(step) = walk.step() {
///     let step = step?;
///     for name in step.filenames {
///         os::unlink_with(name, At::dir(&step.dirfd))?;
///     }
///     for name in &*step.dirnames {
///         os::rmdir_with(name, At::dir(&step.dirfd))?;
///     }
/// }
/// os::rmdir(&top)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As of [`walk`](super::walk): an `Err` item for each directory that cannot be opened or read.
///
/// # Audit
///
/// `os.fwalk` with `top`, `topdown`, `onerror`, `follow_symlinks`, `dir_fd` at the first step; for each directory `open` with
/// its name and `os.scandir` with its descriptor. A veto ends the walk.
///
/// # Platforms
///
/// Unix.
pub fn fwalk(top: impl AsRef<Path>) -> Fwalk<'static> {
    let options = Options {
        topdown: true,
        follow: false,
        follow_top: false,
        max_depth: usize::MAX,
        resolve: true,
        descriptors: true,
        opens: true,
        parts: false,
    };
    Fwalk { core: Core::new(top.as_ref(), options), names: Names::default() }
}

/// The walk that [`fwalk`] sets out on.
#[must_use = "nothing is walked until steps are taken"]
pub struct Fwalk<'a> {
    pub(super) core: Core<'a>,
    names: Names,
}

settings!(Fwalk, core);

/// One directory of an [`Fwalk`], lent until the next step.
#[derive(Debug)]
#[non_exhaustive]
pub struct FwalkStep<'w> {
    /// The path of the directory; that of the top is as it was given.
    pub dirpath: &'w Path,
    /// The names of its subdirectories, and of symbolic links to directories. Top-down, what the caller makes of it is what
    /// is visited next.
    pub dirnames: &'w mut Vec<OsString>,
    /// The names of its other entries.
    pub filenames: &'w [OsString],
    /// The directory, open for this step.
    pub dirfd: BorrowedFd<'w>,
    /// How deep it is: 0 for the top.
    pub depth: usize,
}

impl<'a> Fwalk<'a> {
    /// Whether symbolic links to directories are visited too, and `top` may be one (`follow_symlinks=False` unless set).
    pub fn follow_symlinks(mut self, yes: bool) -> Self {
        self.core.options.follow = yes;
        self.core.options.follow_top = yes;
        self
    }

    /// The directory a relative `top` starts from (`dir_fd=None`: the current one).
    pub fn dir_fd<F: AsFd + ?Sized>(mut self, dir: &'a F) -> Self {
        self.core.dir_fd = Some(dir.as_fd().into());
        self
    }

    /// Goes on to the next directory and lends it. `None` after the last.
    ///
    /// # Errors
    ///
    /// One `Err` for each directory that could not be opened or read, unless the settings say otherwise; the walk goes on
    /// after it.
    pub fn step(&mut self) -> Option<Result<FwalkStep<'_>>> {
        if let Err(error) = self.begin() {
            return Some(Err(error));
        }
        self.step_on(&mut Native)
    }

    /// [`step`](Self::step) for another host, which raises `os.fwalk` itself.
    #[doc(hidden)]
    pub fn step_on<H: Host>(&mut self, host: &mut H) -> Option<Result<FwalkStep<'_>>> {
        if self.core.is_listed() {
            self.core.settle_names(&self.names.dirs);
        }
        if let Err(error) = self.core.advance(host)? {
            return Some(Err(error));
        }
        let (records, start) = self.core.records();
        self.names.fill(records, start);
        Some(Ok(FwalkStep {
            dirpath: self.core.path(),
            dirnames: &mut self.names.dirs,
            filenames: &self.names.files,
            dirfd: self.core.dir()?.fd(),
            depth: self.core.depth(),
        }))
    }

    /// Raises the event of the walk as a whole.
    fn begin(&mut self) -> Result<()> {
        if !self.core.is_new() {
            return Ok(());
        }
        let options = self.core.options;
        let onerror =
            if self.core.handler.is_callback() { Arg::from("<function>") } else { Arg::None };
        let raised = Native.raise(events::Fwalk {
            top: Arg::Path(&self.core.top),
            topdown: options.topdown,
            onerror,
            follow_symlinks: options.follow,
            dir_fd: self.core.dir_fd.map(Fd::raw),
        });
        if raised.is_err() {
            self.core.finish();
        }
        raised
    }
}

impl fmt::Debug for Fwalk<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.debug("Fwalk", f)
    }
}
