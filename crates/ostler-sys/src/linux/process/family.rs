//! Who descends from whom.

use super::read::{Place, ProcPath, read_file};
use super::stat::number;
use crate::errno::{self, Errno};

/// The number that was given out last in this PID namespace, from `/proc/loadavg`: as long as it stays the same, no process or
/// thread has come up.
pub fn last_number() -> Result<i32, Errno> {
    let mut text = Vec::new();
    read_file(c"/proc/loadavg", &mut text)?;
    let word = text.trim_ascii().rsplit(|&byte| byte == b' ').next();
    word.map(|word| number(word) as i32).filter(|&number| number > 0).ok_or(errno::EIO)
}

/// Appends the numbers of a process's children, those of all its threads: `/proc/PID/task/TID/children`. `ENOENT` on a kernel
/// without them, and for a process that is gone.
///
/// A child may be missing that comes up or ends meanwhile.
pub fn children(pid: i32, text: &mut Vec<u8>, found: &mut Vec<i32>) -> Result<(), Errno> {
    let mut path = ProcPath::of(pid);
    let mut of_thread = |path: &mut ProcPath, thread: i32, text: &mut Vec<u8>| {
        Place::Number(path).read_all(&format!("task/{thread}/children"), text)?;
        let words = text.split(|&byte| byte == b' ').filter(|word| !word.is_empty());
        found.extend(words.map(|word| number(word) as i32));
        Ok(())
    };
    // One link for itself, one for its parent, one for each thread.
    let threads = Place::Number(&mut path).stat("task")?.st_nlink as u64;
    if threads <= 3 {
        return of_thread(&mut path, pid, text);
    }
    let dir = Place::Number(&mut path).open_dir("task")?;
    let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
    let mut threads = Vec::new();
    let mut entries = rustix::fs::RawDir::new(&dir, &mut buffer);
    while let Some(entry) = entries.next() {
        let thread = number(entry?.file_name().to_bytes()) as i32;
        if thread > 0 {
            threads.push(thread);
        }
    }
    for thread in threads {
        match of_thread(&mut path, thread, text) {
            // A thread that has ended; its children are another's now, and are found there next time.
            Ok(()) | Err(errno::ENOENT | errno::ESRCH) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

/// `getsid(2)`
pub fn session(pid: i32) -> Result<i32, Errno> {
    // SAFETY: a number only.
    crate::check(unsafe { libc::getsid(pid) })
}

/// `getpgid(2)`
pub fn group(pid: i32) -> Result<i32, Errno> {
    // SAFETY: a number only.
    crate::check(unsafe { libc::getpgid(pid) })
}

/// How many numbers there are in this PID namespace: `/proc/sys/kernel/pid_max`.
pub fn most_numbers() -> Result<u64, Errno> {
    let mut text = Vec::new();
    read_file(c"/proc/sys/kernel/pid_max", &mut text)?;
    u64::try_from(number(text.trim_ascii())).map_err(|_| errno::EIO)
}

/// The time since the boot in the ticks in which `stat` tells when a process started.
pub fn ticks_now() -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let (seconds, rest) = (now.tv_sec as u64, now.tv_nsec as u64);
    let hertz = super::clock_ticks();
    seconds.saturating_mul(hertz).saturating_add(rest.saturating_mul(hertz) / 1_000_000_000)
}

/// Whether the orphans among this process's descendants fall to it: `PR_GET_CHILD_SUBREAPER`.
pub fn is_subreaper() -> Result<bool, Errno> {
    let mut answer: libc::c_int = 0;
    // SAFETY: the number is writable.
    crate::check(unsafe { libc::prctl(libc::PR_GET_CHILD_SUBREAPER, &raw mut answer, 0, 0, 0) })?;
    Ok(answer != 0)
}
