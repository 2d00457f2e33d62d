//! Processes to test with.

use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::time::Duration;

use ostler::process::{Child, Process, Spawn, Stdio};

/// What makes the test program play its role.
pub(super) const ARGUMENTS: [&str; 5] =
    ["windows::roles::role", "--exact", "--ignored", "--nocapture", "--quiet"];

/// A child that is ended with the test.
pub(super) struct Actor {
    pub(super) child: Child,
    pub(super) output: BufReader<std::fs::File>,
    _program: Option<tempfile::TempDir>,
}

impl Actor {
    pub(super) fn process(&self) -> Process {
        self.child.process()
    }

    /// The next line that is not the harness's.
    pub(super) fn line(&mut self) -> String {
        next_line(&mut self.output)
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait(Some(Duration::from_secs(10)));
    }
}

fn next_line(output: &mut impl std::io::BufRead) -> String {
    loop {
        let mut line = String::new();
        assert_ne!(output.read_line(&mut line).unwrap(), 0, "it has ended");
        let line = line.trim();
        if !line.is_empty() && !line.starts_with("running ") {
            return line.to_owned();
        }
    }
}

/// Reads up to this line.
pub(super) fn line(output: &mut impl Read, wanted: &str) {
    assert_eq!(next_line(&mut BufReader::new(output)), wanted);
}

/// A child to be, in a role.
pub(super) fn spawn(role: &str) -> Spawn {
    of_program(std::env::current_exe().unwrap(), role)
}

fn of_program(program: PathBuf, role: &str) -> Spawn {
    let spawn = Spawn::new(program).args(ARGUMENTS).env(super::roles::ROLE, role);
    spawn.stdin(Stdio::Null).stdout(Stdio::Pipe)
}

fn actor(spawn: Spawn, program: Option<tempfile::TempDir>) -> Actor {
    let mut child = spawn.start().unwrap();
    let output = std::fs::File::try_from(child.stdout.take().unwrap()).unwrap();
    Actor { child, output: BufReader::new(output), _program: program }
}

/// A child in a role.
pub(super) fn act(spawn: Spawn) -> Actor {
    actor(spawn, None)
}

/// A child in a role, ready.
pub(super) fn start(role: &str) -> Actor {
    ready(spawn(role))
}

/// The same of a child to be.
pub(super) fn ready(spawn: Spawn) -> Actor {
    let mut actor = act(spawn);
    assert_eq!(actor.line(), "ready");
    actor
}

/// A child in a role, ready, whose program has this name.
pub(super) fn start_as(name: &str, role: &str) -> Actor {
    let dir = tempfile::tempdir().unwrap();
    let program = dir.path().join(name);
    // Not a link: the system names a file by what it was first.
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let spawn = of_program(program, role);
    let mut actor = actor(spawn, Some(dir));
    assert_eq!(actor.line(), "ready");
    actor
}

/// Whether this is no Windows.
pub(super) fn is_wine() -> bool {
    std::path::Path::new("C:\\windows\\system32\\winecfg.exe").exists()
}
