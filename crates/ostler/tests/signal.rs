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
