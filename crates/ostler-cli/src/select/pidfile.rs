//! Files with a process's number in them.

use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use ostler::os;

use crate::output::Failure;

/// What a number takes, of whatever file it is: one without an end, or one that nobody writes to, is no such file.
fn beginning(path: &Path) -> std::io::Result<String> {
    let file = os::open(path, os::O_RDONLY | os::O_NONBLOCK);
    let file = std::fs::File::from(file.map_err(ostler::Error::into_raw_os)?);
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
        let inode = std::fs::metadata(path).map_err(|error| trouble(error.to_string()))?.ino();
        let locks =
            std::fs::read_to_string("/proc/locks").map_err(|error| trouble(error.to_string()))?;
        // Number, kind, … device and inode, from, to.
        let held = locks.lines().any(|line| {
            line.split_whitespace().any(|word| {
                word.rsplit(':').next() == Some(&inode.to_string())
                    && word.matches(':').count() == 2
            })
        });
        if !held {
            return Err(trouble(
                "nobody holds a lock on it: the PID may be that of another process by now"
                    .to_owned(),
            ));
        }
    }
    Ok(pid)
}
