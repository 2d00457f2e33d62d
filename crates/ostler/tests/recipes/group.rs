use ostler::os;
use ostler::process::{Child, Spawn};
use ostler::signal::SIGTERM;

/// Starts a shell in a session of its own.
pub fn start(script: &str) -> ostler::Result<Child> {
    Spawn::new("sh").args(["-c", script]).new_session().start()
}

/// Sends a signal to all in the group that it leads.
pub fn end(shell: &Child) -> ostler::Result<()> {
    os::killpg(shell.pid(), SIGTERM)
}
