use ostler::process::Process;
use ostler::signal::SIGUSR1;

/// Holds a process up, lets it go on, and sends it a signal that it has a handler for.
pub fn signals(pid: i32) -> ostler::Result<()> {
    let process = Process::new(pid)?;
    process.suspend()?;
    process.resume()?;
    process.send_signal(SIGUSR1)
}
