//! The names of the system and the machine.

use std::process::Command;
use std::time::{Duration, Instant};

use ostler::platform;

use crate::support::in_child;

fn uname(option: &str) -> String {
    let output = Command::new("uname").arg(option).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn known(name: String) -> String {
    if name == "unknown" { String::new() } else { name }
}

#[test]
fn as_the_command_says() {
    let names = platform::uname();
    assert_eq!(names.system, uname("-s"));
    assert_eq!(names.node, uname("-n"));
    assert_eq!(names.release, uname("-r"));
    assert_eq!(names.version, uname("-v"));
    assert_eq!(names.machine, uname("-m"));
    assert_eq!(names.processor(), known(uname("-p")));
    assert_eq!(platform::system(), names.system);
    assert_eq!(platform::node(), names.node);
    assert_eq!(platform::release(), names.release);
    assert_eq!(platform::version(), names.version);
    assert_eq!(platform::machine(), names.machine);
    assert_eq!(platform::processor(), names.processor());
}

#[test]
fn six_names_of_which_five_count() {
    let names = platform::uname();
    let all: Vec<&str> = names.iter().collect();
    assert_eq!(
        all,
        [
            &names.system,
            &names.node,
            &names.release,
            &names.version,
            &names.machine,
            names.processor()
        ]
    );
    assert_eq!((&*names).into_iter().len(), 6);
    let mut other = platform::UnameResult::clone(&names);
    assert_eq!(other, *names);
    other.node += "-2";
    assert_ne!(other, *names);
    assert_eq!(platform::UnameResult::default().system, "");
}

/// To show the names is no reason to start a program.
#[test]
fn shown_without_being_asked() {
    in_child("uname::shown_without_being_asked", || {
        let empty = tempfile::tempdir().unwrap();
        with_uname(empty.path(), Some("echo mine"), || {
            let names = platform::uname();
            let shown = format!("{names:?}");
            assert!(shown.contains("machine") && !shown.contains("processor"), "{shown}");
            let names = answered(platform::uname, |names| !names.processor().is_empty());
            assert_eq!(names.processor(), "mine");
            assert!(format!("{names:?}").contains("processor: \"mine\""));
        });
    });
}

/// Runs with a `uname` of our own before all others, or with none at all.
fn with_uname(dir: &std::path::Path, script: Option<&str>, body: impl FnOnce()) {
    use std::os::unix::fs::PermissionsExt as _;
    if let Some(script) = script {
        let path = dir.join("uname");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    // SAFETY: this is a process with one test, which has one thread that reads the environment.
    unsafe { std::env::set_var("PATH", dir) };
    platform::invalidate_caches();
    body();
}

/// What is said once the program has answered: on a busy machine that may take longer than it is waited for.
fn answered<T>(ask: impl Fn() -> T, has: impl Fn(&T) -> bool) -> T {
    let begin = Instant::now();
    loop {
        let said = ask();
        if has(&said) || begin.elapsed() > Duration::from_secs(60) {
            return said;
        }
        platform::invalidate_caches();
    }
}

fn processor() -> String {
    answered(platform::processor, |name| !name.is_empty())
}

#[test]
fn a_processor_that_is_not_told() {
    in_child("uname::a_processor_that_is_not_told", || {
        for script in [
            None,
            Some("exit 1"),
            Some("echo arm; exit 3"),
            Some("echo unknown"),
            Some(":"),
            Some("printf '\\377'"),
            Some("kill -KILL $$"),
            // Without an end.
            Some("while :; do echo on and on; done"),
        ] {
            let dir = tempfile::tempdir().unwrap();
            with_uname(dir.path(), script, || {
                assert_eq!(platform::processor(), "", "{script:?}");
                assert!(platform::platform().starts_with(&platform::system()));
            });
        }
    });
}

#[test]
fn a_processor_with_a_name() {
    in_child("uname::a_processor_with_a_name", || {
        let machine = platform::machine();
        let dir = tempfile::tempdir().unwrap();
        with_uname(dir.path(), Some("echo; echo ' Elbrus 2000 '; echo $1 >&2"), || {
            assert_eq!(processor(), "Elbrus 2000");
            #[cfg(target_os = "linux")]
            assert!(platform::platform().contains(&format!("{machine}-Elbrus_2000-with-")));
        });
        with_uname(dir.path(), Some(&format!("echo {machine}")), || {
            assert_eq!(processor(), machine);
            assert_eq!(platform::platform().matches(&machine).count(), 1);
        });
    });
}

/// Neither a program that hangs nor one that hangs after it has answered keeps us for long; neither is left behind.
#[test]
fn a_program_that_hangs() {
    in_child("uname::a_program_that_hangs", || {
        for script in ["read -r line < /dev/zero", "echo late; exec >&-; read -r line < /dev/zero"]
        {
            let dir = tempfile::tempdir().unwrap();
            with_uname(dir.path(), Some(script), || {
                let begin = Instant::now();
                assert_eq!(platform::processor(), "");
                let took = begin.elapsed();
                assert!((1..60).contains(&took.as_secs()), "{took:?}");
                // SAFETY: nothing is written.
                let left = unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::WNOHANG) };
                assert_eq!(left, -1, "a child is left");
            });
        }
    });
}

/// Where children are not to be waited for, the answer counts all the same.
#[test]
fn children_nobody_waits_for() {
    in_child("uname::children_nobody_waits_for", || {
        // SAFETY: no handler is installed.
        unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
        let dir = tempfile::tempdir().unwrap();
        with_uname(dir.path(), Some("echo mine"), || assert_eq!(processor(), "mine"));
    });
}

#[test]
fn one_program_for_many_threads() {
    in_child("uname::one_program_for_many_threads", || {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("log");
        let script = format!("echo once >> {}\necho mine", log.display());
        with_uname(dir.path(), Some(&script), || {
            let said = || {
                std::thread::sleep(Duration::from_millis(1));
                (platform::processor(), platform::platform().contains("mine"))
            };
            let together = || {
                let _ = std::fs::remove_file(&log);
                std::thread::scope(|scope| {
                    let threads: Vec<_> = (0..8).map(|_| scope.spawn(said)).collect();
                    threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
                })
            };
            let all = answered(together, |all| all.iter().any(|(name, _)| !name.is_empty()));
            assert_eq!(all, vec![("mine".to_owned(), true); 8]);
            assert_eq!(std::fs::read_to_string(&log).unwrap(), "once\n");
        });
    });
}

/// Descriptors, 200 times over: none is left open.
#[cfg(target_os = "linux")]
#[test]
fn nothing_leaks() {
    in_child("uname::nothing_leaks", || {
        let count = || std::fs::read_dir("/proc/self/fd").unwrap().count();
        platform::platform();
        let before = count();
        for _ in 0..200 {
            platform::invalidate_caches();
            platform::platform();
            let _ = platform::freedesktop_os_release();
            platform::architecture_of("/bin/sh");
            platform::libc_ver_of("/bin/sh").unwrap();
            platform::libc_ver_of("/").unwrap_err();
        }
        assert_eq!(count(), before);
    });
}
