//! Waiting for one and for many.

use std::io::Write as _;
use std::os::fd::AsRawFd as _;
use std::os::unix::process::ExitStatusExt as _;
use std::time::{Duration, Instant};

use ostler::ErrorKind;
use ostler::process::{Child, Process, Spawn, Stdio, wait_all, wait_all_unreaped};

use crate::crowd::{Crowd, fork, limit_descriptors, script, sleeper, state, until};
use crate::support::{descriptors, in_child};

const MOMENT: Duration = Duration::from_millis(50);

#[test]
fn children_tell_how_they_ended() {
    for (text, code) in [("exit 0", 0), ("exit 3", 3), ("exit 255", 255), ("kill -KILL $$", -9)] {
        let child = Child::spawn("sh", ["-c", text]).unwrap();
        let ended = child.process().wait(None).unwrap();
        assert_eq!((ended.exit_code(), ended.pid()), (Some(code), child.pid()));
        assert_eq!(state(child.pid()), None, "collected");
        // Whoever asks later is told the same.
        assert_eq!(child.process().wait(None).unwrap(), ended);
        assert_eq!(child.returncode(), Some(code));
    }
}

#[test]
fn children_that_others_have_started() {
    let child = std::process::Command::new("sh").args(["-c", "exit 7"]).spawn().unwrap();
    let process = Process::new(child.id() as i32).unwrap();
    assert_eq!(process.wait(None).unwrap().exit_code(), Some(7));
    // It has been collected, and nothing more is known of it.
    assert_eq!(process.wait(None).unwrap().exit_code(), None);
    let mut child = child;
    assert!(child.wait().is_err());
}

#[test]
fn a_child_that_is_left_to_what_has_started_it() {
    let start = |text: &str| std::process::Command::new("sh").args(["-c", text]).spawn().unwrap();
    let mut child = start("exit 7");
    let process = Process::new(child.id() as i32).unwrap();
    for _ in 0..2 {
        assert_eq!(process.wait_unreaped(None).unwrap().exit_code(), Some(7));
        assert_eq!(state(process.pid()), Some('Z'), "not collected");
    }
    let mut other = start("kill -KILL $$");
    let both = [process, Process::new(other.id() as i32).unwrap()];
    let waited = wait_all_unreaped(both, None, |_| ()).unwrap();
    let told = |process| waited.gone.iter().find(|ended| ended.process() == process).unwrap();
    assert_eq!(both.map(|process| told(process).exit_code()), [Some(7), Some(-9)]);
    assert_eq!(child.wait().unwrap().code(), Some(7));
    assert_eq!(other.wait().unwrap().signal(), Some(9));
}

#[test]
fn the_time_runs_out() {
    let child = sleeper();
    for timeout in [Duration::ZERO, MOMENT] {
        let start = Instant::now();
        let error = child.process().wait(Some(timeout)).unwrap_err();
        assert!(start.elapsed() >= timeout && start.elapsed() < Duration::from_secs(60));
        assert_eq!((error.kind(), error.pid()), (ErrorKind::TimedOut, Some(child.pid())));
    }
    child.kill().unwrap();
    assert_eq!(child.wait(Some(Duration::MAX)).unwrap().exit_code(), Some(-9));
}

#[test]
fn not_for_oneself() {
    let me = Process::current().unwrap();
    assert_eq!(me.wait(None).unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(wait_all([me], None, |_| ()).unwrap_err().kind(), ErrorKind::Value);
}

#[test]
fn somebody_elses_child() {
    in_child("control::wait::somebody_elses_child", || {
        // It ends when it is told to, so that it does not before it is waited for.
        let text = "exec 3<&0; (read go <&3; exit 7) & echo $!; wait; sleep 600";
        let spawn = Spawn::new("sh").args(["-c", text]).stdin(Stdio::Pipe);
        let (mut parent, pids) = crate::crowd::say(spawn, 1);
        let mut input = std::fs::File::from(parent.stdin.take().unwrap());
        let process = Process::new(pids[0]).unwrap();
        // SAFETY: no preconditions.
        let waiting = unsafe { libc::gettid() };
        let teller = std::thread::spawn(move || {
            until("the wait", || is_held(pids[0]) && state(waiting) == Some('S'));
            input.write_all(b"go\n").unwrap();
        });
        let code = process.wait(None).unwrap().exit_code();
        teller.join().unwrap();
        // What the kernel keeps for others, since Linux 6.15, or what the zombie says.
        assert!(code == Some(7) || code.is_none(), "{code:?}");
        if kernel() >= (6, 15) {
            assert_eq!(code, Some(7));
        }
        parent.stop_tree(&ostler::process::Stop::new().force()).unwrap();
    });
}

/// Whether this process has a descriptor of that one.
fn is_held(pid: i32) -> bool {
    let line = format!("Pid:\t{pid}\n");
    std::fs::read_dir("/proc/self/fdinfo").unwrap().any(|entry| {
        let text = entry.and_then(|entry| std::fs::read_to_string(entry.path()));
        text.is_ok_and(|text| text.contains(&line))
    })
}

fn kernel() -> (u32, u32) {
    let text = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap();
    let mut numbers = text.split(['.', '-']).map(|word| word.parse().unwrap_or(0));
    (numbers.next().unwrap(), numbers.next().unwrap())
}

#[test]
fn a_zombie_nobody_collects_has_ended() {
    for code in [0, 5] {
        // It ends when its parent has become somebody who collects nobody.
        let text = "until read name < /proc/$$/comm && [ $name = sleep ]; do sleep 0.05; done";
        let (parent, pids) = script(&format!("({text}; exit {code}) & echo $!; exec sleep 600"), 1);
        until("the zombie", || state(pids[0]) == Some('Z'));
        let process = Process::new(pids[0]).unwrap();
        assert_eq!(process.wait(None).unwrap().exit_code(), Some(code));
        assert_eq!(process.kill().unwrap_err().kind(), ErrorKind::ZombieProcess);
        parent.kill().unwrap();
        parent.wait(None).unwrap();
    }
}

#[test]
fn signals_do_not_end_a_wait() {
    in_child("control::wait::signals_do_not_end_a_wait", || {
        extern "C" fn nothing(_: i32) {}
        let tick = libc::timeval { tv_sec: 0, tv_usec: 5000 };
        let timer = libc::itimerval { it_interval: tick, it_value: tick };
        // SAFETY: a handler that does nothing, without SA_RESTART.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = nothing as extern "C" fn(i32) as usize;
            libc::sigaction(libc::SIGALRM, &raw const action, std::ptr::null_mut());
            libc::setitimer(libc::ITIMER_REAL, &raw const timer, std::ptr::null_mut());
        }
        let child = sleeper();
        let start = Instant::now();
        let error = child.wait(Some(Duration::from_millis(300))).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert!(start.elapsed() >= Duration::from_millis(300));
        let waited = wait_all([child.process()], Some(Duration::from_millis(300)), |_| ()).unwrap();
        assert_eq!(waited.alive, [child.process()]);
        child.kill().unwrap();
        child.wait(None).unwrap();
    });
}

#[test]
fn threads_go_on_without_the_first() {
    // The first thread ends, the process does not before it is told to.
    let (read, mut write) = std::io::pipe().unwrap();
    let process = fork(|| {
        // SAFETY: a thread of the C library's, and the end of this one.
        unsafe {
            extern "C" fn linger(pipe: *mut libc::c_void) -> *mut libc::c_void {
                let mut byte = 0_u8;
                // SAFETY: reading a byte, then leaving.
                unsafe {
                    libc::read(pipe as i32, (&raw mut byte).cast(), 1);
                    libc::_exit(9)
                }
            }
            let mut thread = std::mem::zeroed();
            let pipe = std::ptr::without_provenance_mut(read.as_raw_fd() as usize);
            libc::pthread_create(&raw mut thread, std::ptr::null(), linger, pipe);
            libc::syscall(libc::SYS_exit, 0);
        }
    });
    until("the first thread's end", || state(process.pid()) == Some('Z'));
    assert_eq!(process.wait(Some(Duration::ZERO)).unwrap_err().kind(), ErrorKind::TimedOut);
    process.send_signal(0).unwrap();
    write.write_all(b"!").unwrap();
    assert_eq!(process.wait(None).unwrap().exit_code(), Some(9));
}

#[test]
fn all_or_as_many_as_end_in_time() {
    let quick: Vec<Child> =
        (0..5).map(|code| Child::spawn("sh", ["-c", &format!("exit {code}")]).unwrap()).collect();
    until("their ends", || quick.iter().all(|child| state(child.pid()) == Some('Z')));
    let slow = [sleeper(), sleeper()];
    let all = quick.iter().chain(&slow).map(Child::process);
    let mut told = Vec::new();
    let waited =
        wait_all(all, Some(Duration::from_millis(400)), |ended| told.push(*ended)).unwrap();
    assert_eq!(waited.gone, told);
    assert_eq!(waited.alive, [slow[0].process(), slow[1].process()]);
    for (code, child) in (0..).zip(quick) {
        let ended = waited.gone.iter().find(|ended| ended.process() == child.process()).unwrap();
        assert_eq!(ended.exit_code(), Some(code));
    }
    for child in slow {
        child.kill().unwrap();
        child.wait(None).unwrap();
    }
    assert_eq!(wait_all([], None, |_| ()).unwrap(), ostler::process::Waited::default());
}

#[test]
fn thousands_with_few_descriptors() {
    in_child("control::wait::thousands_with_few_descriptors", || {
        const MANY: usize = 3000;
        let crowd = Crowd::of(MANY);
        limit_descriptors(64);
        let before = descriptors();
        let waited = wait_all(crowd.0.iter().copied(), Some(Duration::ZERO), |_| ()).unwrap();
        assert_eq!((waited.gone.len(), waited.alive), (0, crowd.0.clone()));
        let half = MANY / 2;
        let start = Instant::now();
        for process in &crowd.0[half..] {
            process.kill().unwrap();
        }
        until("their ends", || {
            crowd.0[half..].iter().all(|process| state(process.pid()) == Some('Z'))
        });
        let waited =
            wait_all(crowd.0.iter().copied(), Some(Duration::from_secs(3)), |_| ()).unwrap();
        assert_eq!((waited.gone.len(), &waited.alive[..]), (half, &crowd.0[..half]));
        assert!(waited.gone.iter().all(|ended| ended.exit_code() == Some(-9)));
        // Without a deadline, while they end.
        let rest = crowd.0[..half].to_vec();
        let killer =
            std::thread::spawn(move || rest.iter().for_each(|process| process.kill().unwrap()));
        let waited = wait_all(crowd.0[..half].iter().copied(), None, |_| ()).unwrap();
        killer.join().unwrap();
        assert_eq!((waited.gone.len(), waited.alive.len()), (half, 0));
        assert_eq!(descriptors(), before);
        println!("{MANY} processes, 64 descriptors: {:?}", start.elapsed());
    });
}

#[test]
fn waiting_takes_no_processor_time() {
    in_child("control::wait::waiting_takes_no_processor_time", || {
        let crowd = Crowd::of(300);
        limit_descriptors(64);
        let work = |time| {
            let before = ostler::os::times().unwrap();
            wait_all(crowd.0.iter().copied(), Some(time), |_| ()).unwrap();
            let after = ostler::os::times().unwrap();
            after.user + after.system - before.user - before.system
        };
        // Less what it takes to get hold of all at first. The best of some: what others do to the caches counts as work, too.
        let worked = || work(Duration::from_secs(1)) - work(Duration::ZERO);
        let mut tries = Vec::new();
        let is_idle = (0..5).any(|_| {
            tries.push(worked());
            tries.last().is_some_and(|&worked| worked < 0.25)
        });
        assert!(is_idle, "more than 0.25 s of work in each wait of one second: {tries:?}");
    });
}
