//! Files with a process's number in them.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::output::Failure;

/// The file, for all that is asked of it: the path may lead to another one the next time. A pipe without a writer is not waited
/// for.
fn open(path: &Path) -> std::io::Result<File> {
    #[cfg(unix)]
    {
        let file = ostler::os::open(path, ostler::os::O_RDONLY | ostler::os::O_NONBLOCK);
        Ok(file.map_err(ostler::Error::into_raw_os)?.into())
    }
    #[cfg(windows)]
    {
        File::open(path)
    }
}

/// The number in a file; with `locked` only if the lock on the file bears it out.
pub(super) fn read(path: &Path, locked: bool) -> Result<i32, Failure> {
    let trouble = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let file = open(path).map_err(|error| trouble(error.to_string()))?;
    // No more than a number takes, of whatever file it is.
    let mut text = String::new();
    (&file).take(4096).read_to_string(&mut text).map_err(|error| trouble(error.to_string()))?;
    let pid =
        text.split_whitespace().next().and_then(|word| word.parse().ok()).filter(|pid| *pid > 0);
    let pid = pid.ok_or_else(|| trouble("there is no PID in it".to_owned()))?;
    if locked {
        let lock = lock_of(&file).map_err(|error| trouble(error.to_string()))?;
        if let Some(doubt) = lock.doubt(pid) {
            return Err(trouble(doubt));
        }
    }
    Ok(pid)
}

/// The lock on a file.
#[derive(Debug, PartialEq, Eq)]
enum Lock {
    None,
    /// The system does not tell of which process.
    Some,
    #[cfg(unix)]
    OfProcess(i32),
    /// Of a process that has no number here.
    #[cfg(unix)]
    Elsewhere,
}

impl Lock {
    /// Why the number in the file may be another process's.
    #[cfg_attr(windows, allow(unused_variables, reason = "no lock tells of a process there"))]
    fn doubt(&self, pid: i32) -> Option<String> {
        match *self {
            Self::Some => None,
            Self::None => {
                Some("no process has a lock on it: the PID may be another one's by now".to_owned())
            }
            #[cfg(unix)]
            Self::OfProcess(holder) if holder == pid => None,
            #[cfg(unix)]
            Self::OfProcess(holder) => {
                Some(format!("the lock on it is process {holder}'s, the PID in it is {pid}"))
            }
            #[cfg(unix)]
            Self::Elsewhere => Some(format!(
                "the lock on it is held in another PID namespace: {pid} is no number of ours"
            )),
        }
    }
}

#[cfg(target_os = "linux")]
fn lock_of(file: &File) -> std::io::Result<Lock> {
    use std::os::fd::AsFd as _;

    use ostler_sys::linux::lock;

    let refused = |error| ostler::Error::from(error).into_raw_os();
    let file = file.as_fd();
    Ok(match lock::lock_holder(file.into()).map_err(refused)? {
        Some(holder @ 1..) => Lock::OfProcess(holder),
        Some(-1) => Lock::Some,
        Some(_) => Lock::Elsewhere,
        None if lock::is_flocked(file.into()).map_err(refused)? => Lock::Some,
        None => Lock::None,
    })
}

/// Another process's lock keeps us from taking one.
#[cfg(windows)]
fn lock_of(mut file: &File) -> std::io::Result<Lock> {
    use std::io::Seek as _;

    use ostler::msvcrt::{LK_NBLCK, LK_UNLCK, locking};

    // It is the first byte that is locked.
    file.rewind()?;
    let file = ostler::fd::OwnedFd::try_from(file.try_clone()?)?;
    match locking(&file, LK_NBLCK, 1) {
        Ok(()) => {
            locking(&file, LK_UNLCK, 1)?;
            Ok(Lock::None)
        }
        Err(error) if error.kind() == ostler::ErrorKind::PermissionDenied => Ok(Lock::Some),
        Err(error) => Err(error.into()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn whose_lock_it_is() {
        assert_eq!(Lock::OfProcess(5).doubt(5), None);
        assert_eq!(Lock::Some.doubt(5), None);
        assert!(Lock::None.doubt(5).is_some());
        assert!(Lock::OfProcess(6).doubt(5).unwrap().contains('6'));
        assert!(Lock::Elsewhere.doubt(5).unwrap().contains("namespace"));
    }
}
