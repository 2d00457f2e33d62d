//! The commands of `docs/recipes.md` and `docs/recipes-command.md`, carried out on processes started here.

#![cfg(target_os = "linux")]

mod fixture;

use std::path::{Path, PathBuf};
use std::time::Duration;

use fixture::{Fixture, until};

fn page(name: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    std::fs::read_to_string(docs.join(name)).unwrap()
}

/// Carries out the commands of a page.
fn carry_out(scratch: &Path, text: &str) {
    let page = scratch.join("page.md");
    std::fs::write(&page, text).unwrap();
    trycmd::TestCases::new()
        .register_bin("ostler", assert_cmd::cargo::cargo_bin!("ostler").to_path_buf())
        .case(page)
        .run();
}

/// Names of this run's own in the place of `recipe-…`, as long as those.
fn own_names(text: &str, part: usize) -> String {
    let number = (std::process::id() as usize * 64 + part) % 0x10_0000;
    text.replace("recipe-", &format!("r{number:05x}-"))
}

#[test]
fn the_command_in_full() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let own = |name| own_names(name, 0);
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
    let text = own(&page("recipes-command.md"));
    // The port of the page may be in use here.
    carry_out(scratch.path(), &text.replace("48623", &format!("{port:05}")));
}

/// A block of commands, and the processes that are to be there for it.
struct Block {
    line: usize,
    start: String,
    text: String,
}

/// The blocks of a page. `<!-- start: … -->` says what to start for each of those behind it.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut start, mut fence) = ("", None);
    for (n, line) in page.lines().enumerate() {
        match fence {
            Some(is_console) => {
                if is_console {
                    let text = &mut blocks.last_mut().unwrap().text;
                    *text += line;
                    text.push('\n');
                }
                if line == "```" {
                    fence = None;
                }
            }
            None if line.starts_with("```") => {
                let is_console = line == "```console";
                fence = Some(is_console);
                if is_console {
                    let text = format!("{line}\n");
                    blocks.push(Block { line: n + 1, start: start.to_owned(), text });
                }
            }
            None => {
                let comment =
                    line.strip_prefix("<!-- start:").and_then(|rest| rest.strip_suffix("-->"));
                start = comment.unwrap_or(start);
            }
        }
    }
    blocks
}

/// Starts what a comment says, `3 recipe-make, deaf recipe-deaf, recipe-other kept`: the first of them, the port if one listens,
/// and those that are to be there afterwards.
fn start(fixture: &mut Fixture, what: &str) -> (Option<i32>, Option<u16>, Vec<i32>) {
    let (mut first, mut port, mut kept) = (None, None, Vec::new());
    for part in what.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let mut words: Vec<&str> = part.split_whitespace().collect();
        let is_kept = words.pop_if(|word| *word == "kept").is_some();
        let name = words.pop().unwrap();
        let count = words.first().and_then(|word| word.parse().ok()).unwrap_or(1);
        for _ in 0..count {
            let pid = match words.first() {
                Some(&"deaf") => fixture.script(name, "trap '' TERM"),
                Some(&"handler") => fixture.script(name, "trap 'exit 42' USR1"),
                Some(&"tree") => fixture.tree_apart(name, 2),
                Some(&"listener") => {
                    port = Some(fixture.listener());
                    continue;
                }
                Some(&"old") => {
                    let pid = fixture.sleeper(name);
                    std::thread::sleep(Duration::from_millis(1200));
                    pid
                }
                _ => fixture.sleeper(name),
            };
            first = first.or(Some(pid));
            if is_kept {
                kept.push(pid);
            }
        }
    }
    (first, port, kept)
}

#[test]
fn beside_the_tutorials() {
    let scratch = tempfile::tempdir().unwrap();
    let blocks = blocks(&page("recipes.md"));
    assert!(blocks.len() > 10);
    for (n, block) in blocks.iter().enumerate() {
        let scratch: PathBuf = scratch.path().join(block.line.to_string());
        std::fs::create_dir(&scratch).unwrap();
        let mut fixture = Fixture::new(&scratch);
        let (pid, port, mut kept) = start(&mut fixture, &own_names(&block.start, n));
        let mut text = own_names(&block.text, n);
        if let Some(pid) = pid {
            text = text.replace("4711", &pid.to_string());
        }
        if let Some(port) = port {
            text = text.replace("8080", &port.to_string());
        }
        eprintln!("line {}", block.line);
        carry_out(&scratch, &text);
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
