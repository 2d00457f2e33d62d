use ostler::process::{Field, Query};

/// Says which processes of a name there are, and which could not be looked at; how many were found.
pub fn look(name: &str) -> ostler::Result<usize> {
    let search = Query::name(name).search(Field::Command)?;
    for process in &search.found {
        println!("{} {:?}", process.pid(), process.command());
    }
    for undecided in &search.undecided {
        println!("{}: {}", undecided.pid(), undecided.error());
    }
    Ok(search.found.len())
}
