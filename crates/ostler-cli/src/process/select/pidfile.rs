//! Files with a process's number in them.

use std::io::Read as _;
use std::path::Path;

#[cfg(unix)]
use ostler::os;

use crate::output::Failure;

/// What a number takes, of whatever file it is: one without an end, or one that nobody writes to, is no such file.
fn beginning(path: &Path) -> std::io::Result<String> {
    #[cfg(unix)]
    let file = {
        let file = os::open(path, os::O_RDONLY | os::O_NONBLOCK);
        std::fs::File::from(file.map_err(ostler::Error::into_raw_os)?)
    };
    #[cfg(windows)]
    let file = std::fs::File::open(path)?;
    let mut text = String::new();
    file.take(4096).read_to_string(&mut text)?;
    Ok(text)
}

/// The number in a file; with `locked` only if somebody holds a lock on the file.
pub(super) fn read(path: &Path, locked: bool) -> Result<i32, Failure> {
    let trouble = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let text = beginning(path).map_err(|error| trouble(error.to_string()))?;
    let pid =
        text.split_whitespace().next().and_then(|word| word.parse().ok()).filter(|pid| *pid > 0);
    let pid = pid.ok_or_else(|| trouble("there is no PID in it".to_owned()))?;
    if locked {
        let held = is_locked(path).map_err(|error| trouble(error.to_string()))?;
        if !held {
            return Err(trouble(
                "nobody holds a lock on it: the PID may be that of another process by now"
                    .to_owned(),
            ));
        }
    }
    Ok(pid)
}

/// Whether somebody holds a lock on a file.
#[cfg(unix)]
fn is_locked(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    let inode = std::fs::metadata(path)?.ino().to_string();
    let locks = std::fs::read_to_string("/proc/locks")?;
    // Number, kind, … device and inode, from, to.
    Ok(locks.lines().any(|line| {
        line.split_whitespace()
            .any(|word| word.rsplit(':').next() == Some(&inode) && word.matches(':').count() == 2)
    }))
}

/// Whether somebody holds a lock on a file: nobody else could have one then.
#[cfg(windows)]
fn is_locked(path: &Path) -> std::io::Result<bool> {
    use ostler::msvcrt::{LK_NBLCK, LK_UNLCK, locking};

    let file = std::fs::File::open(path)?;
    let file = ostler::fd::OwnedFd::try_from(file)?;
    match locking(&file, LK_NBLCK, 1) {
        Ok(()) => {
            locking(&file, LK_UNLCK, 1)?;
            Ok(false)
        }
        Err(error) if error.kind() == ostler::ErrorKind::PermissionDenied => Ok(true),
        Err(error) => Err(error.into()),
    }
}
