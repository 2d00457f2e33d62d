//! Ostler as a process, beside the commands: both print every path.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::{Clock, Contender, Table};
use crate::trees::Trees;

/// This program with one job.
pub(crate) fn alone(job: &str, tree: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a program"));
    command.arg("--alone").arg(job).arg(tree);
    command
}

/// Runs a command with its output thrown away.
pub(crate) fn run(mut command: Command) -> u64 {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    u64::from(status.expect("a program").success())
}

/// How many lines a command prints.
fn lines(mut command: Command) -> usize {
    let output = command.output().expect("a program");
    output.stdout.split(|&byte| byte == b'\n').count() - 1
}

fn find(tree: &Path) -> Command {
    let mut command = Command::new("find");
    command.arg(tree);
    command
}

/// All files, hidden and ignored ones too, by two threads.
pub(crate) fn fd(program: &str, tree: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["-HI", "--threads", "2", "--color", "never", "."]).arg(tree);
    command
}

/// The name `fd` has here, if it is here.
pub(crate) fn fd_name() -> Option<&'static str> {
    ["fdfind", "fd"].into_iter().find(|name| {
        let found = Command::new(name).arg("--version").stdout(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    })
}

pub(crate) fn rows(trees: &Trees, table: &mut Table<'_>) {
    type Place = (&'static str, fn(&Trees) -> &Path);
    let places: [Place; 2] =
        [("/usr", |_| Path::new("/usr")), ("10k directories x 20 files", Trees::many)];
    for (place, tree) in places {
        let work = format!("print every path, {place}");
        if !table.wants(&work) {
            continue;
        }
        let tree = tree(trees);
        let printed = lines(find(tree));
        assert_eq!(lines(alone("ostler print", tree)), printed, "{work}");
        assert_eq!(lines(alone("ostler print 2", tree)), printed, "{work}");
        table.row(
            &work,
            Clock::Wall,
            Contender::new("ostler, one thread", || run(alone("ostler print", tree))),
            vec![(Contender::new("find", || run(find(tree))), 1.2)],
        );
        let mut peers = vec![(Contender::new("find", || run(find(tree))), 1.2)];
        match fd_name() {
            Some(name) => {
                // It does not print the top.
                assert_eq!(lines(fd(name, tree)) + 1, printed, "{work}");
                peers.push((Contender::new("fd", move || run(fd(name, tree))), 1.2));
            }
            None => eprintln!("fd is not installed: left out"),
        }
        let ours = Contender::new("ostler, two threads", || run(alone("ostler print 2", tree)));
        table.row(&work, Clock::Wall, ours, peers);
    }
}
