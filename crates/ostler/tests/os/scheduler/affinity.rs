use ostler::os::{self, CpuSet};
use ostler::{ErrorKind, errno};
use ostler_sys as sys;

use crate::support::{as_nobody, in_child};

fn shown() -> String {
    let status = std::fs::read_to_string("/proc/thread-self/status").unwrap();
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap();
    list.trim().to_owned()
}

#[test]
fn is_what_the_kernel_shows() {
    let cpus = os::sched_getaffinity(0).unwrap();
    assert_eq!(cpus.to_string(), shown());
    assert_eq!(os::process_cpu_count(), Some(cpus.len()));
    // SAFETY: a set to be filled.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        assert_eq!(libc::sched_getaffinity(0, size_of_val(&set), &raw mut set), 0);
        assert_eq!(libc::CPU_COUNT(&set), cpus.len() as i32);
        assert!(cpus.iter().all(|cpu| libc::CPU_ISSET(cpu, &set)));
    }
}

#[test]
fn restricted_and_back() {
    in_child("scheduler::affinity::restricted_and_back", || {
        let all = os::sched_getaffinity(0).unwrap();
        for cpu in &all {
            os::sched_setaffinity(0, &CpuSet::from([cpu])).unwrap();
            assert_eq!(shown(), cpu.to_string());
            assert_eq!(os::process_cpu_count(), Some(1));
            // SAFETY: no preconditions.
            assert_eq!(unsafe { libc::sched_getcpu() }, cpu as i32);
            assert_eq!(os::sched_getaffinity(0).unwrap(), CpuSet::from([cpu]));
        }
        // Processors the system does not have are passed over.
        let mut more = all.clone();
        more.extend([1023, 1024, 40_000]);
        os::sched_setaffinity(0, &more).unwrap();
        assert_eq!(os::sched_getaffinity(0).unwrap(), all);
    });
}

/// Of another thread, by its id: the calling one keeps its own.
#[test]
fn of_another_thread() {
    in_child("scheduler::affinity::of_another_thread", || {
        let all = os::sched_getaffinity(0).unwrap();
        let one = CpuSet::from([all.iter().next().unwrap()]);
        let (tell, told) = std::sync::mpsc::channel();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let thread = std::thread::spawn(move || {
            // SAFETY: no preconditions.
            tell.send(unsafe { libc::gettid() }).unwrap();
            wait.recv().unwrap();
            os::sched_getaffinity(0).unwrap()
        });
        let id = told.recv().unwrap();
        os::sched_setaffinity(id, &one).unwrap();
        assert_eq!(os::sched_getaffinity(id).unwrap(), one);
        assert_eq!(os::sched_getaffinity(0).unwrap(), all);
        go.send(()).unwrap();
        assert_eq!(thread.join().unwrap(), one);
    });
}

#[test]
fn of_nobody() {
    for pid in [-1, i32::MIN, i32::MAX] {
        let missing = os::sched_getaffinity(pid).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::ProcessLookup);
        let missing = os::sched_setaffinity(pid, &CpuSet::from([0])).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::ProcessLookup);
    }
}

#[test]
fn refused() {
    as_nobody("scheduler::affinity::refused", || {
        let all = os::sched_getaffinity(1).unwrap();
        let refused = os::sched_setaffinity(1, &all).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
    });
}

/// The floor below says when there is too little room.
#[test]
fn raw_words() {
    assert_eq!(sys::scheduler::sched_getaffinity(0, &mut []), Err(errno::EINVAL));
    let mut words = [0; 1024];
    let bytes = sys::scheduler::sched_getaffinity(0, &mut words).unwrap();
    assert!(bytes >= size_of::<usize>() && bytes <= size_of_val(&words));
    assert_eq!(sys::scheduler::sched_setaffinity(0, &words), Ok(()));
    assert_eq!(sys::scheduler::sched_setaffinity(0, &[]), Err(errno::EINVAL));
}
