//! The program of `ostler.rs`, with rustix, walkdir and sysinfo.

use std::io::Write as _;

use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let top = std::env::args_os().nth(1).unwrap_or_else(|| ".".into());
    let mut out = std::io::stdout().lock();
    let (mut files, mut bytes) = (0_u64, 0_u64);
    for entry in walkdir::WalkDir::new(top).min_depth(1) {
        let status = rustix::fs::lstat(entry?.path())?;
        if rustix::fs::FileType::from_raw_mode(status.st_mode).is_file() {
            files += 1;
            bytes += status.st_size.cast_unsigned();
        }
    }
    writeln!(out, "{files} files, {bytes} bytes")?;
    let what = ProcessRefreshKind::nothing().with_memory().without_tasks();
    let mut system = System::new();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, what);
    for (pid, process) in system.processes() {
        writeln!(out, "{pid} {} {}", process.name().display(), process.memory())?;
    }
    Ok(())
}
