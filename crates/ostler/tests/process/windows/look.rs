//! What there is to know of a process.

use std::time::{Duration, SystemTime};

use ostler::ErrorKind;
use ostler::process::{
    Binding, Field, Fields, Look, Process, Status, exists, iter, pids, users_of_file,
};

use super::support::{is_wine, spawn, start, start_as};

fn this() -> i32 {
    std::process::id().cast_signed()
}

#[test]
fn oneself() {
    let me = Process::current().unwrap();
    assert_eq!(me.pid(), this());
    assert!(me.is_running().unwrap());
    assert_eq!(me.binding().unwrap(), Binding::Handle);
    let own = std::env::current_exe().unwrap();
    assert_eq!(me.name().unwrap(), own.file_name().unwrap());
    assert_eq!(me.exe().unwrap().unwrap().file_name(), own.file_name());
    assert_eq!(me.cmdline().unwrap(), std::env::args_os().collect::<Vec<_>>());
    assert!(me.command().unwrap().to_string_lossy().contains("process"));
    let directory = me.cwd().unwrap().unwrap();
    assert_eq!(
        directory.canonicalize().unwrap(),
        std::env::current_dir().unwrap().canonicalize().unwrap()
    );
    assert!(me.environ().unwrap().iter().any(|(name, _)| name.eq_ignore_ascii_case("path")));
    assert_eq!(me.status().unwrap(), Status::Running);
    // SAFETY: it takes nothing.
    let own = unsafe { windows_sys::Win32::System::Threading::GetCurrentThreadId() };
    assert!(me.threads().unwrap().iter().any(|thread| thread.id == own.cast_signed()));
    assert!(me.num_threads().unwrap() >= 1);
    assert!(me.num_handles().unwrap() > 0);
    let memory = me.memory_info().unwrap();
    assert!(memory.rss > 100_000 && memory.rss == memory.wset && memory.peak_wset >= memory.wset);
    assert!(me.memory_percent().unwrap() > 0.0 && me.memory_percent().unwrap() < 100.0);
    assert!(me.cpu_percent(Duration::from_millis(20)).unwrap() >= 0.0);
    assert_eq!(me.nice().unwrap(), 32);
    assert!(!me.cpu_affinity().unwrap().is_empty());
}

/// Of another, which starts and ends none meanwhile.
#[test]
fn as_many_threads_as_are_counted() {
    let child = start("sleep");
    let threads = child.process().threads().unwrap();
    assert!(!threads.is_empty());
    assert_eq!(threads.len(), child.process().num_threads().unwrap() as usize);
}

#[test]
fn a_user_with_a_domain() {
    let me = Process::current().unwrap();
    let name = me.username().unwrap();
    let (domain, user) = name.to_str().unwrap().split_once('\\').unwrap();
    assert!(!domain.is_empty());
    assert_eq!(Some(user), std::env::var("USERNAME").ok().as_deref());
    let bare = me.snapshot(Field::User).unwrap();
    assert_eq!(bare.get(Field::User).unwrap().as_text().unwrap(), user);
}

#[test]
fn since_when() {
    let before = SystemTime::now();
    let child = start("sleep");
    let process = child.process();
    let created = process.create_time().unwrap();
    // Clocks are read by different roads.
    assert!(created + Duration::from_millis(100) >= before && created <= SystemTime::now());
    assert!(process.age().unwrap() < Duration::from_secs(60));
}

#[test]
fn processor_time_grows() {
    let me = Process::current().unwrap();
    let before = me.cpu_times().unwrap();
    let used = || {
        let now = me.cpu_times().unwrap();
        (now.user + now.system).saturating_sub(before.user + before.system)
    };
    let started = std::time::Instant::now();
    // On a busy machine it takes longer to get as much.
    while used() < Duration::from_millis(50) {
        assert!(started.elapsed() < Duration::from_secs(60), "{:?}", used());
        let sum = (0..1_000_000_u64).fold(0, |sum: u64, n| sum.wrapping_mul(31).wrapping_add(n));
        std::hint::black_box(sum);
    }
}

#[test]
fn all_of_them() {
    let child = start("sleep");
    let numbers = pids().unwrap();
    assert!(numbers.contains(&this()) && numbers.contains(&child.child.pid()));
    assert!(numbers.is_sorted());
    let mut found = 0;
    for process in iter(Field::Name | Field::Rss | Field::Ppid).unwrap() {
        let process = process.unwrap();
        if process.pid() == child.child.pid() {
            found += 1;
            assert_eq!(process.ppid(), Some(this()));
            assert!(process.name().is_some() && process.rss() > Some(0));
        }
    }
    assert_eq!(found, 1);
}

#[test]
fn nobody() {
    for pid in [-1, i32::MIN, i32::MAX, 2_000_000_002] {
        assert!(!exists(pid).unwrap(), "{pid}");
        assert_eq!(Process::new(pid).unwrap_err().kind(), ErrorKind::ProcessLookup, "{pid}");
    }
    // The system opens the process of number n by the number n + 1, too.
    assert!(!exists(this() + 1).unwrap());
}

#[test]
fn one_that_has_ended_is_gone_whoever_has_a_handle_of_it() {
    let child = spawn("exit 0").start().unwrap();
    let process = child.process();
    child.wait(None).unwrap();
    assert!(!process.is_running().unwrap());
    let error = process.name().unwrap_err();
    assert_eq!((error.kind(), error.pid()), (ErrorKind::ProcessLookup, Some(process.pid())));
    assert_eq!(error.errno(), Some(ostler::errno::ESRCH));
    assert!(!exists(process.pid()).unwrap());
}

#[test]
fn two_of_one_program_are_two() {
    let (one, other) = (start("sleep"), start("sleep"));
    assert_ne!(one.process(), other.process());
    assert_eq!(one.process(), Process::new(one.child.pid()).unwrap());
}

#[test]
fn what_another_was_started_with() {
    let child = start_as("the actor.exe", "sleep");
    let process = child.process();
    assert_eq!(process.name().unwrap(), "the actor.exe");
    let arguments = process.cmdline().unwrap();
    assert_eq!(arguments[1..], super::support::ARGUMENTS);
    assert!(arguments[0].to_string_lossy().ends_with("the actor.exe"));
    let environ = process.environ().unwrap();
    assert!(environ.iter().any(|(name, value)| name == super::roles::ROLE && value == "sleep"));
    assert!(process.exe().unwrap().unwrap().ends_with("the actor.exe"));
}

#[test]
fn arguments_come_back_as_they_were_given() {
    let odd = ["a b", "", "\"", "\\\\\"x\\", "trailing\\", "t\u{e4}\u{1f600}", "%PATH%", "^&|"];
    let own = std::env::current_exe().unwrap();
    // Unknown filters select no test: the program ends by itself, later than it is asked.
    let child = super::support::ready(spawn("sleep").arg("--skip").args(odd.map(|_| "--skip=x")));
    drop(child);
    let child = ostler::process::Spawn::new(&own)
        .args(super::support::ARGUMENTS)
        .arg("--skip")
        .arg("a b")
        .env(super::roles::ROLE, "sleep")
        .stdout(ostler::process::Stdio::Null)
        .start()
        .unwrap();
    let arguments = child.process().cmdline().unwrap();
    assert_eq!(arguments.last().unwrap(), "a b");
    child.kill().unwrap();
    child.wait(None).unwrap();
}

#[test]
fn suspended_and_resumed() {
    let child = start("sleep");
    let process = child.process();
    process.suspend().unwrap();
    // Wine's table of threads does not say what they wait for.
    let status = process.status().unwrap();
    assert!(status == Status::Stopped || is_wine(), "{status}");
    process.resume().unwrap();
    assert_eq!(process.status().unwrap(), Status::Running);
}

#[test]
fn what_there_is_not() {
    let me = Process::current().unwrap();
    let mut look = Look::default();
    look.turn_to(me).unwrap();
    for field in [Field::Cgroup, Field::Uids, Field::Rlimits, Field::OomScore, Field::SignalsCaught]
    {
        assert!(!field.is_available());
        let error = look.get(field).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotImplemented, "{field}: {error}");
    }
    let snapshot = me.snapshot(Field::Name | Field::Cgroup).unwrap();
    assert!(snapshot.unreadable().contains(Field::Cgroup));
}

#[test]
fn every_field_that_there_is() {
    let child = start("sleep");
    for process in [Process::current().unwrap(), child.process()] {
        let mut look = Look::default();
        look.turn_to(process).unwrap();
        for field in Fields::all().iter() {
            let other = process != Process::current().unwrap();
            let unknown = match field {
                Field::Ionice => is_wine(),
                Field::MemoryFullInfo | Field::Uss => is_wine() && other,
                _ => false,
            };
            if unknown {
                let error = look.get(field).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::NotImplemented, "{error}");
                continue;
            }
            look.get(field).unwrap_or_else(|error| panic!("{field}: {error}"));
        }
    }
}

#[test]
fn a_look_is_of_now() {
    let child = start("sleep");
    let mut look = Look::default();
    look.turn_to(Process::current().unwrap()).unwrap();
    look.get(Field::Name).unwrap();
    // Started, perhaps, after the table was read.
    let late = start("sleep");
    look.turn_to(late.process()).unwrap();
    assert!(look.get(Field::Name).unwrap().as_text().is_some());
    look.turn_to(child.process()).unwrap();
    assert_eq!(look.get(Field::Ppid).unwrap().as_int(), Some(i64::from(this())));
}

#[test]
fn what_a_programs_file_says() {
    // Of ours, nothing.
    assert_eq!(Process::current().unwrap().description().unwrap(), None);
    // One of the few programs of Wine's that say something, as the others do on Windows; with an unknown option it only complains,
    // and here it does not get as far.
    let child =
        ostler::process::Child::spawn("C:\\windows\\system32\\msiexec.exe", ["/?"]).unwrap();
    child.process().suspend().unwrap();
    let description = child.process().description().unwrap();
    assert!(description.is_some_and(|text| !text.is_empty()));
    child.kill().unwrap();
    child.wait(None).unwrap();
}

#[test]
fn priority_and_processors() {
    const IDLE: u32 = 0x40;
    let child = start("sleep");
    let process = child.process();
    process.set_nice(IDLE).unwrap();
    assert_eq!(process.nice().unwrap(), IDLE);
    assert!(process.set_nice(3).is_err());
    process.set_cpu_affinity(&[0]).unwrap();
    assert_eq!(process.cpu_affinity().unwrap(), [0]);
    assert_eq!(process.set_cpu_affinity(&[1000]).unwrap_err().kind(), ErrorKind::Value);
}

#[test]
fn files_in_use() {
    let files = Process::current().unwrap().files().unwrap();
    let has = |files: &[std::ffi::OsString], end: &str| {
        files.iter().any(|path| path.to_string_lossy().to_lowercase().ends_with(end))
    };
    assert!(has(&files, "ntdll.dll") && !has(&files, "in use here.txt"));
    let dir = tempfile::tempdir().unwrap();
    let open = std::fs::File::create(dir.path().join("in use here.txt")).unwrap();
    assert!(has(&Process::current().unwrap().files().unwrap(), "in use here.txt"));
    drop(open);
}

/// Wine 8 has the Restart Manager's functions, which say that nobody has anything open.
#[test]
fn who_has_a_file_open() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let me = Process::current().unwrap();
    match users_of_file(file.path()) {
        Ok(users) => {
            assert_eq!(users, [me]);
            assert!(me.uses_file(file.path()).unwrap());
        }
        Err(error) => {
            assert!(is_wine(), "{error}");
            assert_eq!(error.kind(), ErrorKind::NotImplemented, "{error}");
            assert_eq!(error.filename(), Some(file.path()));
        }
    }
    let missing = users_of_file("Z:\\there\\is\\no\\such.file").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::FileNotFound);
    assert!(missing.winerror().is_some());
    assert_eq!(users_of_file("").unwrap_err().kind(), ErrorKind::Value);
}
