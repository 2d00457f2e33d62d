//! The commands of `docs/recipes.md` and `docs/recipes-command.md`, carried out on processes started here.

#![cfg(target_os = "linux")]

mod fixture;

use std::time::Duration;

use fixture::{Fixture, recipe, until};

#[test]
fn the_command_in_full() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let own = |name| recipe::own_names(name, 0);
    for _ in 0..20 {
        fixture.sleeper(&own("recipe-make"));
    }
    for _ in 0..3 {
        fixture.sleeper(&own("recipe-worker"));
    }
    for name in ["recipe-daemon", "recipe-victim", "recipe-notepad", "recipe-alpha", "recipe-beta"]
    {
        fixture.sleeper(&own(name));
    }
    let app = fixture.sleeper(&own("recipe-app"));
    fixture.script(&own("recipe-handler"), "trap 'exit 42' USR1");
    fixture.script(&own("recipe-deaf"), "trap '' TERM");
    fixture.tree(&own("recipe-tree"), 3);
    let port = fixture.listener();
    let work = scratch.path().join("work");
    std::fs::create_dir(&work).unwrap();
    std::fs::write(work.join("app.pid"), format!("{app}\n")).unwrap();
    std::env::set_current_dir(&work).unwrap();
    let text = own(&recipe::page("recipes-command.md"));
    // The port of the page may be in use here.
    recipe::carry_out(scratch.path(), &text.replace("48623", &format!("{port:05}")));
}

/// Starts what is to be there: the first of it, the port if one listens, and those that are kept.
fn start(fixture: &mut Fixture, what: &str) -> (Option<i32>, Option<u16>, Vec<i32>) {
    let (mut first, mut port, mut kept) = (None, None, Vec::new());
    for wanted in recipe::wanted(what) {
        for _ in 0..wanted.count {
            let pid = match wanted.kind {
                Some("deaf") => fixture.script(wanted.name, "trap '' TERM"),
                Some("handler") => fixture.script(wanted.name, "trap 'exit 42' USR1"),
                Some("tree") => fixture.tree_apart(wanted.name, 2),
                Some("listener") => {
                    port = Some(fixture.listener());
                    continue;
                }
                Some("old") => {
                    let pid = fixture.sleeper(wanted.name);
                    std::thread::sleep(Duration::from_millis(1200));
                    pid
                }
                Some(other) => panic!("what is {other}?"),
                None => fixture.sleeper(wanted.name),
            };
            first = first.or(Some(pid));
            if wanted.is_kept {
                kept.push(pid);
            }
        }
    }
    (first, port, kept)
}

#[test]
fn beside_the_tutorials() {
    let scratch = tempfile::tempdir().unwrap();
    let blocks = recipe::blocks(&recipe::page("recipes.md"));
    assert!(blocks.len() > 10);
    // The first number is the other test's.
    for (n, block) in (1..).zip(&blocks) {
        eprintln!("line {}", block.line);
        let scratch = scratch.path().join(block.line.to_string());
        std::fs::create_dir(&scratch).unwrap();
        let mut fixture = Fixture::new(&scratch);
        let names = recipe::own_names(&block.start, n);
        let (pid, port, mut kept) = start(&mut fixture, &names);
        let text = recipe::own_names(&block.text, n);
        let [pid, port] = [pid.map(|n| n.to_string()), port.map(|n| n.to_string())];
        recipe::carry_out(&scratch, &recipe::own_numbers(&text, pid, port));
        kept.sort_unstable();
        until("the end of the others", || {
            let mut alive = fixture.alive();
            alive.sort_unstable();
            alive == kept
        });
    }
}

/// The program of the listener: this one, told so by the environment.
#[test]
fn helper() {
    fixture::helper();
}
