use std::collections::BTreeSet;
use std::mem::MaybeUninit;

use ostler::os::{self, GetrandomFlags};
use ostler::{ErrorKind, errno};
use ostler_sys as sys;

use crate::support::in_child;

#[test]
fn lengths() {
    for size in [0, 1, 7, 256, 257, 100_000] {
        assert_eq!(os::urandom(size).unwrap().len(), size);
        let got = os::getrandom(size, GetrandomFlags::empty()).unwrap();
        assert!(got.len() <= size && (size > 256 || got.len() == size));
    }
    // More than one call gives.
    assert_eq!(os::urandom(40 << 20).unwrap().len(), 40 << 20);
}

#[test]
fn never_the_same() {
    let mut seen = BTreeSet::new();
    for _ in 0..200 {
        assert!(seen.insert(os::urandom(16).unwrap()));
        assert!(seen.insert(os::getrandom(16, os::GRND_NONBLOCK).unwrap()));
        assert!(seen.insert(os::getrandom(16, os::GRND_RANDOM).unwrap()));
        let mut buffer = [0; 16];
        os::urandom_into(&mut buffer).unwrap();
        assert!(seen.insert(buffer.to_vec()));
        assert_eq!(os::getrandom_into(&mut buffer, GetrandomFlags::empty()).unwrap(), 16);
        assert!(seen.insert(buffer.to_vec()));
    }
}

/// Every byte is filled, to the last: none is zero in all of many tries.
#[test]
fn filled_throughout() {
    let mut sums = vec![0_u64; 5_000];
    for _ in 0..30 {
        let mut buffer = vec![0; sums.len()];
        os::urandom_into(&mut buffer).unwrap();
        for (sum, byte) in sums.iter_mut().zip(buffer) {
            *sum += u64::from(byte);
        }
    }
    assert!(sums.iter().all(|sum| *sum > 0));
}

#[test]
fn absurd_sizes() {
    for size in [usize::MAX, isize::MAX as usize + 1] {
        assert_eq!(os::urandom(size).unwrap_err().kind(), ErrorKind::Overflow);
        let refused = os::getrandom(size, GetrandomFlags::empty()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Overflow);
    }
    for size in [isize::MAX as usize, 1 << 60] {
        assert_eq!(os::urandom(size).unwrap_err().errno(), Some(errno::ENOMEM));
        let refused = os::getrandom(size, GetrandomFlags::empty()).unwrap_err();
        assert_eq!(refused.errno(), Some(errno::ENOMEM));
    }
}

#[test]
fn flags() {
    assert_eq!(os::GRND_NONBLOCK.bits(), libc::GRND_NONBLOCK);
    assert_eq!(os::GRND_RANDOM.bits(), libc::GRND_RANDOM);
    let unknown = os::getrandom(4, GetrandomFlags::from_bits_retain(99)).unwrap_err();
    assert_eq!(unknown.errno(), Some(errno::EINVAL));
    let unknown =
        os::getrandom_into(&mut [0; 4], GetrandomFlags::from_bits_retain(!0)).unwrap_err();
    assert_eq!(unknown.errno(), Some(errno::EINVAL));
}

#[test]
fn raw_parts() {
    let mut room = [MaybeUninit::uninit(); 32];
    let (filled, rest) = sys::random::getrandom(&mut room[..], 0).unwrap();
    assert_eq!((filled.len(), rest.len()), (32, 0));
    let mut buffer = [0; 32];
    assert_eq!(sys::random::urandom(&mut buffer), Ok(32));
    assert_eq!(sys::random::getrandom(&mut buffer, 0), Ok(32));
    assert_eq!(sys::random::getrandom(&mut [0_u8; 0], 0), Ok(0));
    assert_eq!(sys::random::getrandom_vec(7, 0).map(|bytes| bytes.len()), Ok(7));
}

/// A signal that is caught in the middle of a long call does not show.
#[test]
fn interrupted() {
    in_child("system::random::interrupted", || {
        extern "C" fn ignore(_signal: libc::c_int) {}
        // SAFETY: the handler does nothing; without SA_RESTART calls are interrupted.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = ignore as *const () as usize;
            assert_eq!(libc::sigaction(libc::SIGALRM, &raw const action, std::ptr::null_mut()), 0);
            let tick = libc::timeval { tv_sec: 0, tv_usec: 500 };
            let timer = libc::itimerval { it_interval: tick, it_value: tick };
            assert_eq!(
                libc::setitimer(libc::ITIMER_REAL, &raw const timer, std::ptr::null_mut()),
                0
            );
        }
        for _ in 0..20 {
            assert_eq!(os::urandom(2 << 20).unwrap().len(), 2 << 20);
        }
    });
}
