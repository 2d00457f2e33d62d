use std::time::Duration;

use ostler::process::{Query, Report, Stop};

/// Asks every process of a name to end, and makes those that are left after ten seconds.
pub fn end_all(name: &str) -> ostler::Result<Report> {
    let query = Query::name(name);
    Stop::new()
        .grace(Duration::from_secs(10))
        .only_if(|process| query.selects(process))
        .all(&query.find()?)
}
