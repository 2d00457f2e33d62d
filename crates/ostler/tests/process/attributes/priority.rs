//! Nice values, I/O priorities, policies.

use ostler::ErrorKind;
use ostler::os;
use ostler::process::{
    Field, IOPRIO_CLASS_BE, IOPRIO_CLASS_IDLE, IOPRIO_CLASS_NONE, IOPRIO_CLASS_RT, IoClass,
    IoPriority, Value,
};

use super::children::{is_root, sleeper, stat};

#[test]
fn nice_values() {
    let child = sleeper();
    let process = child.process();
    let before = process.nice().unwrap();
    let wanted = (before + 3).min(19);
    process.set_nice(wanted).unwrap();
    assert_eq!(process.nice().unwrap(), wanted);
    assert_eq!(stat(child.pid())[16], wanted.to_string());
    assert_eq!(os::getpriority(os::PRIO_PROCESS, child.pid() as u32).unwrap(), wanted);
    // Beyond the end.
    process.set_nice(i32::MAX).unwrap();
    assert_eq!(process.nice().unwrap(), 19);
    let snapshot = process.snapshot(Field::Nice | Field::Priority).unwrap();
    assert_eq!(snapshot.get(Field::Nice), Some(&Value::Int(19)));
    assert_eq!(snapshot.get(Field::Priority), Some(&Value::Int(39)));
    // Ourselves are as we were.
    assert_eq!(os::getpriority(os::PRIO_PROCESS, 0).unwrap(), before);
}

/// The number as the kernel has it.
fn ioprio(pid: i32) -> i64 {
    // SAFETY: numbers only; 1 is a process.
    unsafe { libc::syscall(libc::SYS_ioprio_get, 1, pid) }
}

#[test]
fn io_priorities() {
    let child = sleeper();
    let process = child.process();
    for (class, level, text) in [
        (IOPRIO_CLASS_BE, 0, "be"),
        (IOPRIO_CLASS_BE, 7, "be"),
        (IOPRIO_CLASS_IDLE, 0, "idle"),
        (IOPRIO_CLASS_NONE, 0, "none"),
        (IOPRIO_CLASS_RT, 3, "rt"),
    ] {
        if class == IOPRIO_CLASS_RT && !is_root("the real-time class") {
            continue;
        }
        let priority = IoPriority { class, level };
        process.set_ionice(priority).unwrap();
        let kernel = ioprio(child.pid());
        if class != IOPRIO_CLASS_NONE {
            assert_eq!(process.ionice().unwrap(), priority);
            assert_eq!(kernel, i64::from(class.raw()) << 13 | i64::from(level));
            let snapshot = process.snapshot(Field::Ionice).unwrap();
            assert_eq!(snapshot.get(Field::Ionice).unwrap().part("ioclass"), Some(&text.into()));
        }
        assert_eq!(i64::from(process.ionice().unwrap().class.raw()), kernel >> 13);
    }
}

#[test]
fn io_priorities_that_there_are_not() {
    let child = sleeper();
    let process = child.process();
    let before = ioprio(child.pid());
    for (class, level) in [(2, 8), (2, -1), (8, 0), (-1, 0), (i32::MAX, i32::MIN), (10, 0)] {
        let priority = IoPriority { class: IoClass::from_raw(class), level };
        let error = process.set_ionice(priority).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value, "{class} {level}");
    }
    let error =
        process.set_ionice(IoPriority { class: IoClass::from_raw(5), level: 0 }).unwrap_err();
    assert_eq!(error.errno(), Some(ostler::errno::EINVAL));
    assert_eq!(ioprio(child.pid()), before);
}

#[test]
fn policies() {
    let child = sleeper();
    let process = child.process();
    assert_eq!(process.policy().unwrap(), os::SCHED_OTHER);
    for (policy, text) in [(os::SCHED_BATCH, "batch"), (os::SCHED_IDLE, "idle")] {
        os::sched_setscheduler(child.pid(), policy, os::SchedParam::default()).unwrap();
        assert_eq!(process.policy().unwrap(), policy);
        let snapshot = process.snapshot(Field::Policy).unwrap();
        assert_eq!(snapshot.get(Field::Policy), Some(&text.into()));
    }
}
