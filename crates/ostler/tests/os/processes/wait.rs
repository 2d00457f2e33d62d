//! `wait`, `waitpid`, `wait3`, `wait4`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use ostler::os::{self, WaitOptions};
use ostler::signal::{SIGCONT, SIGKILL, SIGSTOP};
use ostler::{ErrorKind, errno};

use super::witness::user_time;
use super::{eventually, forked, state, status_of};
use crate::support::in_child;

const PLAIN: WaitOptions = WaitOptions::empty();

#[test]
fn options_are_those_of_the_system() {
    let options = [
        (os::WNOHANG, libc::WNOHANG),
        (os::WUNTRACED, libc::WUNTRACED),
        (os::WCONTINUED, libc::WCONTINUED),
        (os::WEXITED, libc::WEXITED),
        (os::WSTOPPED, libc::WSTOPPED),
        (os::WNOWAIT, libc::WNOWAIT),
    ];
    for (option, number) in options {
        assert_eq!(option.bits(), number);
    }
}

#[test]
fn without_children_there_is_nothing_to_wait_for() {
    in_child("processes::wait::without_children_there_is_nothing_to_wait_for", || {
        let errors = [
            os::wait().unwrap_err(),
            os::waitpid(-1, os::WNOHANG).unwrap_err(),
            os::waitpid(0, PLAIN).unwrap_err(),
            os::waitpid(1, PLAIN).unwrap_err(),
            os::waitpid(i32::MAX, PLAIN).unwrap_err(),
            os::wait3(PLAIN).unwrap_err(),
            os::wait4(-1, PLAIN).unwrap_err(),
        ];
        for error in errors {
            let seen = (error.kind(), error.errno(), error.filename());
            assert_eq!(seen, (ErrorKind::ChildProcess, Some(errno::ECHILD), None));
        }
        let wrong = WaitOptions::from_bits_retain(0x1000);
        assert_eq!(os::waitpid(-1, wrong).unwrap_err().errno(), Some(errno::EINVAL));
        assert_eq!(os::waitpid(i32::MIN, PLAIN).unwrap_err().errno(), Some(errno::ESRCH));
    });
}

#[test]
fn any_child_or_the_one() {
    in_child("processes::wait::any_child_or_the_one", || {
        let children = [forked(|| 1), forked(|| 2), forked(|| 3)];
        assert_eq!(status_of(children[1]).code(), Some(2));
        let mut ends = [os::wait().unwrap(), os::waitpid(-1, PLAIN).unwrap()];
        ends.sort_by_key(|&(pid, _)| pid);
        let mut expected = vec![(children[0], 1), (children[2], 3)];
        expected.sort_unstable();
        let seen: Vec<_> =
            ends.iter().map(|&(pid, status)| (pid, status.code().unwrap())).collect();
        assert_eq!(seen, expected);
        assert_eq!(os::wait().unwrap_err().kind(), ErrorKind::ChildProcess);
    });
}

#[test]
fn a_group_is_a_negative_number() {
    in_child("processes::wait::a_group_is_a_negative_number", || {
        let attrs = os::SpawnAttrs { setpgroup: Some(0), ..Default::default() };
        let leader = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs).unwrap();
        let ours = forked(|| 5);
        assert_eq!(os::waitpid(-leader, PLAIN).unwrap().0, leader);
        assert_eq!(os::waitpid(-leader, PLAIN).unwrap_err().kind(), ErrorKind::ChildProcess);
        assert_eq!(os::waitpid(0, PLAIN).unwrap().0, ours);
    });
}

#[test]
fn nothing_to_tell_is_zero() {
    in_child("processes::wait::nothing_to_tell_is_zero", || {
        let child = os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "60"]).unwrap();
        let (pid, status) = os::waitpid(child, os::WNOHANG).unwrap();
        assert_eq!((pid, status.raw()), (0, 0));
        let (pid, status, usage) = os::wait4(child, os::WNOHANG).unwrap();
        assert_eq!((pid, status.raw(), usage.ru_maxrss()), (0, 0, 0));
        assert_eq!(os::wait3(os::WNOHANG).unwrap().0, 0);
        os::kill(child, SIGKILL).unwrap();
        status_of(child);
    });
}

#[test]
fn stopped_and_continued() {
    in_child("processes::wait::stopped_and_continued", || {
        let child = os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "60"]).unwrap();
        os::kill(child, SIGSTOP).unwrap();
        eventually(|| state(child) == Some('T'));
        // Unasked, a stop is not told.
        assert_eq!(os::waitpid(child, os::WNOHANG).unwrap().0, 0);
        let (pid, status) = os::waitpid(child, os::WUNTRACED).unwrap();
        assert_eq!(pid, child);
        assert!(os::WIFSTOPPED(status) && !os::WIFEXITED(status) && !os::WIFSIGNALED(status));
        assert_eq!((os::WSTOPSIG(status), status.stopped_signal()), (SIGSTOP, Some(SIGSTOP)));
        assert_eq!(os::waitstatus_to_exitcode(status).unwrap_err().kind(), ErrorKind::Value);
        // And only once.
        assert_eq!(os::waitpid(child, os::WUNTRACED | os::WNOHANG).unwrap().0, 0);

        os::kill(child, SIGCONT).unwrap();
        let (pid, status, _) = os::wait4(child, os::WCONTINUED).unwrap();
        assert!(pid == child && os::WIFCONTINUED(status) && status.continued());
        assert!(!os::WIFSTOPPED(status) && status.code().is_none() && status.signal().is_none());

        os::kill(child, SIGKILL).unwrap();
        let status = status_of(child);
        assert!(os::WIFSIGNALED(status) && !os::WCOREDUMP(status));
        assert_eq!(os::WTERMSIG(status), SIGKILL);
    });
}

#[test]
fn what_the_child_used() {
    in_child("processes::wait::what_the_child_used", || {
        const TOUCHED: usize = 64 << 20;
        let child = forked(|| {
            let memory = std::hint::black_box(vec![1_u8; TOUCHED]);
            while user_time() < Duration::from_millis(50) {
                std::hint::black_box(memory.iter().map(|&byte| u64::from(byte)).sum::<u64>());
            }
            0
        });
        let (pid, status, usage) = os::wait4(child, PLAIN).unwrap();
        assert!(pid == child && status.success());
        assert!(usage.ru_utime() > 0.02 && usage.ru_utime() < 60.0, "{usage:?}");
        assert!(usage.ru_stime() >= 0.0, "{usage:?}");
        assert!((usage.user_time().as_secs_f64() - usage.ru_utime()).abs() < 1e-9);
        assert!((usage.system_time().as_secs_f64() - usage.ru_stime()).abs() < 1e-9);
        assert!(usage.ru_maxrss() >= (TOUCHED >> 10) as i64, "{usage:?}");
        assert!(usage.ru_minflt() > 0, "{usage:?}");
        // Not kept by this system, or of no certain size.
        let rest = [
            usage.ru_ixrss(),
            usage.ru_idrss(),
            usage.ru_isrss(),
            usage.ru_majflt(),
            usage.ru_nswap(),
            usage.ru_inblock(),
            usage.ru_oublock(),
            usage.ru_msgsnd(),
            usage.ru_msgrcv(),
            usage.ru_nsignals(),
            usage.ru_nvcsw(),
            usage.ru_nivcsw(),
        ];
        assert!(rest.iter().all(|&count| count >= 0), "{usage:?}");
        assert!(format!("{usage:?}").contains("ru_nivcsw"));

        // All of this process's children together, by another way: no others were waited for.
        let mut all = zeroed!(rusage);
        assert_eq!(libc!(getrusage(libc::RUSAGE_CHILDREN, &raw mut all)), 0);
        let seconds = all.ru_utime.tv_sec as f64 + all.ru_utime.tv_usec as f64 * 1e-6;
        assert!((seconds - usage.ru_utime()).abs() < 0.001, "{seconds} {usage:?}");
        assert_eq!(all.ru_maxrss, usage.ru_maxrss());
    });
}

/// Interrupts the calling thread again and again until the guard is dropped.
struct Storm(Arc<AtomicBool>, Option<std::thread::JoinHandle<()>>);

static INTERRUPTIONS: AtomicU32 = AtomicU32::new(0);

impl Storm {
    fn start() -> Self {
        extern "C" fn handler(_: i32) {
            INTERRUPTIONS.fetch_add(1, Ordering::Relaxed);
        }
        // Without SA_RESTART a wait comes back with EINTR.
        let mut action = zeroed!(sigaction);
        action.sa_sigaction = handler as extern "C" fn(i32) as usize;
        assert_eq!(libc!(sigaction(libc::SIGUSR1, &raw const action, std::ptr::null_mut())), 0);
        let over = Arc::new(AtomicBool::new(false));
        let (seen, target) = (Arc::clone(&over), libc!(pthread_self()));
        let thread = std::thread::spawn(move || {
            while !seen.load(Ordering::Relaxed) {
                libc!(pthread_kill(target, libc::SIGUSR1));
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        Self(over, Some(thread))
    }
}

impl Drop for Storm {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
        let _ = self.1.take().map(std::thread::JoinHandle::join);
    }
}

#[test]
fn interruptions_are_survived() {
    in_child("processes::wait::interruptions_are_survived", || {
        let sleep = || os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "0.1"]).unwrap();
        let storm = Storm::start();
        let child = sleep();
        assert_eq!(os::wait().unwrap().0, child);
        let child = sleep();
        assert_eq!(os::waitpid(child, PLAIN).unwrap().0, child);
        let child = sleep();
        assert_eq!(os::wait3(PLAIN).unwrap().0, child);
        let child = sleep();
        assert_eq!(os::wait4(child, PLAIN).unwrap().0, child);
        let child = sleep();
        assert_eq!(os::waitid(os::P_PID, child, os::WEXITED).unwrap().unwrap().si_pid, child);
        assert_eq!(os::spawnv(os::P_WAIT, "/bin/sleep", ["sleep", "0.1"]).unwrap(), 0);
        assert_eq!(os::popen("sleep 0.1", "r").unwrap().close().unwrap(), None);
        assert!(os::system("sleep 0.1").unwrap().success());
        // Where the storm has been slow, for others.
        eventually(|| {
            let child = sleep();
            assert_eq!(os::waitpid(child, PLAIN).unwrap().0, child);
            INTERRUPTIONS.load(Ordering::Relaxed) > 20
        });
        drop(storm);
    });
}
