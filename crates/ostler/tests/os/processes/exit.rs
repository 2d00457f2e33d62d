//! `abort`, `_exit` and the exit codes.

use ostler::{os, signal};

use super::witness::limit;
use super::{forked, status_of};
use crate::support::in_child;

#[test]
fn exit_codes_are_those_of_the_system() {
    in_child("processes::exit::exit_codes_are_those_of_the_system", || {
        // The numbers of <sysexits.h>.
        let codes = [
            (os::EX_OK, 0),
            (os::EX_USAGE, 64),
            (os::EX_DATAERR, 65),
            (os::EX_NOINPUT, 66),
            (os::EX_NOUSER, 67),
            (os::EX_NOHOST, 68),
            (os::EX_UNAVAILABLE, 69),
            (os::EX_SOFTWARE, 70),
            (os::EX_OSERR, 71),
            (os::EX_OSFILE, 72),
            (os::EX_CANTCREAT, 73),
            (os::EX_IOERR, 74),
            (os::EX_TEMPFAIL, 75),
            (os::EX_PROTOCOL, 76),
            (os::EX_NOPERM, 77),
            (os::EX_CONFIG, 78),
        ];
        for (code, number) in codes {
            assert_eq!(status_of(forked(|| os::_exit(code))).code(), Some(number));
        }
        // The parent sees eight bits.
        for (code, seen) in [(256, 0), (-1, 255), (i32::MIN, 0), (i32::MAX, 255)] {
            assert_eq!(status_of(forked(|| os::_exit(code))).code(), Some(seen));
        }
    });
}

#[test]
fn exit_runs_no_handler_and_no_destructor() {
    extern "C" fn handler() {
        libc!(_exit(50));
    }
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            os::_exit(51);
        }
    }
    in_child("processes::exit::exit_runs_no_handler_and_no_destructor", || {
        let pid = forked(|| {
            let _loud = Loud;
            libc!(atexit(handler));
            os::_exit(7)
        });
        assert_eq!(status_of(pid).code(), Some(7));
    });
}

#[test]
fn abort_is_a_signal() {
    in_child("processes::exit::abort_is_a_signal", || {
        let pid = forked(|| {
            limit(libc::RLIMIT_CORE as i32, 0);
            os::abort()
        });
        assert_eq!(status_of(pid).signal(), Some(signal::SIGABRT));
    });
}
