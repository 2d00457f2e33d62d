use ostler::process::{Child, Stop};

/// Ends a child and all that it has started; how many processes these were.
pub fn end_all(child: &Child) -> ostler::Result<usize> {
    let report = child.stop_tree(&Stop::new())?;
    Ok(report.ended().count())
}
