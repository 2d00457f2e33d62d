//! Supervisors that are killed, stopped, or cannot tell.

use std::io::Read as _;
use std::os::fd::AsRawFd as _;
use std::time::Duration;

use ostler::process::{Process, Spawn, Stop};

use crate::crowd::{fork, lives, pause, say, state, until};
use crate::support::in_child;

/// One that has left the session and has no parent; its number and that of the supervisor.
fn escaping() -> Spawn {
    Spawn::new("sh").args(["-c", "(setsid sleep 600 & echo $!); echo $PPID; exec sleep 600"])
}

#[test]
fn a_supervisor_that_is_killed_is_told_of() {
    // What had lost its parent before, and would have been kept.
    let (child, pids) = say(escaping().contained(), 2);
    Process::new(pids[1]).unwrap().kill().unwrap();
    until("the end of the supervisor", || !lives(pids[1]));
    let report = child.stop_tree(&Stop::new()).unwrap();
    assert!(!report.is_complete(), "{report:?}");
    assert!(lives(pids[0]), "out of reach, and left alone");
    Process::new(pids[0]).unwrap().kill().unwrap();
}

#[test]
fn a_supervisor_that_has_done_its_work_is_no_doubt() {
    let text = "(setsid sleep 600 & echo $!); echo $$; exec sleep 600";
    let (child, pids) = say(Spawn::new("sh").args(["-c", text]).contained(), 2);
    let report = child.stop_tree(&Stop::new()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    // Again, long after.
    let report = child.stop_tree(&Stop::new()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert!(pids.iter().all(|&pid| !lives(pid)));
}

#[test]
fn a_stopped_supervisor_goes_on() {
    let (child, pids) = say(escaping().contained(), 2);
    Process::new(pids[1]).unwrap().suspend().unwrap();
    until("the stop", || state(pids[1]) == Some('T'));
    let report = child.stop_tree(&Stop::new().grace(Duration::from_secs(60))).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert!(!lives(pids[0]));
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(-15));
}

#[test]
fn a_stopped_supervisor_tells_of_the_end_when_it_is_asked() {
    let text = "echo $PPID; read go; exit 3";
    let spawn = Spawn::new("sh").args(["-c", text]).stdin(ostler::process::Stdio::Pipe);
    let (mut child, pids) = say(spawn.contained(), 1);
    Process::new(pids[0]).unwrap().suspend().unwrap();
    until("the stop", || state(pids[0]) == Some('T'));
    drop(child.stdin.take());
    assert_eq!(child.wait(Some(Duration::from_secs(60))).unwrap().exit_code(), Some(3));
}

/// The program may stop or kill it before it has said a word.
#[test]
fn a_supervisor_that_is_disturbed_at_once() {
    for signal in ["STOP", "KILL"] {
        let text = format!("kill -{signal} $PPID; exec sleep 5");
        let child = match Spawn::new("sh").args(["-c", &text]).contained().start() {
            Ok(child) => child,
            Err(error) => {
                // Too early for it to be known which process it is.
                assert_eq!((signal, error.kind()), ("KILL", ostler::ErrorKind::ChildProcess));
                continue;
            }
        };
        let report = child.stop_tree(&Stop::new()).unwrap();
        assert!(report.get(child.process()).unwrap().is_gone(), "{report:?}");
    }
}

/// At the end of a process whose parent is in another group of the session, the kernel hangs up its group if that is an
/// orphaned one with something stopped in it. The group of the program is not to be hung up for a child's end.
#[test]
fn the_end_of_a_child_does_not_hang_up_the_group_of_the_program() {
    in_child(
        "child::supervisor::the_end_of_a_child_does_not_hang_up_the_group_of_the_program",
        || {
            use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
            static HUNG_UP: AtomicBool = AtomicBool::new(false);
            extern "C" fn note(_: i32) {
                HUNG_UP.store(true, SeqCst);
            }
            // SAFETY: a handler that stores a value; no preconditions. The group of a new session is an orphaned one.
            unsafe {
                libc::signal(libc::SIGHUP, note as *const () as libc::sighandler_t);
                assert!(libc::setsid() > 0);
            }
            let stopped = fork(|| pause());
            let crowd = crate::crowd::Crowd(vec![stopped]);
            stopped.suspend().unwrap();
            until("the stop", || state(stopped.pid()) == Some('T'));
            for spawn in [Spawn::new("true"), Spawn::new("true").process_group(0)] {
                let child = spawn.contained().start().unwrap();
                assert_eq!(child.wait(None).unwrap().exit_code(), Some(0));
                assert!(child.stop_tree(&Stop::new()).unwrap().is_complete());
            }
            assert!(!HUNG_UP.load(SeqCst));
            assert_eq!(state(stopped.pid()), Some('T'));
            drop(crowd);
        },
    );
}

/// The group of the program is killed, and what was promised of a child in another group is kept.
#[test]
fn the_supervisor_survives_the_group_of_the_program() {
    in_child("child::supervisor::the_supervisor_survives_the_group_of_the_program", || {
        let (mut read, write) = std::io::pipe().unwrap();
        let program = fork(|| {
            // SAFETY: numbers only.
            unsafe { (libc::alarm(120), libc::setpgid(0, 0)) };
            let text = "echo $PPID; echo $$; exec sleep 600";
            let spawn = Spawn::new("sh").args(["-c", text]).new_session().contained();
            let (_child, pids) = say(spawn, 2);
            for pid in pids {
                // SAFETY: as long as the number.
                unsafe { libc::write(write.as_raw_fd(), (&raw const pid).cast(), 4) };
            }
            pause()
        });
        let mut number = || {
            let mut bytes = [0; 4];
            read.read_exact(&mut bytes).unwrap();
            i32::from_ne_bytes(bytes)
        };
        let (supervisor, child) = (number(), number());
        // SAFETY: numbers only.
        assert_eq!(unsafe { libc::kill(-program.pid(), libc::SIGKILL) }, 0);
        program.wait(None).unwrap();
        assert!(lives(child));
        assert!(lives(supervisor));
        // SAFETY: a number only.
        assert_ne!(unsafe { libc::getpgid(supervisor) }, program.pid());
        Process::new(child).unwrap().kill().unwrap();
        until("the end of the supervisor", || !lives(supervisor));
    });
}

/// A filter of system calls for this process and those that it starts: one call, of which one argument is a number or is not,
/// is refused.
fn refuse(call: libc::c_long, with: Option<(u32, u32, bool)>, errno: i32) {
    let statement = |code, k| libc::sock_filter { code, jt: 0, jf: 0, k };
    let (argument, value, equal) = with.unwrap_or((0, 0, false));
    let (yes, no) = if equal { (0, 1) } else { (1, 0) };
    let mut program = vec![
        statement(0x20, 0), // the number of the call
        libc::sock_filter { code: 0x15, jt: 0, jf: 3, k: call as u32 },
        statement(0x20, 16 + 8 * argument), // the argument
        libc::sock_filter { code: 0x15, jt: yes, jf: no, k: value },
        statement(0x06, 0x0005_0000 | errno as u32),
        statement(0x06, 0x7fff_0000),
    ];
    if with.is_none() {
        program[2] = statement(0x20, 0);
        program[3] = libc::sock_filter { code: 0x15, jt: 0, jf: 1, k: call as u32 };
    }
    let program = libc::sock_fprog { len: program.len() as u16, filter: program.as_mut_ptr() };
    // SAFETY: a filter of that many statements, which is copied.
    unsafe {
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        assert_eq!(libc::prctl(libc::PR_SET_SECCOMP, 2, &raw const program), 0);
    }
}

/// Nothing that this process has started is left, at the latest after a moment.
fn nothing_is_left() {
    until("the end of what was started", || {
        super::super::stop::tree::descendants(ostler::os::getpid())
            .into_iter()
            .all(|pid| !lives(pid))
    });
}

#[test]
fn a_message_that_is_lost_is_an_error() {
    in_child("child::supervisor::a_message_that_is_lost_is_an_error", || {
        // SAFETY: no preconditions: ends this process where the call hangs.
        unsafe { libc::alarm(30) };
        refuse(libc::SYS_sendto, None, libc::ENOBUFS);
        let started = Spawn::new("sleep").arg("600").contained().start();
        assert!(started.is_err(), "{started:?}");
        nothing_is_left();
    });
}

#[test]
fn what_cannot_be_identified_is_not_left_running() {
    for contained in [false, true] {
        let name = "child::supervisor::what_cannot_be_identified_is_not_left_running";
        in_child(name, || {
            // SAFETY: no preconditions.
            unsafe { libc::alarm(30) };
            let this = ostler::os::getpid() as u32;
            refuse(libc::SYS_pidfd_open, Some((0, this, false)), libc::ENOMEM);
            let spawn = Spawn::new("sleep").arg("600");
            let spawn = if contained { spawn.contained() } else { spawn };
            let started = spawn.start();
            let errno = started.as_ref().err().and_then(ostler::Error::errno);
            assert_eq!(errno, Some(ostler::errno::ENOMEM), "{started:?}");
            nothing_is_left();
        });
    }
}

/// One that is there and does not serve: what is below it cannot be told to be all.
#[test]
fn a_supervisor_that_does_not_serve_is_told_of() {
    in_child("child::supervisor::a_supervisor_that_does_not_serve_is_told_of", || {
        let (child, pids) = say(escaping().contained(), 2);
        let supervisor = pids[1];
        // A debugger holds on to it.
        let (mut read, write) = std::io::pipe().unwrap();
        let tracer = fork(|| {
            // SAFETY: numbers only, and a status that is writable.
            unsafe {
                libc::alarm(60);
                let mut status = 0;
                let none = std::ptr::null_mut::<libc::c_void>();
                let seized = libc::ptrace(libc::PTRACE_SEIZE, supervisor, none, none) == 0
                    && libc::ptrace(libc::PTRACE_INTERRUPT, supervisor, none, none) == 0
                    && libc::waitpid(supervisor, &raw mut status, libc::__WALL) == supervisor;
                libc::write(write.as_raw_fd(), (&raw const seized).cast(), 1);
            }
            pause()
        });
        let mut seized = [0];
        read.read_exact(&mut seized).unwrap();
        if seized == [0] {
            println!("skipped: no process may be traced here");
        } else {
            let stop = Stop::new().grace(Duration::from_millis(300)).then(None);
            let report = child.stop_tree(&stop).unwrap();
            assert!(report.iter().all(|(_, outcome)| outcome.is_gone()), "{report:?}");
            assert!(matches!(report.doubts(), [ostler::process::Doubt::SupervisorSilent]));
            assert!(!report.is_complete(), "{report:?}");
        }
        // Let go, it serves.
        tracer.kill().unwrap();
        tracer.wait(None).unwrap();
        let report = child.stop_tree(&Stop::new()).unwrap();
        assert!(report.is_complete(), "{report:?}");
    });
}
