//! Starting.

use std::io::{Read as _, Write as _};

use ostler::ErrorKind;
use ostler::process::{Child, Spawn, Stdio};

use super::support::spawn;

#[test]
fn pipes() {
    let mut child = spawn("echo").stdin(Stdio::Pipe).start().unwrap();
    let mut input = std::fs::File::try_from(child.stdin.take().unwrap()).unwrap();
    input.write_all(b"hello").unwrap();
    drop(input);
    let mut text = String::new();
    let output = child.stdout.take().unwrap();
    std::fs::File::try_from(output).unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("<hello>"), "{text}");
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(0));
}

#[test]
fn a_handle_that_is_signalled_at_the_end() {
    use std::os::windows::io::AsRawHandle as _;
    use windows_sys::Win32::Foundation::{WAIT_OBJECT_0, WAIT_TIMEOUT};
    use windows_sys::Win32::System::Threading::WaitForSingleObject;

    let child = spawn("sleep").start().unwrap();
    let handle = child.handle().unwrap();
    assert_eq!(handle.process(), child.process());
    // SAFETY: a handle that is open.
    let wait = |time| unsafe { WaitForSingleObject(handle.as_raw_handle(), time) };
    assert_eq!(wait(0), WAIT_TIMEOUT);
    child.kill().unwrap();
    assert_eq!(wait(60_000), WAIT_OBJECT_0);
    // One that has ended can be had, too.
    assert_eq!(child.handle().unwrap().process(), child.process());
    child.wait(None).unwrap();
}

#[test]
fn a_directory_and_variables() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Spawn::new("cmd")
        .args(["/c", "echo %GREETING% & cd"])
        .envs([("Greeting", "good night"), ("GREETING", "good morning")])
        .env_remove("greeting")
        .env("GREETING", "good morning")
        .cwd(dir.path())
        .stdout(Stdio::Pipe)
        .start()
        .unwrap();
    let mut text = String::new();
    let output = child.stdout.take().unwrap();
    std::fs::File::try_from(output).unwrap().read_to_string(&mut text).unwrap();
    assert!(text.starts_with("good morning"), "{text}");
    let name = dir.path().file_name().unwrap().to_str().unwrap();
    assert!(text.contains(name), "{text}");
    child.wait(None).unwrap();
}

#[test]
fn a_file_in_the_place_of_a_pipe() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out");
    let file = ostler::fd::OwnedFd::try_from(std::fs::File::create(&path).unwrap()).unwrap();
    let child = Spawn::new("cmd").args(["/c", "echo there"]).stdout(file).start().unwrap();
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(0));
    assert_eq!(std::fs::read_to_string(&path).unwrap().trim(), "there");
}

#[test]
fn what_cannot_be_started() {
    let error = Child::spawn("no such program", [""; 0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileNotFound);
    assert_eq!(error.filename(), Some("no such program".as_ref()));
    let error = Spawn::new("cmd").process_group(12).start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotImplemented);
    assert!(Spawn::new("cmd").arg("a\0b").start().is_err());
}
