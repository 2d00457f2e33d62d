//! Threads, and how often they were interrupted.

use std::sync::mpsc;
use std::time::Duration;

use ostler::process::{Field, Process, Value};

use super::children::{fork, sleeper, status};

#[test]
fn several() {
    crate::support::in_child("attributes::threads::several", || {
        let me = Process::current().unwrap();
        let before = me.num_threads().unwrap();
        let (stop, wait) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let worker = std::thread::Builder::new()
            .name(") R (".to_owned())
            .spawn(move || {
                // SAFETY: no preconditions.
                tell.send(unsafe { libc::syscall(libc::SYS_gettid) } as i32).unwrap();
                let _ = wait.recv();
            })
            .unwrap();
        let id = told.recv().unwrap();
        assert_eq!(me.num_threads().unwrap(), before + 1);
        assert_eq!(status(me.pid(), "Threads"), (before + 1).to_string());
        let threads = me.threads().unwrap();
        assert_eq!(threads.len() as i32, before + 1);
        let found = threads.iter().find(|thread| thread.id == id).unwrap();
        assert_eq!(found.name, ") R (");
        assert!(found.user_time < Duration::from_secs(5));
        assert_eq!(threads[0].id, me.pid());
        let snapshot = me.snapshot(Field::Threads | Field::NumThreads).unwrap();
        let Some(Value::List(values)) = snapshot.get(Field::Threads) else { panic!() };
        assert_eq!(values[0].part("id"), Some(&Value::Int(me.pid().into())));
        // A thread is no process.
        assert!(Process::new(id).is_err());
        drop(stop);
        worker.join().unwrap();
    });
}

#[test]
fn one() {
    let child = sleeper();
    let threads = child.process().threads().unwrap();
    assert_eq!(threads.len(), 1);
    assert_eq!((threads[0].id, threads[0].name.to_str()), (child.pid(), Some("sleep")));
}

#[test]
fn switches() {
    let child = fork(|| {
        for _ in 0..20 {
            // SAFETY: no preconditions.
            unsafe { libc::usleep(100) };
        }
    });
    super::children::asleep(child.0);
    let counts = || {
        ["voluntary_ctxt_switches", "nonvoluntary_ctxt_switches"].map(|name| status(child.0, name))
    };
    // It may be about to sleep only, and that counts.
    let (expected, switches) =
        crate::support::undisturbed(counts, || child.process().num_ctx_switches().unwrap());
    assert!(switches.voluntary >= 20, "{switches:?}");
    assert_eq!(expected, [switches.voluntary, switches.involuntary].map(|count| count.to_string()));
}
