use ostler::process::{Query, Report, Stop};

/// Ends what listens on a port.
pub fn free_port(port: u16) -> ostler::Result<Report> {
    let query = Query::port(port);
    Stop::new().only_if(|process| query.selects(process)).all(&query.find()?)
}
