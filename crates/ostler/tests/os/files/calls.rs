//! Every function of the section that takes a path and an [`At`], in one table for the tests that go over all of them.
//!
//! They do what they say: chmod, rename, remove. A path given to them must not lead out of the test's scratch directory, not
//! even where the test expects a refusal: a test that is wrong, or a fault in the refusal, must not reach the machine.

use std::path::Path;

use ostler::Result;
use ostler::os::{self, At, MakedirsOptions, StatxFlags, Times};

/// What a function wants to find at its path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wants {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// An empty directory.
    Dir,
    /// Nothing yet.
    Nothing,
}

pub(super) struct Call {
    pub(super) name: &'static str,
    pub(super) wants: Wants,
    /// Whether it can be told not to follow a link.
    pub(super) nofollow: bool,
    pub(super) run: fn(&Path, At<'_>) -> Result<()>,
}

const fn call(
    name: &'static str,
    wants: Wants,
    nofollow: bool,
    run: fn(&Path, At<'_>) -> Result<()>,
) -> Call {
    Call { name, wants, nofollow, run }
}

/// A name next to what the test looks at, for the other end of functions that have two.
pub(super) const OTHER: &str = "other";

pub(super) const CALLS: &[Call] = &[
    call("access", Wants::File, true, |path, at| {
        if os::access_with(path, os::F_OK, false, at)? {
            Ok(())
        } else {
            // It has no error to give; the others' reason is asked for.
            os::stat_with(path, at).map(drop)
        }
    }),
    call("chmod", Wants::File, false, |path, at| os::chmod_with(path, 0o640, at)),
    call("chown", Wants::File, true, |path, at| os::chown_with(path, None, None, at)),
    call("lstat", Wants::File, false, |path, at| os::lstat_with(path, at).map(drop)),
    call("open", Wants::File, false, |path, at| {
        os::open_with(path, os::O_RDWR, 0o666, at).map(drop)
    }),
    call("open O_CREAT", Wants::Nothing, false, |path, at| {
        os::open_with(path, os::O_WRONLY | os::O_CREAT | os::O_EXCL, 0o600, at).map(drop)
    }),
    call("remove", Wants::File, false, |path, at| os::remove_with(path, at)),
    call("stat", Wants::File, true, |path, at| os::stat_with(path, at).map(drop)),
    #[cfg(target_os = "linux")]
    call("statx", Wants::File, true, |path, at| {
        os::statx_with(path, os::STATX_BASIC_STATS, StatxFlags::empty(), at).map(drop)
    }),
    call("unlink", Wants::File, false, |path, at| os::unlink_with(path, at)),
    call("utime", Wants::File, true, |path, at| os::utime_with(path, Times::Ns(1, 1), at)),
    call("readlink", Wants::Link, false, |path, at| os::readlink_with(path, at).map(drop)),
    call("removedirs", Wants::Dir, false, |path, at| os::removedirs_with(path, at)),
    call("rmdir", Wants::Dir, false, |path, at| os::rmdir_with(path, at)),
    call("makedirs", Wants::Nothing, false, |path, at| {
        os::makedirs_with(path, MakedirsOptions { at, ..MakedirsOptions::default() })
    }),
    call("mkdir", Wants::Nothing, false, |path, at| os::mkdir_with(path, 0o777, at)),
    call("mkfifo", Wants::Nothing, false, |path, at| os::mkfifo_with(path, 0o666, at)),
    call("mknod", Wants::Nothing, false, |path, at| os::mknod_with(path, 0o600, 0, at)),
    call("symlink", Wants::Nothing, false, |path, at| os::symlink_with("text", path, false, at)),
    call("link", Wants::File, true, |path, at| os::link_with(path, OTHER, at, follow(at))),
    call("link to", Wants::Nothing, false, |path, at| os::link_with(OTHER, path, at, at)),
    call("rename", Wants::File, false, |path, at| os::rename_with(path, OTHER, at, at)),
    call("rename to", Wants::Nothing, false, |path, at| os::rename_with(OTHER, path, at, at)),
    call("replace", Wants::File, false, |path, at| os::replace_with(path, OTHER, at, at)),
    call("replace to", Wants::File, false, |path, at| os::replace_with(OTHER, path, at, at)),
    call("renames", Wants::File, false, |path, at| os::renames_with(path, OTHER, at, at)),
    call("renames to", Wants::Nothing, false, |path, at| os::renames_with(OTHER, path, at, at)),
];

/// The same start, for an end of a call that has no `follow_symlinks`.
fn follow(at: At<'_>) -> At<'_> {
    let start = at.dir_fd().map_or(At::cwd(), At::from);
    if at.is_beneath() { start.beneath() } else { start }
}

pub(super) type OnPath = fn(&Path) -> Result<()>;

/// Functions that take a path and nothing to start it from.
pub(super) const PATH_ONLY: &[(&str, Wants, OnPath)] = &[
    ("chdir", Wants::Dir, |path| os::chdir(path)),
    ("chroot", Wants::Dir, |path| os::chroot(path)),
    ("lchown", Wants::File, |path| os::lchown(path, None, None)),
    ("statvfs", Wants::File, |path| os::statvfs(path).map(drop)),
    ("truncate", Wants::File, |path| os::truncate(path, 0)),
    ("access", Wants::File, |path| {
        if os::access(path, os::R_OK)? { Ok(()) } else { os::stat(path).map(drop) }
    }),
    ("chmod", Wants::File, |path| os::chmod(path, 0o600)),
    ("chown", Wants::File, |path| os::chown(path, None, None)),
    ("lstat", Wants::File, |path| os::lstat(path).map(drop)),
    ("remove", Wants::File, |path| os::remove(path)),
    ("stat", Wants::File, |path| os::stat(path).map(drop)),
    ("statx", Wants::File, |path| os::statx(path, os::STATX_BASIC_STATS).map(drop)),
    ("unlink", Wants::File, |path| os::unlink(path)),
    ("utime", Wants::File, |path| os::utime(path, Times::Now)),
    ("readlink", Wants::Link, |path| os::readlink(path).map(drop)),
    ("removedirs", Wants::Dir, |path| os::removedirs(path)),
    ("rmdir", Wants::Dir, |path| os::rmdir(path)),
    ("makedirs", Wants::Nothing, |path| os::makedirs(path)),
    ("makedirs exist_ok", Wants::Nothing, |path| {
        os::makedirs_with(path, MakedirsOptions { exist_ok: true, ..Default::default() })
    }),
    ("mkdir", Wants::Nothing, |path| os::mkdir(path)),
    ("mkfifo", Wants::Nothing, |path| os::mkfifo(path)),
    ("mknod", Wants::Nothing, |path| os::mknod(path)),
    ("symlink", Wants::Nothing, |path| os::symlink("text", path)),
];
