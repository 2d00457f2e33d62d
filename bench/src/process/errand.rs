//! What the jobs are to find out.

use std::path::Path;

/// What to look for, and which processes are the crowd's: others come and go, and are looked at but not counted.
#[derive(Default)]
pub(crate) struct Errand {
    /// The name that a few have.
    pub(crate) name: String,
    /// What is in the command lines of a few others.
    pub(crate) pattern: String,
    /// The port that one listens on.
    pub(crate) port: u16,
    /// By number, whether a process is the crowd's.
    members: Vec<bool>,
}

impl Errand {
    pub(crate) fn new(name: &str, pattern: &str, port: u16, pids: &[i32]) -> Self {
        let most = pids.iter().copied().max().unwrap_or(0);
        let mut members = vec![false; most as usize + 1];
        for &pid in pids {
            members[pid as usize] = true;
        }
        Self { name: name.to_owned(), pattern: pattern.to_owned(), port, members }
    }

    /// Whether a process is the crowd's.
    pub(crate) fn counts(&self, pid: i32) -> bool {
        usize::try_from(pid).is_ok_and(|pid| self.members.get(pid).copied().unwrap_or(false))
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = i32> {
        (0..).zip(&self.members).filter(|(_, is)| **is).map(|(pid, _)| pid)
    }

    /// For a process that does the errand alone.
    pub(crate) fn write(&self, file: &Path) {
        let pids: Vec<_> = self.members().map(|pid| pid.to_string()).collect();
        let text = format!("{}\n{}\n{}\n{}", self.name, self.pattern, self.port, pids.join(" "));
        std::fs::write(file, text).expect("a file");
    }

    pub(crate) fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).expect("an errand");
        let mut lines = text.lines();
        let mut line = || lines.next().expect("a line");
        let (name, pattern, port) = (line(), line(), line());
        let pids: Vec<_> = line().split(' ').map(|pid| pid.parse().expect("a number")).collect();
        Self::new(name, pattern, port.parse().expect("a port"), &pids)
    }
}

/// What was found: how many, and which.
pub(crate) fn found(pids: impl IntoIterator<Item = i32>) -> u64 {
    pids.into_iter().map(|pid| (1 << 40) + pid as u64).sum()
}

/// One process of a list: a number made of what all contenders say of it alike. To be added up.
pub(crate) fn row(pid: i32, uid: u32, vms: u64, state: u8, command: usize) -> u64 {
    let parts = [pid as u64, u64::from(uid), vms, u64::from(state), command as u64];
    let mix = |hash: u64, part: u64| (hash ^ part).wrapping_mul(0x0100_0000_01b3);
    parts.into_iter().fold(0xcbf2_9ce4_8422_2325, mix) >> 16
}
