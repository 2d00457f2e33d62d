use ostler::process::{Field, Process, Query, Snapshot, Stop};

/// Counts the processes of a name, shows twenty, ends all; how many there were and how many have ended.
pub fn crowd(name: &str) -> ostler::Result<(usize, usize)> {
    let query = Query::name(name);
    let found = query.find_with(Field::Command)?;
    println!("{}", found.len());
    for process in found.iter().take(20) {
        println!("{} {:?}", process.pid(), process.command());
    }
    let all: Vec<Process> = found.iter().map(Snapshot::process).collect();
    let report = Stop::new().only_if(|process| query.selects(process)).all(&all)?;
    Ok((found.len(), report.ended().count()))
}
