//! Directories by the path: makedirs, removedirs, renames. Composed of single calls, for any [`Host`].

use std::path::Path;

use ostler_sys as sys;

use crate::audit::events;
use crate::errno::{EEXIST, EXDEV};
use crate::error::{Error, OrPath as _, Result};
use crate::host::{Host, Native};
use crate::os::At;
use crate::os::at::with_path;
use crate::stat;

/// How [`makedirs_with`] makes directories. The default is [`makedirs`]'s.
///
/// ```
/// use ostler::os::MakedirsOptions;
/// let private = MakedirsOptions { mode: 0o700, exist_ok: true, ..MakedirsOptions::default() };
/// # let _ = private;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MakedirsOptions<'fd> {
    /// The mode of the last directory. The umask is taken out of it. On Windows 0o700 alone means anything: the directory
    /// is closed to all but its owner, administrators and the system.
    pub mode: u32,
    /// Whether it is all right that the last one is there already.
    pub exist_ok: bool,
    /// The mode of the directories above it that have to be made: 0o777 if `None`. As for `mode`.
    pub parent_mode: Option<u32>,
    /// Where the path starts and whether it must stay there. Windows takes the default only.
    pub at: At<'fd>,
}

impl Default for MakedirsOptions<'_> {
    fn default() -> Self {
        Self { mode: 0o777, exist_ok: false, parent_mode: None, at: At::cwd() }
    }
}

/// Makes a directory and whatever is missing above it: `os.makedirs(name)`.
///
/// # Errors
///
/// `FileExists` if the last one is there; [`makedirs_with`] can accept that. `NotADirectory` if a file is in the way. What
/// was made before the error stays.
///
/// # Audit
///
/// `os.mkdir` with `path`, `mode`, `dir_fd`, for each directory that is made, the outermost first.
///
/// ```
/// let tmp = tempfile::tempdir()?;
/// ostler::os::makedirs(tmp.path().join("a/b/c"))?;
/// assert!(tmp.path().join("a/b/c").is_dir());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn makedirs(name: impl AsRef<Path>) -> Result<()> {
    makedirs_with(name, MakedirsOptions::default())
}

/// [`makedirs`] with options: `os.makedirs(name, mode=0o777, exist_ok=False, *, parent_mode=None)`.
///
/// With `exist_ok` a directory that is there costs one system call. Somebody else who makes the same directories at the
/// same time does no harm.
///
/// # Errors
///
/// As [`makedirs`]; with `exist_ok`, `FileExists` only if what is there is not a directory.
///
/// # Audit
///
/// As [`makedirs`].
///
/// ```
/// use ostler::os::{self, MakedirsOptions};
///
/// let tmp = tempfile::tempdir()?;
/// let options = MakedirsOptions { exist_ok: true, parent_mode: Some(0o700), ..Default::default() };
/// os::makedirs_with(tmp.path().join("spool/new"), options)?;
/// os::makedirs_with(tmp.path().join("spool/new"), options)?;
/// assert_eq!(os::stat(tmp.path().join("spool"))?.st_mode() & 0o777, 0o700);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn makedirs_with(name: impl AsRef<Path>, options: MakedirsOptions<'_>) -> Result<()> {
    makedirs_on(&mut Native, name.as_ref(), options)
}

/// [`makedirs_with`] for any host.
#[doc(hidden)]
pub fn makedirs_on<H: Host>(host: &mut H, name: &Path, options: MakedirsOptions<'_>) -> Result<()> {
    let MakedirsOptions { mode, exist_ok, parent_mode, at } = options;
    at.only_dir("makedirs")?;
    if is_too_long(name) {
        // Whether it can be a path at all is asked here: the levels of a long one are not looked at singly.
        with_path(name, |_| Ok::<_, Error>(())).or_path(name)?;
    }
    if exist_ok && is_dir(host, name, at)? {
        return audit_mkdir(host, name, mode, at);
    }
    // What has to be made above the last one, the innermost first.
    let mut missing = Vec::new();
    let mut skip_last = false;
    let mut level = name;
    while let Some((head, tail)) = cut(level) {
        if exists(host, head, at)? {
            break;
        }
        // `new/.` is there as soon as `new` is.
        match missing.last_mut() {
            _ if tail != "." => {}
            Some((_, skip)) => *skip = true,
            None => skip_last = true,
        }
        missing.push((head, false));
        level = head;
    }
    for &(parent, skip) in missing.iter().rev() {
        if skip {
            continue;
        }
        match mkdir(host, parent, parent_mode.unwrap_or(0o777), at)? {
            // Somebody else was faster; or it is a file, and then the next one says so.
            Err(error) if error.errno() == Some(EEXIST) => {}
            Err(error) => accept_dir(host, error, exist_ok, parent, at)?,
            Ok(()) => {}
        }
    }
    if skip_last {
        return Ok(());
    }
    match mkdir(host, name, mode, at)? {
        Err(error) => accept_dir(host, error, exist_ok, name, at),
        Ok(()) => Ok(()),
    }
}

/// Removes an empty directory, and then those above it that are empty: `os.removedirs(name)`.
///
/// Only directories that the path mentions are removed: `removedirs("a/b")` stops at `a` wherever that is. The first one
/// that does not go ends it.
///
/// # Errors
///
/// As [`rmdir`](crate::os::rmdir), for the last directory of the path only.
///
/// # Audit
///
/// `os.remove` with `path`, `dir_fd` for the whole, as the reference documents it, and `os.rmdir` with `path`, `dir_fd` for
/// each directory, as its implementation has it.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// std::fs::write(tmp.path().join("keep"), "")?;
/// os::makedirs(tmp.path().join("a/b/c"))?;
/// os::removedirs(tmp.path().join("a/b/c"))?;
/// assert!(tmp.path().exists() && !tmp.path().join("a").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn removedirs(name: impl AsRef<Path>) -> Result<()> {
    removedirs_with(name, At::cwd())
}

/// [`removedirs`] from a directory, or beneath one. The reference has no such options.
///
/// # Errors
///
/// As [`removedirs`].
///
/// # Audit
///
/// As [`removedirs`].
///
/// ```
/// use ostler::os::{self, At, MakedirsOptions};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// let at = At::dir(&dir).beneath();
/// os::makedirs_with("a/b", MakedirsOptions { at, ..Default::default() })?;
/// os::removedirs_with("a/b", at)?;
/// assert!(!tmp.path().join("a").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn removedirs_with(name: impl AsRef<Path>, at: At<'_>) -> Result<()> {
    removedirs_on(&mut Native, name.as_ref(), at)
}

/// [`removedirs_with`] for any host.
#[doc(hidden)]
pub fn removedirs_on<H: Host>(host: &mut H, name: &Path, at: At<'_>) -> Result<()> {
    at.only_dir("removedirs")?;
    host.raise(events::Remove { path: name, dir_fd: at.audit_dir() })?;
    rmdir(host, name, at)??;
    let mut level = name;
    while let Some((head, _)) = cut(level) {
        match rmdir(host, head, at)? {
            Ok(()) => level = head,
            Err(error) => return answered(error),
        }
    }
    Ok(())
}

/// Renames a file or directory to a place whose directories may be missing, and removes the directories it leaves empty:
/// `os.renames(old, new)`.
///
/// A slash at the end of either path makes no difference. (To the stock interpreter it does: it then makes no directory for
/// the new name, and removes none of the old one.)
///
/// # Errors
///
/// As [`makedirs`] and [`rename`](crate::os::rename). Directories made for the new name stay if the renaming fails.
///
/// # Audit
///
/// `os.rename` with `src`, `dst`, `src_dir_fd`, `dst_dir_fd`, and the events of [`makedirs`] and [`removedirs`].
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// os::makedirs(tmp.path().join("in/1"))?;
/// std::fs::write(tmp.path().join("in/1/job"), "")?;
/// os::renames(tmp.path().join("in/1/job"), tmp.path().join("done/1/job"))?;
/// assert!(tmp.path().join("done/1/job").exists() && !tmp.path().join("in").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renames(old: impl AsRef<Path>, new: impl AsRef<Path>) -> Result<()> {
    renames_with(old, new, At::cwd(), At::cwd())
}

/// [`renames`] from one directory to another, or beneath them. The reference has no such options.
///
/// # Errors
///
/// As [`renames`].
///
/// # Audit
///
/// As [`renames`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// std::fs::write(tmp.path().join("job"), "")?;
/// let at = At::dir(&dir).beneath();
/// os::renames_with("job", "done/1/job", at, at)?;
/// assert!(tmp.path().join("done/1/job").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renames_with(
    old: impl AsRef<Path>,
    new: impl AsRef<Path>,
    old_at: At<'_>,
    new_at: At<'_>,
) -> Result<()> {
    renames_on(&mut Native, old.as_ref(), new.as_ref(), old_at, new_at)
}

/// [`renames_with`] for any host.
#[doc(hidden)]
pub fn renames_on<H: Host>(
    host: &mut H,
    old: &Path,
    new: &Path,
    old_at: At<'_>,
    new_at: At<'_>,
) -> Result<()> {
    old_at.only_dir("renames")?;
    new_at.only_dir("renames")?;
    if let Some((head, _)) = cut(new)
        && !exists(host, head, new_at)?
    {
        makedirs_on(host, head, MakedirsOptions { at: new_at, ..MakedirsOptions::default() })?;
    }
    let (src_dir_fd, dst_dir_fd) = (old_at.audit_dir(), new_at.audit_dir());
    host.raise(events::Rename { src: old, dst: new, src_dir_fd, dst_dir_fd })?;
    old_at
        .on_entry(old, |old_dir, old| {
            new_at.on_entry(new, |new_dir, new| {
                host.retry(|| sys::files::renameat(old_dir, old, new_dir, new))
            })
        })
        .or_paths(old, new)?;
    match cut(old) {
        Some((head, _)) => removedirs_on(host, head, old_at).or_else(answered),
        None => Ok(()),
    }
}

/// What the path says is the parent, and the name in it, slashes at the end left out. `None` where it mentions no parent.
fn cut(path: &Path) -> Option<(&Path, &Path)> {
    let (mut head, mut tail) = sys::files::split(path.as_os_str());
    if tail.is_empty() {
        (head, tail) = sys::files::split(head);
    }
    (!head.is_empty() && !tail.is_empty()).then_some((Path::new(head), Path::new(tail)))
}

/// Passes over an error that is the system's answer: not a hook's refusal, not an interruption that ends the operation.
fn answered(error: Error) -> Result<()> {
    if error.errno().is_some() { Ok(()) } else { Err(error) }
}

fn audit_mkdir<H: Host>(host: &mut H, path: &Path, mode: u32, at: At<'_>) -> Result<()> {
    host.raise(events::Mkdir { path, mode, dir_fd: at.audit_dir() })
}

/// The outer error is the host's refusal.
fn mkdir<H: Host>(host: &mut H, path: &Path, mode: u32, at: At<'_>) -> Result<Result<()>> {
    audit_mkdir(host, path, mode, at)?;
    let made = at.on_entry(path, |dir, name| host.retry(|| sys::files::mkdirat(dir, name, mode)));
    Ok(made.or_path(path))
}

/// The outer error is the host's refusal.
fn rmdir<H: Host>(host: &mut H, path: &Path, at: At<'_>) -> Result<Result<()>> {
    host.raise(events::Rmdir { path, dir_fd: at.audit_dir() })?;
    let removed = at.on_entry(path, |dir, name| host.retry(|| sys::files::rmdirat(dir, name)));
    Ok(removed.or_path(path))
}

/// The error, unless `exist_ok` and the directory is there after all.
fn accept_dir<H: Host>(
    host: &mut H,
    error: Error,
    exist_ok: bool,
    path: &Path,
    at: At<'_>,
) -> Result<()> {
    if exist_ok && error.errno().is_some() && is_dir(host, path, at)? { Ok(()) } else { Err(error) }
}

fn exists<H: Host>(host: &mut H, path: &Path, at: At<'_>) -> Result<bool> {
    Ok(mode_of(host, path, at)?.is_some())
}

fn is_dir<H: Host>(host: &mut H, path: &Path, at: At<'_>) -> Result<bool> {
    Ok(mode_of(host, path, at)?.is_some_and(stat::S_ISDIR))
}

/// Whether no call takes a path of this length. Asking the system at each level of one would take time with the square of
/// its length.
fn is_too_long(path: &Path) -> bool {
    path.as_os_str().len() >= sys::files::TOO_LONG
}

/// `None` where the system says that there is no such file, or does not say. A path that leaves the directory it has to
/// stay in is an error.
fn mode_of<H: Host>(host: &mut H, path: &Path, at: At<'_>) -> Result<Option<u32>> {
    if is_too_long(path) {
        return Ok(None);
    }
    let mode = at.on_file_flags(path, |dir, name, flags| {
        host.retry(|| sys::files::file_type(dir, name, flags))
    });
    match mode {
        Ok(mode) => Ok(Some(mode)),
        Err(error) if error.errno().is_some_and(|errno| errno != EXDEV) => Ok(None),
        Err(error) => Err(error.with_filename(path)),
    }
}
