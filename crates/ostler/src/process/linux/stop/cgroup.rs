//! Stopping all that is in a cgroup.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::errno;
use crate::error::{Error, ErrorKind, OrPath as _, Result};
use crate::host::Host as _;
use crate::host::retry;
use crate::os;
use crate::process::Process;
use crate::process::stop::ladder::Ladder;
use crate::process::{Report, Stop};
use crate::signal::{SIGKILL, Signal};
use crate::sys::linux::process::read::read_file;
use crate::sys::linux::process::stat::number;

pub(crate) fn stop(stop: &Stop<'_>, directory: &Path) -> Result<Report> {
    let mut cgroup =
        Cgroup { directory, ladder: Ladder::new(stop)?, known: HashSet::new(), seen: false };
    for (signal, time) in stop.steps() {
        let deadline = Instant::now().checked_add(time);
        if cgroup.step(signal, deadline)? {
            break;
        }
    }
    Ok(cgroup.ladder.finish())
}

struct Cgroup<'a> {
    directory: &'a Path,
    ladder: Ladder<'a>,
    known: HashSet<Process>,
    /// Whether there was such a cgroup. Who has made it may remove it as soon as it is empty.
    seen: bool,
}

impl Cgroup<'_> {
    /// Sends a signal to all members, and to those that join until the time is up. Whether none is left.
    fn step(&mut self, signal: Signal, deadline: Option<Instant>) -> Result<bool> {
        const LONGEST_NAP: Duration = Duration::from_millis(20);
        let mut nap = Duration::from_millis(1);
        self.look()?;
        let mut late = self.ladder.open();
        loop {
            // The kernel spares nobody: neither those that are to be tested nor the caller.
            let each = self.ladder.stop.test.is_some() || self.has_caller();
            if signal != SIGKILL || each || !self.kill_all(&late)? {
                self.ladder.signal(&late, signal);
            }
            late = self.look()?;
            let until = if late.is_empty() {
                deadline
            } else {
                let soon = Instant::now().checked_add(nap);
                nap = (nap * 2).min(LONGEST_NAP);
                match (soon, deadline) {
                    (Some(soon), Some(deadline)) => Some(soon.min(deadline)),
                    (one, other) => one.or(other),
                }
            };
            if self.ladder.wait(until)? {
                late = self.look()?;
                if late.is_empty() {
                    return Ok(true);
                }
            }
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                return Ok(false);
            }
        }
    }

    fn has_caller(&self) -> bool {
        let this = os::getpid();
        self.known.iter().any(|process| process.pid() == this)
    }

    /// Has the kernel end all of them, those being started included. Whether it can.
    fn kill_all(&mut self, members: &[usize]) -> Result<bool> {
        for &index in members {
            let pid = self.ladder.process(index).pid();
            let arguments = [pid.into(), SIGKILL.into()];
            self.ladder.stop.host().audit("os.kill", &arguments)?;
        }
        let path = self.directory.join("cgroup.kill");
        let file = match os::open(&path, os::O_WRONLY) {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::FileNotFound | ErrorKind::PermissionDenied
                ) =>
            {
                return Ok(false);
            }
            file => file?,
        };
        os::write(&file, b"1").or_path(&path)?;
        self.ladder.note(members, SIGKILL);
        Ok(true)
    }

    fn members(&mut self) -> Result<Vec<i32>> {
        match members(self.directory) {
            Err(error) if self.seen && is_gone(&error) => Ok(Vec::new()),
            numbers => {
                self.seen = true;
                numbers
            }
        }
    }

    /// Looks for members that are not known yet: their places.
    fn look(&mut self) -> Result<Vec<usize>> {
        /// How many are held before they are looked for a second time.
        const HANDFUL: usize = 32;
        let mut found = Vec::new();
        let numbers = self.members()?;
        for numbers in numbers.chunks(HANDFUL) {
            let mut held = Vec::new();
            for &pid in numbers {
                held.extend(self.ladder.take(pid)?);
            }
            held.retain(|held| !self.known.contains(&held.process()));
            if held.is_empty() {
                continue;
            }
            // Who is held and listed afterwards was the one that is listed.
            let still: HashSet<i32> = self.members()?.into_iter().collect();
            for held in held {
                let process = held.process();
                if still.contains(&process.pid())
                    && held.still_there() == Ok(true)
                    && held.has_ended() == Ok(false)
                {
                    self.known.insert(process);
                    found.push(self.ladder.push_held(held)?);
                }
            }
        }
        Ok(found)
    }
}

/// The numbers of the processes in a cgroup and those below it.
fn members(top: &Path) -> Result<Vec<i32>> {
    let mut numbers = Vec::new();
    let mut text = Vec::new();
    let mut directories = vec![top.to_owned()];
    while let Some(directory) = directories.pop() {
        let list = directory.join("cgroup.procs");
        text.clear();
        let read = os::with_path(&list, |path| retry(|| read_file(path, &mut text)));
        match read {
            Ok(()) => {}
            // A cgroup of threads, whose processes are listed above.
            Err(error) if error.errno() == Some(errno::EOPNOTSUPP) => {}
            // One below that is gone.
            Err(error) if list.parent() != Some(top) && is_gone(&error) => continue,
            Err(error) => return Err(error.with_filename(list)),
        }
        let lines = text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        // Zero is one outside our PID namespace.
        numbers.extend(lines.map(|line| number(line) as i32).filter(|&pid| pid > 0));
        directories.extend(below(&directory));
    }
    Ok(numbers)
}

/// Removed before it was opened, or after.
fn is_gone(error: &Error) -> bool {
    matches!(error.errno(), Some(errno::ENOENT | errno::ENODEV))
}

/// The cgroups right below one. One that goes away meanwhile has none.
fn below(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    entries
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect()
}
