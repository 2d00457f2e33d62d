//! What cannot be known: of those that are gone, have ended, or are another's.

use std::time::Duration;

use ostler::process::{Field, Fields, IOPRIO_CLASS_BE, IoPriority, Process, RLIMIT_CORE, Value};
use ostler::{ErrorKind, Result};

use super::children::{sleeper, zombie};

/// Everything that is read of a process.
fn reads(process: Process) -> Vec<(&'static str, Result<()>)> {
    macro_rules! all {
        ($($name:ident)*) => {
            vec![$((stringify!($name), process.$name().map(drop)),)*]
        };
    }
    let mut all = all!(
        name exe exe_deleted cmdline command cwd root environ status create_time age ppid parent parents uids gids groups username
        cpu_times cpu_num cpu_affinity nice ionice policy memory_info memory_full_info memory_percent memory_maps memory_regions
        num_threads threads num_fds open_files files io_counters num_ctx_switches rlimits cgroup container unit namespaces label
        terminal session process_group foreground_group oom_score oom_score_adj wchan is_kernel_thread capabilities
        signals_blocked signals_ignored signals_caught cpu_meter
    );
    all.push(("children", process.children(true).map(drop)));
    all.push(("cpu_percent", process.cpu_percent(Duration::ZERO).map(drop)));
    all.push(("rlimit", process.rlimit(RLIMIT_CORE).map(drop)));
    all.push(("uses_file", process.uses_file("/etc/passwd").map(drop)));
    all.push(("snapshot", process.snapshot(Field::Name).map(drop)));
    all
}

/// Everything that is set, to what it may be already.
fn changes(process: Process) -> Vec<(&'static str, Result<()>)> {
    let level = IoPriority { class: IOPRIO_CLASS_BE, level: 4 };
    let cpus = ostler::os::sched_getaffinity(0).unwrap();
    vec![
        ("set_nice", process.set_nice(5)),
        ("set_ionice", process.set_ionice(level)),
        ("set_rlimit", process.set_rlimit(RLIMIT_CORE, (0, 0))),
        ("set_cpu_affinity", process.set_cpu_affinity(&cpus)),
    ]
}

#[test]
fn of_those_that_are_gone() {
    let child = sleeper();
    let process = child.process();
    let pid = child.pid();
    let mut meter = process.cpu_meter().unwrap();
    drop(child);
    for (name, answer) in reads(process).into_iter().chain(changes(process)) {
        let error = answer.expect_err(name);
        assert_eq!(error.kind(), ErrorKind::ProcessLookup, "{name}: {error}");
        assert_eq!(error.pid(), Some(pid), "{name}");
    }
    assert_eq!(meter.percent().unwrap_err().kind(), ErrorKind::ProcessLookup);
}

#[test]
fn of_zombies() {
    let child = zombie();
    let process = child.process();
    let mut gone = vec![
        "exe",
        "exe_deleted",
        "cmdline",
        "cwd",
        "root",
        "environ",
        "memory_full_info",
        "memory_maps",
        "memory_regions",
        "files",
        "uses_file",
    ];
    if ostler::os::geteuid() != 0 {
        // With its memory goes whose it was: what is shown to its user is the superuser's.
        gone.extend(["num_fds", "open_files", "io_counters"]);
    }
    for (name, answer) in reads(process) {
        match answer {
            Ok(()) => assert!(!gone.contains(&name), "{name}"),
            Err(error) => {
                assert!(gone.contains(&name), "{name}: {error}");
                assert_eq!(error.kind(), ErrorKind::ZombieProcess, "{name}: {error}");
                assert_eq!(error.pid(), Some(child.0), "{name}");
            }
        }
    }
    assert_eq!(process.memory_info().unwrap().rss, 0);
    // A listing says none, and fails for nothing.
    let snapshot = process.snapshot(Fields::all()).unwrap();
    assert_eq!(snapshot.unreadable(), Fields::NONE);
    for field in [Field::Exe, Field::Cwd, Field::Cmdline, Field::Environ, Field::Uss] {
        assert_eq!(snapshot.get(field), Some(&Value::None), "{field}");
    }
    assert_eq!(snapshot.get(Field::Status), Some(&"zombie".into()));
    let name = std::fs::read_to_string(format!("/proc/{}/comm", child.0)).unwrap();
    assert!(snapshot.command().unwrap().to_str().unwrap().contains(name.trim()));
}

#[test]
fn of_other_users() {
    crate::support::as_nobody("attributes::refused::of_other_users", || {
        // The tests as a whole, whoever runs them.
        let process = Process::current().unwrap().parent().unwrap().unwrap();
        if process.uids().unwrap().real == ostler::os::getuid() {
            eprintln!("left out, for the superuser only: another user's processes");
            return;
        }
        for (name, answer) in reads(process) {
            match answer {
                Ok(()) => assert!(!SECRET.contains(&name), "{name}"),
                // The number of descriptors is no secret since Linux 6.2.
                Err(error) => {
                    assert!(SECRET.contains(&name) || name == "num_fds", "{name}: {error}");
                    assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{name}: {error}");
                    assert_eq!(error.pid(), Some(process.pid()), "{name}");
                }
            }
        }
        for (name, answer) in changes(process) {
            let error = answer.expect_err(name);
            assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{name}: {error}");
        }
        let snapshot = process.snapshot(Field::Exe | Field::Name | Field::Username).unwrap();
        assert_eq!(snapshot.unreadable(), Field::Exe.into());
        assert_eq!(snapshot.name(), Some(process.name().unwrap().as_os_str()));
        assert_eq!(snapshot.username().unwrap(), "root");
    });
}

/// What is for its user to know, and for the superuser.
const SECRET: [&str; 13] = [
    "exe",
    "exe_deleted",
    "cwd",
    "root",
    "environ",
    "memory_full_info",
    "memory_maps",
    "memory_regions",
    "open_files",
    "files",
    "uses_file",
    "io_counters",
    "namespaces",
];

#[test]
fn numbers_that_nobody_has() {
    for pid in [0, -1, i32::MIN, i32::MAX, 4_194_304] {
        assert_eq!(Process::new(pid).unwrap_err().kind(), ErrorKind::ProcessLookup, "{pid}");
    }
}

#[test]
fn one_that_ends_while_it_is_looked_at() {
    // Whatever moment it is, the answer is a value, or that it has ended, or that it is gone: never anything else.
    for round in 0..40 {
        let child = sleeper();
        let process = child.process();
        let ender = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_micros(round * 50));
            drop(child);
        });
        loop {
            let answers = reads(process);
            for (name, error) in
                answers.iter().filter_map(|(name, answer)| Some((name, answer.as_ref().err()?)))
            {
                let kind = error.kind();
                assert!(
                    matches!(kind, ErrorKind::ProcessLookup | ErrorKind::ZombieProcess),
                    "{name}: {error}"
                );
            }
            if answers.iter().all(|(_, answer)| answer.is_err()) {
                break;
            }
        }
        ender.join().unwrap();
    }
}
