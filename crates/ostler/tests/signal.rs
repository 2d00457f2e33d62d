//! Signals: numbers, names, descriptions.

#![cfg(unix)]
#![allow(unsafe_code)]

use std::collections::BTreeSet;
use std::ffi::CStr;

use ostler::ErrorKind;
use ostler::signal::{self, Signal};
use proptest::prelude::*;

#[test]
fn numbers_are_the_c_librarys() {
    for (signal, number) in [
        (signal::SIGABRT, libc::SIGABRT),
        (signal::SIGALRM, libc::SIGALRM),
        (signal::SIGBUS, libc::SIGBUS),
        (signal::SIGCHLD, libc::SIGCHLD),
        (signal::SIGCONT, libc::SIGCONT),
        (signal::SIGFPE, libc::SIGFPE),
        (signal::SIGHUP, libc::SIGHUP),
        (signal::SIGILL, libc::SIGILL),
        (signal::SIGINT, libc::SIGINT),
        (signal::SIGIO, libc::SIGIO),
        (signal::SIGKILL, libc::SIGKILL),
        (signal::SIGPIPE, libc::SIGPIPE),
        (signal::SIGPROF, libc::SIGPROF),
        (signal::SIGQUIT, libc::SIGQUIT),
        (signal::SIGSEGV, libc::SIGSEGV),
        (signal::SIGSTOP, libc::SIGSTOP),
        (signal::SIGSYS, libc::SIGSYS),
        (signal::SIGTERM, libc::SIGTERM),
        (signal::SIGTRAP, libc::SIGTRAP),
        (signal::SIGTSTP, libc::SIGTSTP),
        (signal::SIGTTIN, libc::SIGTTIN),
        (signal::SIGTTOU, libc::SIGTTOU),
        (signal::SIGURG, libc::SIGURG),
        (signal::SIGUSR1, libc::SIGUSR1),
        (signal::SIGUSR2, libc::SIGUSR2),
        (signal::SIGVTALRM, libc::SIGVTALRM),
        (signal::SIGWINCH, libc::SIGWINCH),
        (signal::SIGXCPU, libc::SIGXCPU),
        (signal::SIGXFSZ, libc::SIGXFSZ),
        (signal::SIGIOT, libc::SIGABRT),
    ] {
        assert_eq!(signal.raw(), number);
        assert_eq!(Signal::from_raw(number), signal);
        assert_eq!(i32::from(signal), number);
        assert!(signal.is_valid());
    }
    assert_eq!(Signal::SIGTERM, signal::SIGTERM);
}

/// The second witness: the shell's own list.
#[test]
fn names_are_the_shells() {
    for number in 1..=31 {
        let output = std::process::Command::new("sh")
            .args(["-c", "kill -l \"$1\"", "sh", &number.to_string()])
            .output()
            .unwrap();
        let theirs = String::from_utf8(output.stdout).unwrap();
        let signal = Signal::from_raw(number);
        match theirs.trim() {
            // A shell that has no name for it gives the number back.
            name if name.starts_with(|first: char| first.is_ascii_digit()) => {}
            "POLL" => assert_eq!(signal.name(), Some("SIGIO")),
            name => assert_eq!(signal.name(), Some(format!("SIG{name}").as_str()), "{number}"),
        }
    }
}

#[test]
fn every_valid_signal_survives_its_text() {
    let all: Vec<Signal> = Signal::all().collect();
    assert!(all.len() >= 29);
    assert!(all.is_sorted());
    let texts: BTreeSet<String> = all.iter().map(Signal::to_string).collect();
    assert_eq!(texts.len(), all.len(), "two signals with one name");
    for signal in all {
        let text = signal.to_string();
        assert!(text.starts_with("SIG"), "{text}");
        assert_eq!(format!("{signal:?}"), text);
        for spelling in [
            text.clone(),
            text.to_lowercase(),
            text[3..].to_owned(),
            text[3..].to_lowercase(),
            signal.raw().to_string(),
        ] {
            assert_eq!(spelling.parse::<Signal>().unwrap(), signal, "{spelling}");
        }
    }
}

#[test]
fn text_is_padded_like_text() {
    assert_eq!(format!("{:>8}|{:<8}|", signal::SIGHUP, signal::SIGINT), "  SIGHUP|SIGINT  |");
    assert_eq!(format!("{:4}|", Signal::from_raw(0)), "   0|");
}

#[test]
fn descriptions_are_the_c_librarys() {
    for signal in Signal::all() {
        // SAFETY: the signal is valid, and the text is read at once.
        let theirs = unsafe { CStr::from_ptr(libc::strsignal(signal.raw())) };
        assert_eq!(signal.description().unwrap(), theirs.to_str().unwrap());
    }
    for number in [i32::MIN, -1, 0, 129, i32::MAX] {
        assert_eq!(Signal::from_raw(number).description(), None);
        assert!(!Signal::from_raw(number).is_valid());
    }
}

#[test]
fn descriptions_from_many_threads() {
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for signal in Signal::all().cycle().take(2_000) {
                    assert!(signal.description().is_some_and(|text| !text.is_empty()));
                }
            });
        }
    });
}

#[test]
fn numbers_without_a_name() {
    assert_eq!(Signal::from_raw(0).to_string(), "0");
    assert_eq!(format!("{:?}", Signal::from_raw(-7)), "Signal(-7)");
    assert_eq!("0".parse::<Signal>().unwrap().raw(), 0);
}

#[test]
fn what_is_no_signal() {
    for text in [
        "",
        "SIG",
        "SIGSIGTERM",
        "TERMINATE",
        "-9",
        "+9",
        " 9",
        "9 ",
        "129",
        "99999999999999999999",
        "RTMIN+",
        "RTMIN-1",
        "RTMAX+1",
        "RTMIN+99",
        "RTMAX-99",
        "RTMIN+-1",
        "RTMIN+99999999999",
        "RTMAX-2147483648",
        "rt",
        "K\u{131}LL",
        "TERM\0",
        "\u{ff34}ERM",
    ] {
        let error = text.parse::<Signal>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value, "{text:?}");
        assert_eq!(error.errno(), None);
        assert!(error.to_string().starts_with("unknown signal: "), "{error}");
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;

    #[test]
    fn of_linux() {
        assert_eq!(signal::SIGPWR.raw(), libc::SIGPWR);
        assert_eq!(signal::SIGSTKFLT.raw(), libc::SIGSTKFLT);
        assert_eq!((signal::SIGCLD, signal::SIGPOLL), (signal::SIGCHLD, signal::SIGIO));
        assert_eq!("cld".parse::<Signal>().unwrap().to_string(), "SIGCHLD");
        assert_eq!("SIGPOLL".parse::<Signal>().unwrap().name(), Some("SIGIO"));
        assert_eq!("IOT".parse::<Signal>().unwrap().name(), Some("SIGABRT"));
    }

    #[test]
    fn real_time() {
        let (first, last) = (signal::SIGRTMIN(), signal::SIGRTMAX());
        assert_eq!((first.raw(), last.raw()), (libc::SIGRTMIN(), libc::SIGRTMAX()));
        assert_eq!((first.to_string(), last.to_string()), ("SIGRTMIN".into(), "SIGRTMAX".into()));
        assert_eq!(Signal::from_raw(first.raw() + 3).to_string(), "SIGRTMIN+3");
        assert_eq!(Signal::from_raw(last.raw() - 1).to_string(), "SIGRTMAX-1");
        assert_eq!("sigrtmax-1".parse::<Signal>().unwrap().raw(), last.raw() - 1);
        assert_eq!("RTMIN".parse::<Signal>().unwrap(), first);
        assert!(first.is_realtime() && last.is_realtime());
        assert!(!signal::SIGTERM.is_realtime() && !Signal::from_raw(first.raw() - 1).is_realtime());
        assert_eq!(first.name(), None);
    }

    /// What the C library keeps for itself is not offered; the rest is what the kernel has.
    #[test]
    fn valid_ones() {
        let expected: Vec<i32> = (1..=31).chain(libc::SIGRTMIN()..=libc::SIGRTMAX()).collect();
        assert_eq!(Signal::all().map(Signal::raw).collect::<Vec<_>>(), expected);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        if let Ok(signal) = text.parse::<Signal>() {
            prop_assert_eq!(signal.to_string().parse::<Signal>().unwrap(), signal);
        }
    }

    #[test]
    fn any_number_has_a_text(number: i32) {
        prop_assert!(!Signal::from_raw(number).to_string().is_empty());
    }
}

mod receiving {
    use std::os::fd::AsRawFd as _;
    use std::time::{Duration, Instant};

    use ostler::errno;
    use ostler::signal::{self, Receiver, Signal};

    /// In this thread, where it has come when this returns.
    fn raise(signal: Signal) {
        // SAFETY: no preconditions.
        assert_eq!(unsafe { libc::raise(signal.raw()) }, 0);
    }

    fn action(signal: Signal) -> usize {
        // SAFETY: sigaction fills the structure.
        unsafe {
            let mut now = std::mem::zeroed::<libc::sigaction>();
            assert_eq!(libc::sigaction(signal.raw(), std::ptr::null(), &raw mut now), 0);
            now.sa_sigaction
        }
    }

    fn is_readable(receiver: &Receiver) -> bool {
        let mut fds = [libc::pollfd { fd: receiver.as_raw_fd(), events: libc::POLLIN, revents: 0 }];
        // SAFETY: one entry that can be written to.
        assert!(unsafe { libc::poll(fds.as_mut_ptr(), 1, 0) } >= 0);
        fds[0].revents & libc::POLLIN != 0
    }

    #[test]
    fn one_after_the_other_until_it_is_dropped() {
        let (first, second) = (signal::SIGUSR1, signal::SIGWINCH);
        let before = action(first);
        let receiver = Receiver::new([first, second, first]).unwrap();
        assert_eq!(receiver.try_recv().unwrap(), None);
        assert!(!is_readable(&receiver));
        raise(first);
        assert!(is_readable(&receiver));
        raise(second);
        raise(first);
        let mut came: Vec<Signal> = (0..3)
            .map(|_| receiver.recv(Some(Duration::from_secs(60))).unwrap().unwrap())
            .collect();
        came.sort();
        assert_eq!(came, [first, first, second]);
        assert!(!is_readable(&receiver));
        // One receiver has it, and nothing of the second stays that could not be made.
        let busy = Receiver::new([signal::SIGUSR2, first]).unwrap_err();
        assert_eq!(busy.errno(), Some(errno::EBUSY));
        assert_eq!(action(signal::SIGUSR2), libc::SIG_DFL);
        // What the next receiver finds in the pipe is none of its own.
        raise(first);
        drop(receiver);
        assert_eq!(action(first), before);
        let next = Receiver::new([signal::SIGUSR2]).unwrap();
        assert_eq!(next.try_recv().unwrap(), None);
        raise(signal::SIGUSR2);
        assert_eq!(next.recv(None).unwrap(), Some(signal::SIGUSR2));
        let started = Instant::now();
        assert_eq!(next.recv(Some(Duration::from_millis(50))).unwrap(), None);
        assert!(started.elapsed() >= Duration::from_millis(50));
    }

    #[test]
    fn what_cannot_be_received() {
        for signal in [signal::SIGKILL, signal::SIGSTOP, signal::SIGSEGV, signal::SIGFPE] {
            let refused = Receiver::new([signal]).unwrap_err();
            assert_eq!(refused.errno(), Some(errno::EINVAL), "{signal}");
        }
        for number in [-1, 0, 4000, i32::MAX, i32::MIN] {
            let refused = Receiver::new([Signal::from_raw(number)]).unwrap_err();
            assert_eq!(refused.errno(), Some(errno::EINVAL), "{number}");
        }
    }

    #[test]
    fn a_call_that_waits_goes_on() {
        let receiver = Receiver::new([signal::SIGALRM]).unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        // SAFETY: no preconditions.
        let this = unsafe { libc::pthread_self() };
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            // SAFETY: the thread waits for this one.
            assert_eq!(unsafe { libc::pthread_kill(this, libc::SIGALRM) }, 0);
            std::thread::sleep(Duration::from_millis(50));
            std::io::Write::write_all(&mut &writer, b"x").unwrap();
        });
        let mut byte = [0_u8];
        // SAFETY: room for one byte.
        let read = unsafe { libc::read(reader.as_raw_fd(), byte.as_mut_ptr().cast(), 1) };
        assert_eq!((read, byte), (1, *b"x"));
        thread.join().unwrap();
        assert_eq!(receiver.try_recv().unwrap(), Some(signal::SIGALRM));
    }

    #[test]
    fn a_child_of_a_fork_has_the_signal_by_default() {
        let receiver = Receiver::new([signal::SIGPROF]).unwrap();
        // SAFETY: the child waits, and ends by `_exit`.
        let child = unsafe { libc::fork() };
        if child == 0 {
            // SAFETY: as above.
            unsafe {
                libc::pause();
                libc::_exit(7);
            }
        }
        std::thread::sleep(Duration::from_millis(50));
        let mut status = 0;
        // SAFETY: a child of ours.
        unsafe {
            assert_eq!(libc::kill(child, libc::SIGPROF), 0);
            assert_eq!(libc::waitpid(child, &raw mut status, 0), child);
        }
        assert!(libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGPROF, "{status}");
        assert_eq!(receiver.try_recv().unwrap(), None);
    }

    /// More than fit: none is waited for in the handler.
    #[test]
    fn more_than_anyone_takes() {
        let receiver = Receiver::new([signal::SIGURG]).unwrap();
        for _ in 0..100_000 {
            raise(signal::SIGURG);
        }
        let mut count = 0;
        while receiver.try_recv().unwrap() == Some(signal::SIGURG) {
            count += 1;
        }
        assert!(count > 1000, "{count}");
    }
}
