//! The commands of `docs/recipes-windows.md`, carried out on processes started here.

#![cfg(windows)]

#[path = "fixture/recipe.rs"]
mod recipe;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ROLE: &str = "OSTLER_TEST_ROLE";

/// The program of those that are started: this one, told so by the environment.
#[test]
#[ignore = "a program that other tests start"]
fn role() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let socket = (role == "listener").then(|| {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        // So Wine comes to know whose it is.
        socket.set_ttl(64).unwrap();
        socket
    });
    match &socket {
        Some(socket) => println!("{}", socket.local_addr().unwrap().port()),
        None => println!("ready"),
    }
    std::thread::sleep(Duration::from_secs(120));
    std::process::exit(0);
}

/// A process, ended with the test.
struct Actor {
    child: Child,
    said: String,
    is_kept: bool,
}

impl Actor {
    fn new(folder: &std::path::Path, wanted: &recipe::Wanted<'_>) -> Self {
        let program = folder.join(format!("{}.exe", wanted.name));
        if !program.exists() {
            std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        }
        let mut command = Command::new(program);
        command.args(["role", "--exact", "--ignored", "--nocapture", "--quiet"]);
        command.env(ROLE, wanted.kind.unwrap_or("sleep")).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let mut lines = lines.map(|line| line.unwrap().trim().to_owned());
        let said = lines.find(|line| !line.is_empty() && !line.starts_with("running ")).unwrap();
        if wanted.kind == Some("old") {
            std::thread::sleep(Duration::from_millis(1200));
        }
        Self { child, said, is_kept: wanted.is_kept }
    }

    fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn beside_the_tutorials() {
    let scratch = tempfile::tempdir().unwrap();
    let blocks = recipe::blocks(&recipe::page("recipes-windows.md"));
    assert!(blocks.len() > 4);
    for (n, block) in blocks.iter().enumerate() {
        eprintln!("line {}", block.line);
        let scratch = scratch.path().join(block.line.to_string());
        std::fs::create_dir(&scratch).unwrap();
        let names = recipe::own_names(&block.start, n);
        let mut actors = Vec::new();
        for wanted in recipe::wanted(&names) {
            actors.extend((0..wanted.count).map(|_| Actor::new(&scratch, &wanted)));
        }
        let pid = actors.first().map(|actor| actor.child.id().to_string());
        let port = actors.first().map(|actor| actor.said.clone()).filter(|said| said != "ready");
        let text = recipe::own_names(&block.text, n);
        recipe::carry_out(&scratch, &recipe::own_numbers(&text, pid, port));
        for actor in &mut actors {
            let deadline = Instant::now() + Duration::from_secs(30);
            while !actor.is_kept && !actor.has_ended() {
                assert!(Instant::now() < deadline, "it is still there");
                std::thread::sleep(Duration::from_millis(10));
            }
            assert_eq!(actor.has_ended(), !actor.is_kept);
        }
    }
}
