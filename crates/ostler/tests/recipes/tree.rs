use ostler::process::{Child, Stop};

/// Runs a shell with what it has started in the background, and ends all of it; how many processes these were.
pub fn run_and_end(script: &str) -> ostler::Result<usize> {
    let shell = Child::spawn("sh", ["-c", script])?;
    std::thread::sleep(std::time::Duration::from_millis(300));
    let report = shell.stop_tree(&Stop::new())?;
    Ok(report.ended().count())
}
