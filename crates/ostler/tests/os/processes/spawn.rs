//! `spawnv` and its kin.

use std::os::unix::fs::PermissionsExt;

use ostler::os::{self, P_NOWAIT, P_NOWAITO, P_WAIT, SpawnMode};
use ostler::{ErrorKind, signal};

use super::witness::set_env;
use super::{Bin, children, raw_name, status_of};
use crate::support::in_child;

const SHELL: &str = "/bin/sh";

#[test]
fn waiting_tells_how_it_ended() {
    in_child("processes::spawn::waiting_tells_how_it_ended", || {
        assert_eq!(os::spawnv(P_WAIT, SHELL, ["sh", "-c", "exit 0"]).unwrap(), 0);
        assert_eq!(os::spawnv(P_WAIT, SHELL, ["sh", "-c", "exit 255"]).unwrap(), 255);
        assert_eq!(os::spawnl(P_WAIT, SHELL, &["sh", "-c", "kill -KILL $$"]).unwrap(), -9);
        assert_eq!(os::spawnl(P_WAIT, SHELL, &["sh", "-c", "kill -TERM $$"]).unwrap(), -15);
        assert_eq!(children(), 0);
    });
}

#[test]
fn not_waiting_tells_who_it_is() {
    in_child("processes::spawn::not_waiting_tells_who_it_is", || {
        assert_eq!((P_WAIT.raw(), P_NOWAIT.raw(), P_NOWAITO.raw()), (0, 1, 1));
        for mode in [P_NOWAIT, P_NOWAITO] {
            let pid = os::spawnv(mode, "/bin/sleep", ["sleep", "60"]).unwrap();
            os::kill(pid, signal::SIGKILL).unwrap();
            assert_eq!(status_of(pid).signal(), Some(signal::SIGKILL));
        }
    });
}

#[test]
fn the_effective_user_counts() {
    in_child("processes::spawn::the_effective_user_counts", || {
        if !superuser() {
            return;
        }
        // A program that only its owner can see, run as a set-user-ID program would run it.
        let bin = Bin::new();
        let program = bin.file("true", 0o700, "");
        std::fs::copy("/bin/true", &program).unwrap();
        std::fs::set_permissions(bin.path(), PermissionsExt::from_mode(0o700)).unwrap();
        os::setresuid(Some(65534), Some(0), Some(0)).unwrap();
        assert_eq!(os::spawnv(P_WAIT, &program, ["true"]).unwrap(), 0);
        os::setresuid(Some(0), None, None).unwrap();
    });
}

fn superuser() -> bool {
    let root = os::geteuid() == 0;
    if !root {
        println!("skipped: only the superuser has ids to spare");
    }
    root
}

#[test]
fn what_cannot_be_executed_is_127() {
    in_child("processes::spawn::what_cannot_be_executed_is_127", || {
        let bin = Bin::new();
        let closed = bin.file("closed", 0o644, "#!/bin/sh\nexit 1\n");
        let text = bin.file("text", 0o755, "exit 1\n");
        let programs = [
            bin.path().join("missing"),
            closed.join("below"),
            closed,
            text,
            bin.path().into(),
            "".into(),
            "/bin/tr\0ue".into(),
            "x".repeat(5000).into(),
        ];
        for program in &programs {
            assert_eq!(os::spawnv(P_WAIT, program, ["x"]).unwrap(), 127, "{program:?}");
            let pid = os::spawnv(P_NOWAIT, program, ["x"]).unwrap();
            assert_eq!(status_of(pid).code(), Some(127), "{program:?}");
        }
        for env in [("", "1"), ("A=", "1"), ("A\0", "1"), ("A", "\0")] {
            assert_eq!(os::spawnve(P_WAIT, "/bin/true", ["true"], [env]).unwrap(), 127, "{env:?}");
            assert_eq!(os::spawnvpe(P_WAIT, "true", ["true"], [env]).unwrap(), 127, "{env:?}");
            let pid = os::spawnle(P_NOWAIT, "/bin/true", &["true"], [env]).unwrap();
            assert_eq!(status_of(pid).code(), Some(127), "{env:?}");
        }
        assert_eq!(os::spawnv(P_WAIT, "/bin/true", ["true", "\0"]).unwrap(), 127);
        let huge = "x".repeat(4 << 20);
        assert_eq!(os::spawnv(P_WAIT, "/bin/true", ["true", &huge]).unwrap(), 127);
        assert_eq!(os::spawnvp(P_WAIT, "ostler-has-no-such-program", ["x"]).unwrap(), 127);
        assert_eq!(children(), 0);
    });
}

#[test]
fn what_is_refused() {
    in_child("processes::spawn::what_is_refused", || {
        let none: [&str; 0] = [];
        for args in [&none[..], &[""]] {
            for result in [
                os::spawnv(P_WAIT, "/bin/true", args),
                os::spawnve(P_NOWAIT, "/bin/true", args, [("A", "1")]),
                os::spawnlp(P_WAIT, "true", args),
                os::spawnlpe(P_WAIT, "true", args, [("A", "1")]),
            ] {
                assert_eq!(result.unwrap_err().kind(), ErrorKind::Value);
            }
        }
        for mode in [-1, 2, 4, i32::MAX] {
            let result = os::spawnv(SpawnMode::from_raw(mode), "/bin/true", ["true"]);
            assert_eq!(result.unwrap_err().kind(), ErrorKind::Value);
        }
        assert_eq!(children(), 0);
    });
}

#[test]
fn arguments_and_environment() {
    in_child("processes::spawn::arguments_and_environment", || {
        set_env("INHERITED", raw_name());
        let inherits =
            ["sh", "-c", "test \"$0|$INHERITED\" = \"$(printf 'zero|caf\\351 \\377')\"", "zero"];
        assert_eq!(os::spawnv(P_WAIT, SHELL, inherits).unwrap(), 0);
        assert_eq!(os::spawnlp(P_WAIT, "sh", &inherits).unwrap(), 0);
        let own =
            ["sh", "-c", "test \"$OWN|${INHERITED-unset}\" = \"$(printf 'caf\\351 \\377|unset')\""];
        let env = [("OWN", raw_name()), ("PATH", "/usr/bin:/bin".as_ref())];
        assert_eq!(os::spawnve(P_WAIT, SHELL, own, env).unwrap(), 0);
        assert_eq!(os::spawnle(P_WAIT, SHELL, &own, env).unwrap(), 0);
        assert_eq!(os::spawnvpe(P_WAIT, "sh", own, env).unwrap(), 0);
        assert_eq!(os::spawnlpe(P_WAIT, "sh", &own, env).unwrap(), 0);
    });
}

#[test]
fn the_search_is_that_of_execvp() {
    in_child("processes::spawn::the_search_is_that_of_execvp", || {
        let bin = Bin::new();
        bin.file("closed/tool", 0o644, "");
        bin.file("text/tool", 0o755, "exit 9\n");
        bin.script("mine/tool", 3);
        bin.script("theirs/tool", 4);
        bin.script("tool", 5);
        set_env("PATH", bin.search(&["missing", "closed", "text", "mine"]));
        assert_eq!(os::spawnvp(P_WAIT, "tool", ["tool"]).unwrap(), 3);
        let env = [("PATH", bin.search(&["theirs", "mine"]))];
        assert_eq!(os::spawnvpe(P_WAIT, "tool", ["tool"], env).unwrap(), 4);
        std::env::set_current_dir(bin.path()).unwrap();
        assert_eq!(os::spawnvpe(P_WAIT, "tool", ["tool"], [("PATH", "")]).unwrap(), 5);
        assert_eq!(os::spawnvp(P_WAIT, "./tool", ["tool"]).unwrap(), 5);
        assert_eq!(os::spawnvpe(P_WAIT, "tool", ["tool"], [("PATH", "/missing")]).unwrap(), 127);
        assert_eq!(os::spawnvpe(P_WAIT, "true", ["true"], [("A", "1")]).unwrap(), 0);
    });
}
