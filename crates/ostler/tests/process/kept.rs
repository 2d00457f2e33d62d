//! Identities, in other programs and at other times.

use ostler::ErrorKind;
use ostler::process::{Child, Identity, Process, Spawn, Stdio};

use crate::crowd::{again, sleeper};

const GIVEN: &str = "OSTLER_TEST_IDENTITY";

/// What another program says of the process that it is given.
#[test]
fn in_another_program() {
    if let Ok(text) = std::env::var(GIVEN) {
        let identity: Identity = text.parse().unwrap();
        println!("is_running: {:?}", Process::from_identity(&identity).unwrap().is_running());
        return;
    }
    let child = sleeper();
    let process = child.process();
    let ask = || {
        let mut other = Spawn::new(std::env::current_exe().unwrap())
            .args(["kept::in_another_program", "--exact", "--nocapture", "--test-threads=1"])
            .env(GIVEN, process.identity().unwrap().to_string())
            .stdout(Stdio::Pipe)
            .start()
            .unwrap();
        let text = std::io::read_to_string(std::fs::File::from(other.stdout.take().unwrap()));
        assert_eq!(other.wait(None).unwrap().exit_code(), Some(0));
        text.unwrap()
    };
    assert!(ask().contains("is_running: Ok(true)"), "{}", ask());
    child.kill().unwrap();
    child.wait(None).unwrap();
    assert!(ask().contains("is_running: Ok(false)"), "{}", ask());
}

/// The number is in use here, of another process.
#[test]
fn a_later_process_of_the_number() {
    let gone = {
        // Before Linux 6.9 two of one clock tick are not told apart.
        std::thread::sleep(std::time::Duration::from_millis(30));
        let child = Child::spawn("true", [""; 0]).unwrap();
        child.wait(None).unwrap();
        child.process().identity().unwrap().to_string()
    };
    let me = Process::current().unwrap();
    let (_, rest) = gone.split_once(',').unwrap();
    let mixed: Identity = format!("pid={},{rest}", me.pid()).parse().unwrap();
    let meant = Process::from_identity(&mixed).unwrap();
    assert_eq!(meant.pid(), me.pid());
    assert_ne!(meant, me);
    assert!(!meant.is_running().unwrap());
    assert_eq!(meant.send_signal(0).unwrap_err().kind(), ErrorKind::ProcessLookup);
}

#[test]
fn of_another_boot() {
    let own = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap();
    let me = Process::current().unwrap().identity().unwrap().to_string();
    assert!(me.contains(own.trim()), "{me}");
    let other = me.replace(own.trim(), "0dbbf2d9-a6a9-4d3c-b7a5-2b9d3f0c6e57");
    let (before, _) = me.split_once("boot=").unwrap();
    let windows = format!("{before}machine=0dbbf2d9-a6a9-4d3c-b7a5-2b9d3f0c6e57");
    for text in [other, windows] {
        let error = Process::from_identity(&text.parse().unwrap()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ProcessLookup);
        assert_eq!(error.pid(), Some(ostler::os::getpid()));
        let told = "No such process here, it is of another boot or machine: pid ";
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[test]
fn of_another_pid_namespace() {
    if let Ok(text) = std::env::var(GIVEN) {
        let error = Process::from_identity(&text.parse().unwrap()).unwrap_err();
        return println!("{:?}: {error}", error.kind());
    }
    // SAFETY: no preconditions.
    if unsafe { libc::geteuid() } != 0 {
        println!("skipped: a PID namespace takes the superuser");
        return;
    }
    let me = Process::current().unwrap().identity().unwrap().to_string();
    let told = again(
        &["--pid", "--fork", "--mount-proc", "--kill-child"],
        "kept::of_another_pid_namespace",
        GIVEN,
        &me,
    );
    if let Some(told) = told {
        let said = "No such process here, it is of another PID namespace";
        assert!(told.contains("ProcessLookup: ") && told.contains(said), "{told}");
    }
}
