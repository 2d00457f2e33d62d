//! Walking a tree.

mod core;
mod descent;
#[cfg(unix)]
mod entries;
#[cfg(unix)]
mod fwalk;
#[cfg(unix)]
mod listing;
mod marks;
mod names;
mod options;
#[cfg(unix)]
mod parallel;
mod reason;
mod steps;
mod trail;
mod trouble;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::audit::{Arg, events};
use crate::error::Result;
use crate::host::{Host, Native};

use self::core::{Core, Options};
use self::names::Names;

#[cfg(unix)]
pub use entries::{Entries, WalkEntry, WalkEntryRef};
#[cfg(unix)]
pub use fwalk::{Fwalk, FwalkStep, fwalk};
#[cfg(unix)]
pub use listing::{EntryRefs, Listing, Listings};
#[doc(hidden)]
pub use steps::Steps;

/// Visits a directory and every directory below it: `os.walk(top, topdown=True, onerror=None, followlinks=False)`.
///
/// Each step is a directory's path, the names of its subdirectories (symbolic links to directories among them) and the names
/// of its other entries. The settings are methods; nothing is asked of the system before the first step. There are several
/// ways to take the steps:
///
/// - as an iterator, of [`WalkStep`]s that own their lists;
/// - [`Walk::step`], which lends the lists: top-down, subdirectories taken out of the list are not visited, their order is
///   that of the visits, and names put in are visited too;
#[cfg_attr(unix, doc = "- [`Walk::entries`], one entry at a time, with its type and inode number;")]
#[cfg_attr(
    unix,
    doc = "- [`Walk::listings`], a directory at a time, as the kernel wrote it: nothing is allocated, and each directory is open;"
)]
#[cfg_attr(unix, doc = "- [`Walk::parallel`], the same by several threads.")]
///
/// ```
/// use ostler::os;
///
/// let tmp = tempfile::tempdir()?;
/// std::fs::create_dir_all(tmp.path().join("src/deep"))?;
/// std::fs::create_dir_all(tmp.path().join("target/deep"))?;
/// std::fs::write(tmp.path().join("src/lib.rs"), "")?;
///
/// let mut walk = os::walk(tmp.path());
/// let mut files = Vec::new();
/// while let Some(step) = walk.step() {
///     let step = step?;
///     step.dirnames.retain(|name| name != "target");
///     files.extend(step.filenames.iter().map(|name| step.dirpath.join(name)));
/// }
/// assert_eq!(files, [tmp.path().join("src/lib.rs")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What it costs, and what it can stand
///
/// A directory costs one `openat(2)` relative to its parent, the `getdents64(2)` calls that read it, and one `close(2)`;
/// only symbolic links are asked where they lead. Paths are never handed to the kernel, so a tree may be deeper than a path may
/// be long. About thirty descriptors are held at most, fewer where the process may not have so many. A symbolic link put in
/// the place of a directory while the walk is on its way does not lead it astray.
///
/// On Windows it is one `NtCreateFile` relative to the handle of the parent, some `NtQueryDirectoryFile`, of which each brings
/// 64 KiB of names with their types, and one `NtClose`. The directories above the one at hand stay open, so nobody can rename
/// them meanwhile; what is in the one at hand can be renamed and removed. Junctions are among the subdirectories, and visited
/// only where symbolic links are.
///
/// # Errors
///
/// The reference ignores the directories it cannot read, which a program then takes for empty. Here each is an `Err` item, with
/// the path in it, and the walk goes on after it. [`Walk::ignore_errors`] is the reference's way, [`Walk::onerror`] its
/// callback. A symbolic link that [`Walk::followlinks`] would follow back to a directory above it is an error too (`ELOOP`,
/// with both paths), not an endless walk.
///
/// # Audit
///
/// `os.walk` with `top`, `topdown`, `onerror`, `followlinks` at the first step; `os.scandir` with the path of each
/// directory. A veto ends the walk.
pub fn walk(top: impl AsRef<Path>) -> Walk<'static> {
    let options = Options {
        topdown: true,
        follow: false,
        follow_top: true,
        max_depth: usize::MAX,
        resolve: true,
        descriptors: false,
        #[cfg(unix)]
        opens: false,
        parts: false,
    };
    Walk { core: Core::new(top.as_ref(), options), names: Names::default() }
}

/// The walk that [`walk`] sets out on.
#[must_use = "nothing is walked until steps are taken"]
pub struct Walk<'a> {
    core: Core<'a>,
    names: Names,
}

options::settings!(Walk, core);

/// One directory of a [`Walk`], lent until the next step.
#[derive(Debug)]
#[non_exhaustive]
pub struct Step<'w> {
    /// The path of the directory; that of the top is as it was given.
    pub dirpath: &'w Path,
    /// The names of its subdirectories, and of symbolic links to directories. Top-down, what the caller makes of it is what
    /// is visited next.
    pub dirnames: &'w mut Vec<OsString>,
    /// The names of its other entries.
    pub filenames: &'w [OsString],
    /// How deep it is: 0 for the top.
    pub depth: usize,
}

/// One directory of a [`Walk`], owned.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct WalkStep {
    /// The path of the directory; that of the top is as it was given.
    pub dirpath: PathBuf,
    /// The names of its subdirectories, and of symbolic links to directories.
    pub dirnames: Vec<OsString>,
    /// The names of its other entries.
    pub filenames: Vec<OsString>,
    /// How deep it is: 0 for the top.
    pub depth: usize,
}

impl Walk<'_> {
    /// Whether symbolic links to directories are visited too (`followlinks=False` unless set).
    pub fn followlinks(mut self, yes: bool) -> Self {
        self.core.options.follow = yes;
        self
    }

    /// Goes on to the next directory and lends it. `None` after the last.
    ///
    /// # Errors
    ///
    /// One `Err` for each directory that could not be opened or read, unless the settings say otherwise; the walk goes on
    /// after it.
    pub fn step(&mut self) -> Option<Result<Step<'_>>> {
        if let Err(error) = begin(&mut self.core) {
            return Some(Err(error));
        }
        self.step_on(&mut Native)
    }

    /// [`step`](Self::step) for another host, which raises `os.walk` itself.
    #[doc(hidden)]
    pub fn step_on<H: Host>(&mut self, host: &mut H) -> Option<Result<Step<'_>>> {
        if let Err(error) = self.advance(host)? {
            return Some(Err(error));
        }
        Some(Ok(Step {
            dirpath: self.core.path(),
            dirnames: &mut self.names.dirs,
            filenames: &self.names.files,
            depth: self.core.depth(),
        }))
    }

    fn advance<H: Host>(&mut self, host: &mut H) -> Option<Result<()>> {
        self.settle();
        let next = self.core.advance(host)?;
        if next.is_ok() {
            let (records, start) = self.core.records();
            self.names.fill(records, start);
        }
        Some(next)
    }

    /// Notes what is to be visited below the directory at hand.
    fn settle(&mut self) {
        if self.core.is_listed() {
            self.core.settle_names(&self.names.dirs);
        }
    }
}

#[cfg(unix)]
impl<'a> Walk<'a> {
    /// The entries below the top, one at a time: names with their types and inode numbers.
    ///
    /// ```
    /// use ostler::os;
    ///
    /// let mut links = 0;
    /// for entry in os::walk("/etc").ignore_errors().entries() {
    ///     links += usize::from(entry?.file_type().is_symlink());
    /// }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn entries(mut self) -> Entries<'a> {
        self.core.options.parts = true;
        Entries::new(self.listings())
    }

    /// The directories as the kernel writes them, lent one at a time.
    pub fn listings(mut self) -> Listings<'a> {
        self.settle();
        self.core.options.resolve = self.core.options.follow;
        self.core.options.descriptors = true;
        Listings::new(self.core)
    }
}

/// Raises the event of the walk as a whole.
fn begin(core: &mut Core<'_>) -> Result<()> {
    if core.is_new() { announce(core) } else { Ok(()) }
}

/// Raises it, whether it was raised before or not.
fn announce(core: &mut Core<'_>) -> Result<()> {
    let options = core.options;
    let onerror = if core.handler.is_callback() { Arg::from("<function>") } else { Arg::None };
    let raised = Native.raise(events::Walk {
        top: Arg::Path(&core.top),
        topdown: options.topdown,
        onerror,
        followlinks: options.follow,
    });
    if raised.is_err() {
        core.finish();
    }
    raised
}

impl Iterator for Walk<'_> {
    type Item = Result<WalkStep>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = self.step()? {
            return Some(Err(error));
        }
        // The lists are given away: what is to be visited is noted before.
        self.settle();
        Some(Ok(WalkStep {
            dirpath: self.core.path().to_path_buf(),
            dirnames: std::mem::take(&mut self.names.dirs),
            filenames: std::mem::take(&mut self.names.files),
            depth: self.core.depth(),
        }))
    }
}

impl std::iter::FusedIterator for Walk<'_> {}

impl fmt::Debug for Walk<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.debug("Walk", f)
    }
}
