//! Every field, of all kinds of processes.

use ostler::ErrorKind;
use ostler::process::{self, Field, Fields, Kind, Process, Value};

use super::children::{kernel_thread, sleeper, zombie};

/// Whether a value is of the kind that its field says.
fn suits(kind: Kind, value: &Value) -> bool {
    let all = |value: &Value, is: fn(&Value) -> bool| match value {
        Value::List(values) => values.iter().all(is),
        _ => false,
    };
    match kind {
        Kind::Bool => matches!(value, Value::Bool(_)),
        Kind::Int => matches!(value, Value::Int(_)),
        Kind::Size => matches!(value, Value::Size(_)),
        Kind::Percent => matches!(value, Value::Percent(_)),
        Kind::Duration => matches!(value, Value::Duration(_)),
        Kind::Time => matches!(value, Value::Time(_)),
        Kind::Text => matches!(value, Value::Text(_)),
        Kind::Map => matches!(value, Value::Map(_)),
        Kind::Ints => all(value, |value| matches!(value, Value::Int(_))),
        Kind::Texts => all(value, |value| matches!(value, Value::Text(_))),
        Kind::Maps => all(value, |value| matches!(value, Value::Map(_))),
        _ => false,
    }
}

fn every_field(process: Process) {
    let snapshot = process.snapshot(Fields::all()).unwrap();
    for field in Field::ALL.iter().copied().filter(|field| field.is_available()) {
        assert!(!snapshot.unreadable().contains(field), "{field} of {process:?}");
        let value = snapshot.get(field).unwrap();
        assert!(value.is_none() || suits(field.kind(), value), "{field} of {process:?}: {value:?}");
        // The same when it is asked for alone.
        assert!(process.snapshot(field).unwrap().get(field).is_some(), "{field}");
    }
}

#[test]
fn of_ourselves() {
    crate::support::in_child("attributes::fields::of_ourselves", || {
        every_field(Process::current().unwrap());
    });
}

#[test]
fn of_a_child() {
    let child = sleeper();
    let process = child.process();
    every_field(process);
    let none = [
        Field::Container,
        Field::Unit,
        Field::Terminal,
        Field::ForegroundGroup,
        Field::Label,
        Field::Wchan,
    ];
    let snapshot = process.snapshot(Fields::all()).unwrap();
    for (field, value) in snapshot.iter().filter(|(field, _)| !none.contains(field)) {
        assert!(!value.is_none(), "{field}");
    }
}

#[test]
fn of_a_zombie() {
    every_field(zombie().process());
}

#[test]
fn of_a_part_of_the_kernel() {
    if let Some(kernel) = kernel_thread() {
        // SAFETY: no preconditions.
        if unsafe { libc::geteuid() } == 0 {
            every_field(kernel);
        }
        let snapshot =
            kernel.snapshot(Field::KernelThread | Field::Cmdline | Field::Command).unwrap();
        assert_eq!(snapshot.get(Field::KernelThread), Some(&Value::Bool(true)));
        assert_eq!(snapshot.get(Field::Cmdline), Some(&Value::List(Vec::new())));
    }
}

#[test]
fn where_the_kernel_has_no_process_descriptors() {
    crate::support::in_child(
        "attributes::fields::where_the_kernel_has_no_process_descriptors",
        || {
            let child = sleeper();
            // Not a moment's sleep on the way there.
            super::children::until("sleep of a while", || {
                std::fs::read_to_string(format!("/proc/{}/wchan", child.pid()))
                    .is_ok_and(|place| place == "0" || place.contains("nanosleep"))
            });
            super::children::asleep(child.pid());
            // The kernel may move it to another processor still.
            let one = ostler::os::CpuSet::from_iter(
                child.process().cpu_affinity().unwrap().iter().next(),
            );
            child.process().set_cpu_affinity(&one).unwrap();
            let expected = child.process().snapshot(Fields::all()).unwrap();
            let open = child.process().open_files().unwrap();
            without_pidfds();
            let process = child.process();
            assert_eq!(process.binding().unwrap(), process::Binding::Checked);
            let snapshot = process.snapshot(Fields::all()).unwrap();
            assert_eq!(snapshot.unreadable(), Fields::NONE);
            // What passes with time, or with the number of processes.
            let passing = [
                Field::Age,
                Field::CpuPercent,
                Field::Wchan,
                Field::NumCtxSwitches,
                Field::MemoryFullInfo,
                Field::MemoryMaps,
                Field::Pss,
                Field::Uss,
            ];
            for (field, value) in snapshot.iter().filter(|(field, _)| !passing.contains(field)) {
                assert_eq!(Some(value), expected.get(field), "{field}");
            }
            assert_eq!(process.open_files().unwrap(), open);
            assert_eq!(process.threads().unwrap().len(), 1);
            // As an ordinary user it can only become more.
            process.set_nice(19).unwrap();
            assert_eq!(process.nice().unwrap(), 19);
            drop(child);
            assert_eq!(process.name().unwrap_err().kind(), ErrorKind::ProcessLookup);
            assert_eq!(process.set_nice(7).unwrap_err().kind(), ErrorKind::ProcessLookup);
        },
    );
}

/// Makes `pidfd_open` unknown to this thread and its children, as kernels before Linux 5.3 have it.
fn without_pidfds() {
    let statement = |code, k| libc::sock_filter { code, jt: 0, jf: 0, k };
    let mut program = [
        statement(0x20, 0),
        libc::sock_filter { code: 0x15, jt: 0, jf: 1, k: libc::SYS_pidfd_open as u32 },
        statement(0x06, 0x0005_0000 | libc::ENOSYS as u32),
        statement(0x06, 0x7fff_0000),
    ];
    let program = libc::sock_fprog { len: 4, filter: program.as_mut_ptr() };
    // SAFETY: a filter of four statements, which is copied.
    unsafe {
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        assert_eq!(libc::prctl(libc::PR_SET_SECCOMP, 2, &raw const program), 0);
    }
}

#[test]
fn of_all_processes_at_once() {
    crate::support::in_child("attributes::fields::of_all_processes_at_once", || {
        let child = sleeper();
        let before = crate::support::descriptors();
        let all: Vec<_> = process::iter(Fields::all()).unwrap().map(Result::unwrap).collect();
        assert_eq!(crate::support::descriptors(), before);
        let ours = all.iter().find(|snapshot| snapshot.process() == child.process()).unwrap();
        assert_eq!(ours.name().unwrap(), "sleep");
        assert_eq!(ours.ppid(), Some(std::process::id() as i32));
        let times = |snapshot: &process::Snapshot| snapshot.get(Field::CreateTime).cloned();
        assert_eq!(times(ours), Some(child.process().create_time().unwrap().into()));
        let mut numbers: Vec<i32> = all.iter().map(process::Snapshot::pid).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), all.len());
    });
}
