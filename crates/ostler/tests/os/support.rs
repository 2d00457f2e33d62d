//! What the tests share.

use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::time::{Duration, Instant};

const CHILD: &str = "OSTLER_TEST_CHILD";

/// Runs a test that changes the whole process (directory, umask, environment, ids, children) in a process of its own:
/// this test binary again, with this one test.
///
/// Call it with the path of the test as the harness prints it: `in_child("params::umask", || { ... })`.
pub(crate) fn in_child(test: &str, body: impl FnOnce()) {
    child(test, body, |_| {});
}

/// The same as an ordinary user. The superuser passes every permission check, so tests of refusals need this; where the
/// tests run as an ordinary user already, it is [`in_child`].
pub(crate) fn as_nobody(test: &str, body: impl FnOnce()) {
    child(test, body, |command| {
        // SAFETY: geteuid has no preconditions.
        if unsafe { libc::geteuid() } == 0 {
            command.gid(65534).uid(65534);
        }
    });
}

/// The same in a network namespace of its own, in which no other test makes sockets, where we may make one.
#[cfg(target_os = "linux")]
#[allow(dead_code)] // Not every test program has such tests.
pub(crate) fn in_own_network(test: &str, body: impl FnOnce()) {
    child(test, body, |command| {
        // SAFETY: a system call that touches no memory, between fork and exec.
        unsafe {
            command.pre_exec(|| {
                libc::unshare(libc::CLONE_NEWNET);
                Ok(())
            })
        };
    });
}

fn child(test: &str, body: impl FnOnce(), prepare: impl FnOnce(&mut Command)) {
    if std::env::var_os(CHILD).is_some_and(|name| name == test) {
        return body();
    }
    // A copy an ordinary user can execute: the build may be in a directory closed to others.
    let dir = tempfile::Builder::new().prefix("ostler-test").tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    let copy = dir.path().join("test");
    let exe = std::env::current_exe().unwrap();
    if std::fs::hard_link(&exe, &copy).is_err() {
        std::fs::copy(&exe, &copy).unwrap();
    }
    let mut command = program(&copy);
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(CHILD, test);
    prepare(&mut command);
    let output = loop {
        match command.output() {
            // Another test forked while the copy was being written, and has not yet executed its program.
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            output => break output.unwrap(),
        }
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{test} in a child: {}\n{text}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A program of this machine, or of the one that the tests were told how to run programs of.
pub(crate) fn program(path: &std::path::Path) -> Command {
    match std::env::var_os("OSTLER_TEST_RUNNER") {
        Some(runner) => {
            let mut command = Command::new(runner);
            command.arg(path);
            command
        }
        None => Command::new(path),
    }
}

/// How many descriptors this process has open. Compare only inside [`in_child`]: other tests open files meanwhile.
pub(crate) fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// Waits for something to come true.
pub(crate) fn until(what: &str, mut is: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < Duration::from_secs(120), "waiting for {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What a witness says, and the answer to a question: asked until the witness says the same before and after, as others may be at
/// work meanwhile.
pub(crate) fn undisturbed<W: PartialEq, T>(witness: impl Fn() -> W, ask: impl Fn() -> T) -> (W, T) {
    let mut found = None;
    until("a moment of quiet", || {
        let (before, answer) = (witness(), ask());
        let is_quiet = witness() == before;
        found = Some((before, answer));
        is_quiet
    });
    found.unwrap()
}
