//! The commands of `docs/recipes-windows.md`, carried out on processes started here.

#![cfg(windows)]

#[path = "fixture/actor.rs"]
mod actor;
#[path = "fixture/recipe.rs"]
mod recipe;

use std::time::{Duration, Instant};

use actor::Actor;

/// A process that a command is carried out beside.
fn start(wanted: &recipe::Wanted<'_>) -> Actor {
    let role = wanted.kind.unwrap_or("sleep");
    let actor = Actor::new(&format!("{}.exe", wanted.name), role);
    if wanted.kind == Some("old") {
        std::thread::sleep(Duration::from_millis(1200));
    }
    actor
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
            let is_kept = wanted.is_kept;
            actors.extend((0..wanted.count).map(|_| (start(&wanted), is_kept)));
        }
        let pid = actors.first().map(|(actor, _)| actor.pid());
        let port =
            actors.first().map(|(actor, _)| actor.said.clone()).filter(|said| said != "ready");
        let text = recipe::own_names(&block.text, n);
        recipe::carry_out(&scratch, &recipe::own_numbers(&text, pid, port));
        for (actor, is_kept) in &mut actors {
            let deadline = Instant::now() + Duration::from_secs(30);
            while !*is_kept && !actor.has_ended() {
                assert!(Instant::now() < deadline, "it is still there");
                std::thread::sleep(Duration::from_millis(10));
            }
            assert_eq!(actor.has_ended(), !*is_kept);
        }
    }
}
