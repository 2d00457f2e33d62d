//! Somebody swaps a directory with a link to the outside while we work in it.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ostler::errno;
use ostler::os::{self, At, MakedirsOptions, Times};

use super::beneath::Yard;

/// Exchanges two names at one stroke.
fn exchange(a: &Path, b: &Path) {
    let [a, b] = [a, b].map(|path| CString::new(path.as_os_str().as_bytes()).unwrap());
    // SAFETY: two C strings.
    let result = unsafe {
        libc::syscall(
            libc::SYS_renameat2,
            libc::AT_FDCWD,
            a.as_ptr(),
            libc::AT_FDCWD,
            b.as_ptr(),
            libc::RENAME_EXCHANGE,
        )
    };
    assert_eq!(result, 0, "{}", std::io::Error::last_os_error());
}

#[test]
fn nothing_outside_is_touched() {
    const ROUNDS: usize = 3_000;

    let yard = Yard::new();
    let inside = yard.inside();
    let (real, trap) = (inside.join("sub"), inside.join("relative"));
    // `removedirs` and `renames` remove what is empty above, and the directory is to stay.
    std::fs::write(real.join("kept"), "").unwrap();
    let dir = os::open(&inside, os::O_RDONLY).unwrap();
    let at = At::dir(&dir).beneath();
    let before = yard.snapshot();
    let stop = AtomicBool::new(false);
    let (mut done, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                exchange(&real, &trap);
            }
        });
        let start = Instant::now();
        // Until both things have happened often enough, or it is clear that they will not.
        while (done < ROUNDS || refused < ROUNDS) && start.elapsed() < Duration::from_secs(60) {
            let results = [
                os::mkdir_with("sub/new", 0o777, at),
                os::makedirs_with(
                    "sub/deep/er",
                    MakedirsOptions { at, exist_ok: true, ..Default::default() },
                ),
                os::removedirs_with("sub/deep/er", at),
                os::rmdir_with("sub/new", at),
                os::open_with("sub/file", os::O_CREAT | os::O_WRONLY, 0o600, at).map(drop),
                os::open_with("sub/../sub/file", os::O_CREAT | os::O_TRUNC | os::O_RDWR, 0o600, at)
                    .map(drop),
                os::chmod_with("sub/file", 0o640, at),
                os::chmod_with("sub/file", 0o600, at.nofollow()),
                os::utime_with("sub/file", Times::Ns(5, 5), at),
                os::chown_with("sub/file", None, None, at),
                os::rename_with("sub/file", "sub/moved", at, at),
                os::link_with("sub/moved", "sub/file", at, at),
                os::renames_with("sub/moved", "sub/some/where", at, at),
                os::remove_with("sub/some/where", at),
                os::rmdir_with("sub/some", at),
                os::unlink_with("sub/file", at),
                os::symlink_with("x", "sub/x", false, at),
                os::mkfifo_with("sub/queue", 0o600, at),
                os::remove_with("sub/x", at),
                os::remove_with("sub/queue", at),
            ];
            for result in results {
                match result.map_err(|error| error.errno()) {
                    Ok(()) => done += 1,
                    Err(Some(errno::EXDEV)) => refused += 1,
                    // What an earlier refusal left undone; and the kernel's "I cannot be certain".
                    Err(Some(errno::ENOENT | errno::EEXIST | errno::ENOTEMPTY | errno::EAGAIN)) => {
                    }
                    Err(other) => panic!("{other:?}"),
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(done >= 100 && refused >= 100, "no race: {done} done, {refused} refused");
    assert_eq!(yard.snapshot(), before);
}
