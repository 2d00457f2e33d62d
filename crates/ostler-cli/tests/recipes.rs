//! The recipes of `docs/recipes.md`, carried out on processes started here.

#![cfg(target_os = "linux")]

mod fixture;

use std::path::Path;

use fixture::Fixture;

#[test]
fn recipes() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    for _ in 0..20 {
        fixture.sleeper("recipe-make");
    }
    for _ in 0..3 {
        fixture.sleeper("recipe-worker");
    }
    for name in ["recipe-daemon", "recipe-victim", "recipe-notepad", "recipe-alpha", "recipe-beta"]
    {
        fixture.sleeper(name);
    }
    let app = fixture.sleeper("recipe-app");
    fixture.script("recipe-handler", "trap 'exit 42' USR1");
    fixture.script("recipe-deaf", "trap '' TERM");
    fixture.tree("recipe-tree", 3);
    let port = fixture.listener();
    let work = scratch.path().join("work");
    std::fs::create_dir(&work).unwrap();
    std::fs::write(work.join("app.pid"), format!("{app}\n")).unwrap();
    std::env::set_current_dir(&work).unwrap();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/recipes.md");
    // The port of the page may be somebody else's here.
    let text = std::fs::read_to_string(page).unwrap();
    let page = scratch.path().join("recipes.md");
    std::fs::write(&page, text.replace("48623", &format!("{port:05}"))).unwrap();
    trycmd::TestCases::new()
        .register_bin("ostler", assert_cmd::cargo::cargo_bin!("ostler").to_path_buf())
        .case(page)
        .run();
}

/// The program of the listener: this one, told so by the environment.
#[test]
fn helper() {
    fixture::helper();
}
