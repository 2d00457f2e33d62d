use ostler::process::Process;

/// Ends the program.
pub fn end_oneself() -> ostler::Result<()> {
    Process::current()?.terminate()
}
