use ostler::process::parent_process;

/// Ends the process that has started this one, if it is there still.
pub fn end_the_parent() -> ostler::Result<()> {
    if let Some(parent) = parent_process()? {
        parent.kill()?;
        parent.wait(None)?;
    }
    Ok(())
}
