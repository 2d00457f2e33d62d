//! `spawnv` and its kin.

use ostler::ErrorKind;
use ostler::os::{self, SpawnMode, Spawned};

use super::{
    DETAIL, Folder, REPORT, environment, eventually, no_program, part, report_of, sleeper,
    this_program,
};
use crate::windows::{events, is_wine};

fn exits_with(code: &str) -> Spawned {
    let env = environment(&[(DETAIL, code)]);
    os::spawnve(os::P_WAIT, this_program(), part("exits_as_told"), env).unwrap()
}

#[test]
fn waiting_tells_the_exit_code() {
    assert_eq!(exits_with("3").code(), Some(3));
    assert_eq!(exits_with("0").code(), Some(0));
    assert_eq!(exits_with("2147483647").code(), Some(i32::MAX));
    // An exit code, and not the failure that the runtime has the same number for.
    assert_eq!(exits_with("-1").code(), Some(-1));
}

#[test]
fn not_waiting_gives_a_handle() {
    for mode in [os::P_NOWAIT, os::P_NOWAITO] {
        let env = environment(&[(DETAIL, "7")]);
        let child = os::spawnve(mode, this_program(), part("exits_as_told"), env).unwrap();
        assert_ne!(child.pid().unwrap(), std::process::id());
        assert_eq!(child.code(), None);
        let status = os::waitpid(child.into_handle().unwrap()).unwrap();
        assert_eq!((status.code(), status.raw()), (Some(7), 7 << 8));
    }
}

#[test]
fn detached_it_is_nobodys() {
    let folder = Folder::new();
    let report = folder.path("report");
    let env = environment(&[(REPORT, report.to_str().unwrap()), (DETAIL, "OSTLER_NO_SUCH")]);
    let child = os::spawnve(os::P_DETACH, this_program(), part("reports_a_variable"), env).unwrap();
    assert!(matches!(child, Spawned::Detached) && child.handle().is_none());
    assert_eq!(eventually(&report), "None");
}

/// As CPython has it, which leaves them to the runtime.
#[test]
fn arguments_are_not_quoted() {
    let of = |more: &[&str]| report_of("reports_its_arguments", "", more);
    assert_eq!(
        of(&["plain", "a b", "\"c d\"", "e\\", "f\"g h\"i"]),
        r#"["plain", "a", "b", "c d", "e\\", "fg hi"]"#
    );
    assert_eq!(of(&["", "\"\"", "x"]), r#"["", "x"]"#);
}

#[test]
fn the_environment_is_its_own_or_this_processs() {
    let of = |name| report_of("reports_a_variable", name, &[]);
    assert_eq!(of(DETAIL), format!("{:?}", Some(DETAIL)));
    assert_eq!(of("OSTLER_NO_SUCH"), "None");
    let folder = Folder::new();
    let bat = folder.file("tell.bat", "@exit %OSTLER_TEST_NUMBER%");
    let args = [bat.to_str().unwrap()];
    let env = environment(&[("OSTLER_TEST_NUMBER", "5")]);
    assert_eq!(os::spawnve(os::P_WAIT, &bat, args, env).unwrap().code(), Some(5));
    // SAFETY: under Wine and on Windows the environment may be changed at any time.
    unsafe { std::env::set_var("OSTLER_TEST_NUMBER", "6") };
    assert_eq!(os::spawnl(os::P_WAIT, &bat, &args).unwrap().code(), Some(6));
    // What the end of a name may leave out.
    assert_eq!(os::spawnl(os::P_WAIT, bat.with_extension(""), &args).unwrap().code(), Some(6));
}

#[test]
fn what_cannot_be_run() {
    let folder = Folder::new();
    let refused = |path: &std::path::Path| os::spawnv(os::P_WAIT, path, ["x"]).unwrap_err();
    let missing = folder.path("missing.exe");
    let error = refused(&missing);
    assert_eq!(error.kind(), ErrorKind::FileNotFound);
    assert_eq!(error.filename(), Some(missing.as_path()));
    let text =
        folder.file("text.exe", "no program at all, and long enough to be looked at closely");
    assert_eq!(refused(&text).errno(), Some(no_program()));
    let modes = [-1, 5, 99, i32::MIN];
    for mode in modes.map(SpawnMode::from_raw) {
        assert_eq!(os::spawnv(mode, this_program(), ["x"]).unwrap_err().kind(), ErrorKind::Value);
    }
    let value = |error: ostler::Error| assert_eq!(error.kind(), ErrorKind::Value, "{error}");
    value(os::spawnv(os::P_WAIT, this_program(), [""; 0]).unwrap_err());
    value(os::spawnv(os::P_WAIT, this_program(), ["", "x"]).unwrap_err());
    value(os::spawnv(os::P_WAIT, this_program(), ["x", "a\0b"]).unwrap_err());
    value(os::spawnv(os::P_WAIT, "a\0b", ["x"]).unwrap_err());
    value(os::spawnve(os::P_WAIT, this_program(), ["x"], [("", "x")]).unwrap_err());
    value(os::spawnve(os::P_WAIT, this_program(), ["x"], [("a=b", "x")]).unwrap_err());
    // A line of arguments has 32,767 letters at most, but in Wine.
    if is_wine() {
        return;
    }
    let long = "x".repeat(40_000);
    let error = os::spawnv(os::P_WAIT, this_program(), ["x", &long]).unwrap_err();
    assert!(error.errno().is_some(), "{error}");
}

#[test]
fn it_says_so_before() {
    let seen = events("os.spawn");
    os::spawnle(os::P_WAIT, "missing", &["a", "b"], [("N", "v")]).unwrap_err();
    os::spawnl(os::P_DETACH, "missing too", &["a"]).unwrap_err();
    let seen = seen.lock().unwrap().clone();
    assert!(seen.contains(&"0 'missing' ['a', 'b'] ['N=v']".to_owned()), "{seen:?}");
    assert!(seen.contains(&"4 'missing too' ['a'] None".to_owned()), "{seen:?}");
}

#[test]
fn from_many_threads_and_without_a_handle_left() {
    let handles = || {
        use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetProcessHandleCount};
        let mut count = 0;
        // SAFETY: the count is written to.
        assert_ne!(unsafe { GetProcessHandleCount(GetCurrentProcess(), &raw mut count) }, 0);
        count
    };
    let child = sleeper();
    os::kill(child.pid().unwrap(), 9).unwrap();
    drop(child);
    let before = handles();
    let threads: Vec<_> = (0..4)
        .map(|n: i32| {
            std::thread::spawn(move || {
                for _ in 0..3 {
                    assert_eq!(exits_with(&n.to_string()).code(), Some(n));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    // Other tests run at the same time.
    assert!(handles() < before + 60, "{before} {}", handles());
}
