//! Process parameters.

mod groups;
mod ids;
#[cfg(target_os = "linux")]
mod namespaces;
mod priority;
mod sessions;
mod set_ids;
mod uname;

/// The numbers of a line of a thread's status: `Uid:`, `Gid:`, `Groups:`.
#[cfg(target_os = "linux")]
fn status(task: &str, field: &str) -> Vec<u32> {
    let status = std::fs::read_to_string(format!("/proc/self/{task}status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap();
    line.trim_start_matches(':').split_whitespace().map(|id| id.parse().unwrap()).collect()
}

fn is_root() -> bool {
    // SAFETY: no preconditions.
    let root = unsafe { libc::geteuid() } == 0;
    if !root {
        println!("skipped: not the superuser");
    }
    root
}
