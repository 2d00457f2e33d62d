use ostler::process::Process;

/// Asks a process to end, and waits until it has.
pub fn end(pid: i32) -> ostler::Result<()> {
    let process = Process::new(pid)?;
    process.terminate()?;
    process.wait(None)?;
    Ok(())
}
