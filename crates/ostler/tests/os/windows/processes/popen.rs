//! A command at the other end of a pipe.

use std::io::{BufRead as _, Read as _, Write as _};

use ostler::{ErrorKind, os};

use super::Folder;
use crate::windows::events;

#[test]
fn what_it_prints() {
    let mut listing = os::popen("echo one& echo two", "r").unwrap();
    assert_ne!(listing.pid(), std::process::id());
    let lines: Vec<_> = (&mut listing).lines().collect::<Result<_, _>>().unwrap();
    assert_eq!(lines, ["one", "two"]);
    assert!(listing.write(b"x").is_err());
    assert_eq!(listing.close().unwrap(), None);
}

#[test]
fn marks_in_a_command() {
    let mut said = String::new();
    os::popen("echo \"a b\" \"c\"", "r").unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said.trim_end(), "\"a b\" \"c\"");
}

#[test]
fn what_is_written_to_it() {
    let folder = Folder::new();
    let sorted = folder.path("sorted");
    let command = format!("find \"b\" > \"{}\"", sorted.display());
    let mut sort = os::popen(command, "w").unwrap();
    writeln!(sort, "abc\r\nxyz\r").unwrap();
    let code = sort.close().unwrap();
    let found = std::fs::read_to_string(sorted).unwrap_or_default();
    assert_eq!((found.trim(), code), ("abc", None));
}

#[test]
fn how_it_ended() {
    assert_eq!(os::popen("exit 3", "r").unwrap().close().unwrap(), Some(3));
    assert_eq!(os::popen("exit -1", "w").unwrap().close().unwrap(), Some(-1));
}

#[test]
fn what_is_refused_and_what_is_said() {
    let seen = events("subprocess.Popen");
    for mode in ["", "rw", "b"] {
        assert_eq!(os::popen("exit", mode).unwrap_err().kind(), ErrorKind::Value);
    }
    assert_eq!(os::popen("exit\0", "r").unwrap_err().kind(), ErrorKind::Value);
    drop(os::popen("exit 77", "r").unwrap());
    let shell = std::env::var("ComSpec").unwrap();
    let event = seen.lock().unwrap().iter().find(|it| it.contains("77")).cloned().unwrap();
    assert!(event.ends_with("/c \"exit 77\"' None None"), "{event}");
    assert!(event.replace("\\\\", "\\").contains(&shell), "{event}");
}
