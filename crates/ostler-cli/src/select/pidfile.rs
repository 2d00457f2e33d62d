//! Files with a process's number in them.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::output::Failure;

/// The number in a file; with `locked` only if somebody holds a lock on the file.
pub(super) fn read(path: &Path, locked: bool) -> Result<i32, Failure> {
    let trouble = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| trouble(error.to_string()))?;
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
