//! The Rust of `docs/recipes.md`: each block on the page is one of the files beside this one, which are tried on processes
//! started here.

#![cfg(any(target_os = "linux", windows))]
#![allow(missing_docs, unreachable_pub)] // They are shown as a program would have them.

mod age;
mod by_name;
mod by_number;
mod child;
mod crowd;
#[cfg(unix)]
mod group;
#[cfg(unix)]
mod insist;
mod look;
mod oneself;
mod parent;
mod parts;
mod port;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod tree;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

#[cfg(unix)]
use ostler::process::Stop;
use ostler::process::{Child, Ended, Spawn, Stdio};

const ROLE: &str = "OSTLER_RECIPES_ROLE";
const ARGUMENTS: [&str; 5] = ["role", "--exact", "--ignored", "--nocapture", "--quiet"];

/// A process whose program has a name of its own, ended with the test.
struct Actor {
    child: Child,
    /// What it said when it was ready.
    said: String,
    _program: tempfile::TempDir,
}

impl Actor {
    fn new(name: &str, role: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        let this = std::env::current_exe().unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(this, &program).unwrap();
        // Not a link: Windows names a process by what its file was called first.
        #[cfg(windows)]
        std::fs::copy(this, &program).map(drop).unwrap();
        let spawn = Spawn::new(program).args(ARGUMENTS).env(ROLE, role);
        let mut child = spawn.stdin(Stdio::Null).stdout(Stdio::Pipe).start().unwrap();
        let output = child.stdout.take().unwrap();
        #[cfg(unix)]
        let output = std::fs::File::from(output);
        #[cfg(windows)]
        let output = std::fs::File::try_from(output).unwrap();
        let lines = BufReader::new(output).lines().map(|line| line.unwrap().trim().to_owned());
        let said = { lines }
            .find(|line| !line.is_empty() && !line.starts_with("running "))
            .unwrap_or_else(|| panic!("{name} has ended"));
        Self { child, said, _program: dir }
    }

    fn pid(&self) -> i32 {
        self.child.pid()
    }

    /// How it has ended, by now or soon.
    fn ended(&self) -> Ended {
        self.child.wait(Some(Duration::from_secs(30))).unwrap()
    }

    fn is_there(&self) -> bool {
        self.child.is_alive().unwrap()
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait(Some(Duration::from_secs(10)));
    }
}

#[test]
#[ignore = "a program that other tests start"]
fn role() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let mut socket = None;
    match &*role {
        "oneself" => {
            println!("ready");
            oneself::end_oneself().unwrap();
        }
        "parent" => {
            let mut command = std::process::Command::new(std::env::current_exe().unwrap());
            command.args(ARGUMENTS).env(ROLE, "child").stdout(std::process::Stdio::null());
            let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
            println!("{}", child.id());
            drop(child.stdin.take());
            // It ends this process.
            child.wait().unwrap();
        }
        "child" => {
            // Until its parent has said who this is.
            std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
            parent::end_the_parent().unwrap();
            std::process::exit(0);
        }
        "listen" => {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            // So Wine comes to know whose it is.
            listener.set_ttl(64).unwrap();
            println!("{}", listener.local_addr().unwrap().port());
            socket = Some(listener);
        }
        _ => println!("ready"),
    }
    std::thread::sleep(Duration::from_secs(120));
    drop(socket);
    std::process::exit(0);
}

/// A name that no other process has. On Linux a name has 15 bytes.
fn unique(name: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("r{:x}{count:x}-{name}", std::process::id() & 0xf_ffff)
}

/// A shell that has said a line, which means that it is ready.
#[cfg(unix)]
fn shell(script: &str) -> Shell {
    let spawn = Spawn::new("sh").args(["-c", script]).stdout(Stdio::Pipe);
    let mut shell = spawn.start().unwrap();
    let output = std::fs::File::from(shell.stdout.take().unwrap());
    BufReader::new(output).read_line(&mut String::new()).unwrap();
    Shell(shell)
}

/// A shell that is ended with the test, and what it has started with it.
#[cfg(unix)]
struct Shell(Child);

#[cfg(unix)]
impl Drop for Shell {
    fn drop(&mut self) {
        if self.0.is_alive().unwrap_or(false) {
            let _ = self.0.stop_tree(&Stop::new().force());
        }
    }
}

fn several(name: &str, count: usize) -> Vec<Actor> {
    (0..count).map(|_| Actor::new(name, "sleep")).collect()
}

/// The number that a process has ended with that was asked to end, and that one which was made to.
const TERMINATED: i32 = if cfg!(windows) { 15 } else { -15 };

#[test]
fn by_number() {
    let [one, other] = [(); 2].map(|()| Actor::new(&unique("number"), "sleep"));
    by_number::end(one.pid()).unwrap();
    assert_eq!(one.ended().exit_code(), Some(TERMINATED));
    assert!(other.is_there());
}

#[test]
fn by_name() {
    let name = unique("name");
    let (actors, other) = (several(&name, 3), Actor::new(&format!("{name}x"), "sleep"));
    let report = by_name::end_all(&name).unwrap();
    assert!(report.is_complete() && report.len() == 3, "{report:?}");
    assert!(!actors.iter().any(Actor::is_there));
    assert!(other.is_there());
}

#[test]
fn crowd() {
    let name = unique("crowd");
    let actors = several(&name, if cfg!(windows) { 5 } else { 50 });
    assert_eq!(crowd::crowd(&name).unwrap(), (actors.len(), actors.len()));
    assert!(!actors.iter().any(Actor::is_there));
}

#[test]
fn parts() {
    let name = unique("");
    let [alpha, beta, gamma] =
        ["al", "be", "ga"].map(|part| Actor::new(&format!("{name}{part}"), "sleep"));
    let parts = [&*format!("{name}al"), &*format!("{name}be")];
    assert_eq!(parts::kill_any_of(&parts).unwrap(), 2);
    alpha.ended();
    beta.ended();
    assert!(gamma.is_there());
}

#[test]
#[cfg(unix)]
fn child() {
    let run = |time: &str, limit| child::run("sleep", &[time], Duration::from_millis(limit));
    assert_eq!(run("0", 30_000).unwrap(), Some(0));
    assert_eq!(run("60", 100).unwrap(), Some(-9));
}

#[test]
#[cfg(windows)]
fn child() {
    let run = |time| child::run("cmd", &["/c", "exit 3"], time);
    assert_eq!(run(Duration::from_secs(60)).unwrap(), Some(3));
}

#[test]
#[cfg(unix)]
fn tree() {
    // One of the two has a session of its own.
    let shell = shell("setsid sleep 60 & sleep 60 & echo; wait");
    assert_eq!(tree::end_all(&shell.0).unwrap(), 3);
}

#[test]
#[cfg(unix)]
fn group() {
    let shell = Shell(group::start("sleep 60 & wait").unwrap());
    group::end(&shell.0).unwrap();
    assert_eq!(shell.0.wait(Some(Duration::from_secs(30))).unwrap().exit_code(), Some(-15));
}

#[test]
fn parent() {
    let parent = Actor::new(&unique("parent"), "parent");
    let child = ostler::process::Process::new(parent.said.parse().unwrap());
    let code = if cfg!(windows) { 9 } else { -9 };
    assert_eq!(parent.ended().exit_code(), Some(code));
    if let Ok(child) = child {
        child.wait(Some(Duration::from_secs(30))).unwrap();
    }
}

#[test]
fn oneself() {
    let actor = Actor::new(&unique("oneself"), "oneself");
    assert_eq!(actor.ended().exit_code(), Some(TERMINATED));
}

#[test]
fn port() {
    let actor = Actor::new(&unique("port"), "listen");
    let report = port::free_port(actor.said.parse().unwrap()).unwrap();
    assert!(report.ended().eq([actor.child.process()]), "{report:?}");
    actor.ended();
}

#[test]
fn age() {
    let name = unique("age");
    let old = Actor::new(&name, "sleep");
    std::thread::sleep(Duration::from_millis(1500));
    // Whether it counts as old depends on how long it takes to be started.
    let young = Actor::new(&name, "sleep");
    let report = age::end_old(&name, Duration::from_secs(1)).unwrap();
    assert!(report.ended().any(|process| process == old.child.process()), "{report:?}");
    old.ended();
    drop(young);
    assert!(age::end_old(&name, Duration::from_secs(3600)).unwrap().is_empty());
}

#[test]
#[cfg(unix)]
fn signals() {
    let actor = Actor::new(&unique("signals"), "sleep");
    signals::signals(actor.pid()).unwrap();
    assert_eq!(actor.ended().exit_code(), Some(-ostler::signal::SIGUSR1.raw()));
}

#[test]
#[cfg(unix)]
fn insist() {
    use ostler::signal::SIGKILL;

    let deaf = shell("trap '' TERM; echo; while :; do sleep 1; done");
    let outcome = insist::insist(deaf.0.pid(), Duration::from_millis(100)).unwrap();
    assert_eq!(outcome.exit_code(), Some(-SIGKILL.raw()));
    deaf.0.wait(Some(Duration::from_secs(30))).unwrap();
}

#[test]
fn look() {
    let name = unique("look");
    let actors = several(&name, 2);
    assert_eq!(look::look(&name).unwrap(), 2);
    assert!(actors.iter().all(Actor::is_there));
}

/// What is on the page is what is tried out here.
#[test]
fn the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../../docs/recipes.md")).unwrap();
    let page = page.replace("\r\n", "\n");
    let mut on_page: Vec<&str> =
        page.split("```rust\n").skip(1).map(|rest| rest.split_once("```").unwrap().0).collect();
    let mut files: Vec<String> = std::fs::read_dir(root.join("tests/recipes"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap() != "main.rs")
        .map(|path| std::fs::read_to_string(path).unwrap().replace("\r\n", "\n"))
        .collect();
    on_page.sort_unstable();
    files.sort_unstable();
    for (block, file) in on_page.iter().zip(&files) {
        assert_eq!(block, file);
    }
    assert_eq!(on_page.len(), files.len());
}
