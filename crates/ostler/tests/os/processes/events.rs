//! The audit events of this section, with their arguments.

use std::sync::Mutex;

use ostler::signal::Signal;
use ostler::{audit, os};

use super::{forked, status_of};
use crate::support::in_child;

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn listen() {
    audit::add_hook(|event| {
        let args: Vec<_> = event.args().iter().map(ToString::to_string).collect();
        SEEN.lock().unwrap().push(format!("{}({})", event.name(), args.join(", ")));
        Ok(())
    });
}

/// What has happened since it was last asked.
#[track_caller]
fn expect(events: &[&str]) {
    assert_eq!(std::mem::take(&mut *SEEN.lock().unwrap()), events);
}

#[test]
fn exec() {
    in_child("processes::events::exec", || {
        listen();
        let env = [("A", "1"), ("B", "")];
        os::execv("/missing", ["x", "y"]).unwrap_err();
        expect(&["os.exec('/missing', ['x', 'y'], None)"]);
        os::execl("/missing", &["x"]).unwrap_err();
        expect(&["os.exec('/missing', ['x'], None)"]);
        os::execve("/missing", ["x"], env).unwrap_err();
        expect(&["os.exec('/missing', ['x'], ['A=1', 'B='])"]);
        let env = [("PATH", "/missing:/absent")];
        os::execvpe("tool", ["x"], env).unwrap_err();
        let event = |path| format!("os.exec('{path}', ['x'], ['PATH=/missing:/absent'])");
        expect(&[&event("/missing/tool"), &event("/absent/tool")]);
        // Arguments that no call is made with are no event.
        os::execv("/missing", [""]).unwrap_err();
        os::execv("/missing", ["\0"]).unwrap_err();
        os::execve("/missing", ["x"], [("", "")]).unwrap_err();
        expect(&[]);
        #[cfg(target_os = "linux")]
        {
            use std::os::fd::AsRawFd as _;
            let dir = std::fs::File::open("/").unwrap();
            os::execve(&dir, ["x"], [("A", "1")]).unwrap_err();
            expect(&[&format!("os.exec({}, ['x'], ['A=1'])", dir.as_raw_fd())]);
        }
    });
}

#[test]
fn fork_and_kill() {
    in_child("processes::events::fork_and_kill", || {
        listen();
        status_of(forked(|| 0));
        expect(&["os.fork()"]);
        // SAFETY: the child only exits.
        let (pid, _terminal) = unsafe { os::forkpty() }.unwrap();
        if pid == 0 {
            os::_exit(0);
        }
        status_of(pid);
        expect(&["os.forkpty()"]);
        let me = std::process::id() as i32;
        os::kill(me, Signal::from_raw(0)).unwrap();
        os::killpg(0, Signal::from_raw(0)).unwrap();
        os::kill(i32::MIN, Signal::from_raw(99)).unwrap_err();
        expect(&[&format!("os.kill({me}, 0)"), "os.killpg(0, 0)", "os.kill(-2147483648, 99)"]);
    });
}

#[test]
fn spawn_and_system() {
    in_child("processes::events::spawn_and_system", || {
        listen();
        let env = [("A", "1")];
        let wait = |pid: ostler::Result<i32>| assert!(status_of(pid.unwrap()).success());
        wait(os::posix_spawn("/bin/true", ["true", "x"], os::INHERIT));
        expect(&["os.posix_spawn('/bin/true', ['true', 'x'], None)"]);
        wait(os::posix_spawnp("true", ["true"], Some(env)));
        expect(&["os.posix_spawn('true', ['true'], ['A=1'])"]);

        os::spawnv(os::P_WAIT, "/bin/true", ["true"]).unwrap();
        expect(&["os.spawn(0, '/bin/true', ['true'], None)"]);
        os::spawnlpe(os::P_WAIT, "true", &["true"], env).unwrap();
        expect(&["os.spawn(0, 'true', ['true'], ['A=1'])"]);
        wait(os::spawnl(os::P_NOWAIT, "/bin/true", &["true"]));
        expect(&["os.spawn(1, '/bin/true', ['true'], None)"]);
        assert_eq!(os::spawnve(os::P_WAIT, "/b\0", ["x\0"], [("=", "\0")]).unwrap(), 127);
        assert_eq!(SEEN.lock().unwrap().drain(..).count(), 1);

        os::system("true").unwrap();
        expect(&["os.system('true')"]);
        os::popen("true", "r").unwrap().close().unwrap();
        expect(&["os.posix_spawn('/bin/sh', ['/bin/sh', '-c', 'true'], None)"]);
        // The others have none.
        status_of(forked(|| 0));
        SEEN.lock().unwrap().clear();
        os::wait().unwrap_err();
        os::times().unwrap();
        os::nice(0).unwrap();
        expect(&[]);
    });
}

#[test]
fn a_veto_comes_before_the_act() {
    in_child("processes::events::a_veto_comes_before_the_act", || {
        audit::add_hook(|event| Err(ostler::Error::vetoed(event.name().to_owned())));
        let me = std::process::id() as i32;
        let file = tempfile::NamedTempFile::new().unwrap();
        let remove = format!("rm {}", file.path().display());
        let errors = [
            os::execv("/bin/true", ["true"]).unwrap_err(),
            os::execvp("true", ["true"]).unwrap_err(),
            os::kill(me, ostler::signal::SIGKILL).unwrap_err(),
            os::killpg(me, ostler::signal::SIGKILL).unwrap_err(),
            os::posix_spawn("/bin/sh", ["sh", "-c", &remove], os::INHERIT).unwrap_err(),
            os::spawnv(os::P_WAIT, "/bin/sh", ["sh", "-c", &remove]).unwrap_err(),
            os::system(&remove).unwrap_err(),
            os::popen(&remove, "r").unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ostler::ErrorKind::Vetoed, "{error}");
        }
        assert!(file.path().exists());
        assert_eq!(super::children(), 0);
    });
}
