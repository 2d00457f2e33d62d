//! Processes of a run: none is to be left at its end.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{self, Result};

/// How long a process that is about to end may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Fails, and names them, if processes of this run are left; ends them.
pub(crate) fn none() -> Result {
    let Some(mark) = run::mark() else { return Err("this run has no mark".into()) };
    let start = Instant::now();
    let mut quiet = false;
    loop {
        let left = processes(&mark);
        // One that is becoming another program has no environment for a moment.
        if left.is_empty() && quiet {
            return Ok(());
        }
        quiet = left.is_empty();
        if !quiet && start.elapsed() > PATIENCE {
            let numbers = left.iter().map(|(pid, _)| pid.to_string());
            let mut kill = Command::new("kill");
            run::succeeds(kill.arg("-KILL").args(numbers).stdin(Stdio::null()));
            let names: Vec<String> =
                left.iter().map(|(pid, line)| format!("{line} ({pid})")).collect();
            return Err(format!("left running: {}", names.join(", ")).into());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The processes with the mark in their environment, without this one: their numbers and command lines.
fn processes(mark: &str) -> Vec<(u32, String)> {
    let has_mark = |environment: &[u8]| {
        environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
    };
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // What has ended and is not collected yet has no environment.
        let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
        if pid != std::process::id() && has_mark(&environment) {
            let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line).replace('\0', " ");
            found.push((pid, line.trim_end().chars().take(100).collect()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_found_by_its_mark() {
        let mark = format!("OSTLER_A_MARK={}", std::process::id());
        let (name, value) = mark.split_once('=').unwrap();
        let mut child =
            std::process::Command::new("sleep").arg("600").env(name, value).spawn().unwrap();
        // It is not that program at once.
        let begin = Instant::now();
        let mut found = Vec::new();
        while found.is_empty() && begin.elapsed() < Duration::from_secs(60) {
            found = processes(&mark);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(found, [(child.id(), "sleep 600".to_owned())]);
        assert!(processes(&mark).is_empty());
    }
}
