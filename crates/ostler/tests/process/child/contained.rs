//! Children whose descendants stay together.

use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::{Process, Spawn, Stdio, Stop};

use crate::crowd::{lives, say, state, until};
use crate::support::in_child;

#[test]
fn it_is_a_child_like_others() {
    for (text, code) in [("exit 0", 0), ("exit 3", 3), ("kill -KILL $$", -9)] {
        let child = Spawn::new("sh").args(["-c", text]).contained().start().unwrap();
        assert_eq!(child.wait(None).unwrap().exit_code(), Some(code));
        assert_eq!(child.returncode(), Some(code));
        assert_eq!(child.process().kill().unwrap_err().kind(), ErrorKind::ProcessLookup);
    }
    let child = Spawn::new("sleep").arg("600").contained().start().unwrap();
    assert!(child.is_alive().unwrap());
    let early = child.wait(Some(Duration::from_millis(20))).unwrap_err();
    assert_eq!(early.kind(), ErrorKind::TimedOut);
    child.terminate().unwrap();
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(-15));
}

#[test]
fn waits_of_the_program_do_not_know_the_supervisor() {
    in_child("child::contained::waits_of_the_program_do_not_know_the_supervisor", || {
        let child = Spawn::new("sleep").arg("600").contained().start().unwrap();
        assert_eq!(ostler::os::wait().unwrap_err().kind(), ErrorKind::ChildProcess);
        child.kill().unwrap();
        child.wait(None).unwrap();
        // It ends with the last, and is collected by and by.
        until("the end of the supervisor", || {
            ostler::process::active_children().unwrap();
            let mine = format!("/proc/self/task/{}/children", ostler::os::getpid());
            std::fs::read_to_string(mine).is_ok_and(|children| children.trim().is_empty())
                || child_count() == 0
        });
    });
}

fn child_count() -> usize {
    let this = std::process::id().to_string();
    ostler::process::pids()
        .unwrap()
        .into_iter()
        .filter(|pid| {
            std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| {
                stat.rsplit_once(") ").unwrap().1.split(' ').nth(1) == Some(&this)
            })
        })
        .count()
}

#[test]
fn orphans_are_found() {
    // A session of its own, and no parent: what a daemon does to get away.
    let text = "setsid sh -c 'sleep 600 & echo $!' ; (setsid sleep 600 & echo $!) ; echo $$ ; exec sleep 600";
    let (child, pids) = say(Spawn::new("sh").args(["-c", text]).contained(), 3);
    let report = child.stop_tree(&Stop::new()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.len(), 3);
    assert!(pids.iter().all(|&pid| !lives(pid)));
}

#[test]
fn orphans_are_found_after_the_child_itself() {
    let (child, pids) = say(Spawn::new("sh").args(["-c", "sleep 600 & echo $!"]).contained(), 1);
    child.wait(None).unwrap();
    assert!(lives(pids[0]));
    let report = child.stop_tree(&Stop::new()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert!(report.get(child.process()).unwrap().is_gone());
    assert!(!lives(pids[0]));
}

#[test]
fn orphans_leave_no_zombies() {
    let text = "for i in 1 2 3 4 5; do (sleep 0.05 & echo $!); done; exec sleep 600";
    let (child, pids) = say(Spawn::new("sh").args(["-c", text]).contained(), 5);
    until("their end", || pids.iter().all(|&pid| state(pid).is_none()));
    child.stop_tree(&Stop::new().force()).unwrap();
}

#[test]
fn the_supervisor_takes_no_signals() {
    let mut child = Spawn::new("sh")
        .args(["-c", "echo $PPID; exec sleep 600"])
        .contained()
        .stdout(Stdio::Pipe)
        .start()
        .unwrap();
    let mut line = String::new();
    let output = std::fs::File::from(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line).unwrap();
    let supervisor = Process::new(line.trim().parse().unwrap()).unwrap();
    let comm = std::fs::read_to_string(format!("/proc/{}/comm", supervisor.pid())).unwrap();
    assert_eq!(comm, "ostler-tree\n");
    supervisor.terminate().unwrap();
    supervisor.send_signal(ostler::signal::SIGINT).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    assert!(lives(supervisor.pid()));

    // Killed, it has nothing to tell, and nobody waits for ever.
    supervisor.kill().unwrap();
    child.kill().unwrap();
    assert_eq!(child.wait(Some(Duration::from_secs(60))).unwrap().exit_code(), None);
}
