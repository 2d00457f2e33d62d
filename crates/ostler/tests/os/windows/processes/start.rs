//! Starting files as the desktop does.

use ostler::os::{self, StartOptions};
use ostler::{ErrorKind, os::startfile_with};

use super::{Folder, REPORT, eventually, part, this_program};
use crate::windows::{events, is_wine};

#[test]
fn a_program_with_arguments_in_a_folder() {
    let folder = Folder::new();
    let report = folder.path("report");
    // It has no environment of its own to be given.
    // SAFETY: on Windows the environment may be changed at any time.
    unsafe { std::env::set_var(REPORT, &report) };
    let arguments = part("reports_where_it_is")[1..].join(" ");
    let cwd = folder.path("");
    let options = StartOptions {
        operation: Some("open".as_ref()),
        arguments: Some(arguments.as_ref()),
        cwd: Some(&cwd),
        show_cmd: 0,
    };
    startfile_with(this_program(), options).unwrap();
    let there = std::fs::canonicalize(eventually(&report)).unwrap();
    assert_eq!(there, std::fs::canonicalize(&cwd).unwrap());
}

#[test]
fn what_cannot_be_started() {
    let folder = Folder::new();
    let missing = folder.path("missing.txt");
    let error = os::startfile(&missing).unwrap_err();
    assert_eq!(
        (error.kind(), error.filename()),
        (ErrorKind::FileNotFound, Some(missing.as_path()))
    );
    assert_eq!(error.winerror(), Some(2));
    let odd = folder.file("odd.ostler-no-such", "");
    // Wine tries to run it.
    let code = if is_wine() { 193 } else { 1155 };
    assert_eq!(os::startfile(&odd).unwrap_err().winerror(), Some(code));
    assert_eq!(os::startfile("a\0b").unwrap_err().kind(), ErrorKind::Value);
    let options = StartOptions { arguments: Some("a\0b".as_ref()), ..StartOptions::default() };
    assert_eq!(startfile_with(&odd, options).unwrap_err().kind(), ErrorKind::Value);
}

#[test]
fn both_events() {
    let (one, two) = (events("os.startfile"), events("os.startfile/2"));
    os::startfile("no such file 1").unwrap_err();
    let options = StartOptions { operation: Some("print".as_ref()), ..StartOptions::default() };
    startfile_with("no such file 2", options).unwrap_err();
    let has = |seen: &std::sync::Mutex<Vec<String>>, event: &str| {
        assert!(seen.lock().unwrap().iter().any(|it| it == event), "{seen:?}");
    };
    has(&one, "'no such file 1' None");
    has(&two, "'no such file 1' None None None 1");
    has(&one, "'no such file 2' 'print'");
    has(&two, "'no such file 2' 'print' None None 1");
}
