use std::time::Duration;

use ostler::process::{Query, Report, Stop};

/// Ends the processes of a name that have been running for longer than this.
pub fn end_old(name: &str, age: Duration) -> ostler::Result<Report> {
    let query = Query::name(name) & Query::older_than(age);
    Stop::new().only_if(|process| query.selects(process)).all(&query.find()?)
}
