//! Becoming another program, as far as that goes.

use std::process::Command;

use ostler::ErrorKind;
use ostler::os;

use super::{
    DETAIL, Folder, REPORT, as_child, environment, eventually, no_program, part, this_program,
};

/// Runs a part that ends by becoming another, and gives what the other reports.
fn becomes(name: &str) -> String {
    let folder = Folder::new();
    let report = folder.path("report");
    let args = part(name);
    let mut child = Command::new(this_program());
    child.args(&args[1..]).env(REPORT, &report).env(DETAIL, "OSTLER_TEST_NEW");
    // The process that others wait for has ended.
    assert_eq!(child.status().unwrap().code(), Some(0));
    eventually(&report)
}

#[test]
#[ignore = "the part of a child"]
fn by_execv() {
    as_child(|| {
        let Err(error) = os::execv(this_program(), part("reports_a_variable"));
        panic!("{error}");
    });
}

#[test]
#[ignore = "the part of a child"]
fn by_execle() {
    as_child(|| {
        let env = environment(&[("OSTLER_TEST_NEW", "new")]);
        let Err(error) = os::execle(this_program(), &part("reports_a_variable"), env);
        panic!("{error}");
    });
}

#[test]
#[ignore = "the part of a child"]
fn by_execvpe() {
    let program = this_program();
    let path = format!(r"C:\no\such;{}", program.parent().unwrap().display());
    let env: Vec<_> = environment(&[("OSTLER_TEST_NEW", "found")])
        .into_iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("path"))
        .chain([("Path".into(), path.into())])
        .collect();
    as_child(|| {
        // Without its end, too.
        let Err(error) = os::execvpe(program.file_stem().unwrap(), part("reports_a_variable"), env);
        panic!("{error}");
    });
}

#[test]
#[ignore = "the part of a child"]
fn by_overlay() {
    as_child(|| {
        os::spawnv(os::P_OVERLAY, this_program(), part("reports_a_variable")).unwrap();
    });
}

#[test]
fn another_process_runs_the_program() {
    assert_eq!(becomes("exec::by_execv"), "None");
    assert_eq!(becomes("exec::by_execle"), r#"Some("new")"#);
    assert_eq!(becomes("exec::by_execvpe"), r#"Some("found")"#);
    assert_eq!(becomes("exec::by_overlay"), "None");
}

#[test]
fn what_cannot_be_executed() {
    let folder = Folder::new();
    let missing = folder.path("missing.exe");
    let Err(error) = os::execv(&missing, ["x"]);
    assert_eq!(
        (error.kind(), error.filename()),
        (ErrorKind::FileNotFound, Some(missing.as_path()))
    );
    let text =
        folder.file("text.exe", "no program at all, and long enough to be looked at closely");
    let Err(error) = os::execl(&text, &["x"]);
    assert_eq!(error.errno(), Some(no_program()));
    let Err(error) = os::execvp("no-such-program-anywhere", ["x"]);
    assert_eq!(error.filename(), Some("no-such-program-anywhere".as_ref()));
    let Err(error) = os::execv(this_program(), [""; 0]);
    assert_eq!(error.kind(), ErrorKind::Value);
    let file = os::open(&text, os::O_RDONLY).unwrap();
    let Err(error) = os::execve(&file, ["x"], [("a", "b")]);
    assert_eq!(error.kind(), ErrorKind::NotImplemented);
}
