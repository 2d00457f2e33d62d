//! Peak memory, each contender in a process of its own.

use std::error::Error;
use std::ffi::OsString;
use std::path::Path;

use ostler::os::{self, FileAction};

use crate::Bench;
use crate::contenders::FLAG;
use crate::table::Goal::Shown;
use crate::trees::usr;

pub(crate) fn rows(bench: &mut Bench) -> Result<(), Box<dyn Error>> {
    if !bench.table.wants("peak memory") {
        return Ok(());
    }
    let flat = bench.trees.flat()?;
    let own = |name: &str, top: &Path| {
        let exe = std::env::current_exe()?;
        let args = [exe.into_os_string(), FLAG.into(), name.into(), top.into()];
        peak(&args)
    };
    for (tree, top) in [("1 x 200,000", flat), ("/usr", usr())] {
        let peers: &[&str] = if tree == "/usr" {
            &["owned", "triples", "parallel", "walkdir", "ignore", "jwalk"]
        } else {
            &["triples", "scandir", "listdir", "parallel", "read_dir", "walkdir", "ignore", "jwalk"]
        };
        let work = format!("peak memory, {tree}");
        let ours = own("listings", &top)?;
        let mut line = |name: &str, theirs: u64| {
            let ratio = theirs as f64 / ours as f64;
            let (ours, theirs) = (format!("{ours} KiB"), format!("{theirs} KiB"));
            bench.table.line(&work, ("listings", &ours), (name, &theirs), ratio, Shown);
        };
        line("(this program, doing nothing)", own("nothing", &top)?);
        for peer in peers {
            line(peer, own(peer, &top)?);
        }
        line("find", peak(&["find".into(), top.clone().into()])?);
        if let Ok(theirs) =
            peak(&["fdfind".into(), "-uu".into(), "-j2".into(), ".".into(), top.into()])
        {
            line("fd", theirs);
        }
    }
    Ok(())
}

/// Runs a command to its end, its output thrown away. The most memory it had at once, in KiB.
fn peak(args: &[OsString]) -> Result<u64, Box<dyn Error>> {
    let Some(program) = args.first() else { return Err("no command".into()) };
    let silent =
        [FileAction::Open { fd: 1, path: "/dev/null".as_ref(), flags: os::O_WRONLY, mode: 0 }];
    let attrs = os::SpawnAttrs { file_actions: &silent, ..Default::default() };
    let pid = os::posix_spawnp_with(program, args, os::INHERIT, &attrs)?;
    let (_, status, usage) = os::wait4(pid, os::WaitOptions::empty())?;
    match os::waitstatus_to_exitcode(status)? {
        0 => Ok(u64::try_from(usage.ru_maxrss())?),
        code => Err(format!("{}: exit code {code}", program.display()).into()),
    }
}
