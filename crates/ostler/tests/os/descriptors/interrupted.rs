//! Signals that interrupt a call: it is repeated, and nothing is lost.

use std::io::{IoSlice, IoSliceMut};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use ostler::{errno, os};
use ostler_sys as sys;
use ostler_sys::fd::Fd;

use super::locker;
use crate::support::{in_child, until};

static SIGNALS: AtomicUsize = AtomicUsize::new(0);
/// So many make a storm.
const ENOUGH: usize = 11;

extern "C" fn count(_signal: i32) {
    SIGNALS.fetch_add(1, Ordering::Relaxed);
}

/// Signals rain on the calling thread while `body` runs; none of them restarts a call.
fn storm<T>(body: impl FnOnce() -> T) -> T {
    // SAFETY: a zeroed action is valid, and the handler only counts.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = count as *const () as libc::sighandler_t;
        assert_eq!(libc::sigaction(libc::SIGUSR1, &raw const action, std::ptr::null_mut()), 0);
    }
    // SAFETY: pthread_self has no preconditions.
    let target = unsafe { libc::pthread_self() };
    let over = AtomicBool::new(false);
    let before = SIGNALS.load(Ordering::Relaxed);
    let result = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                // SAFETY: the thread waits for this one at the end of the scope.
                unsafe { libc::pthread_kill(target, libc::SIGUSR1) };
                std::thread::sleep(Duration::from_micros(200));
            }
        });
        let result = body();
        over.store(true, Ordering::Relaxed);
        result
    });
    assert!(SIGNALS.load(Ordering::Relaxed) >= before + ENOUGH, "there was no storm");
    result
}

/// Waits until so many more signals have come to the thread that is in a [`storm`]: what it waits for does not happen before.
fn rain(before: usize, drops: usize) {
    until("rain", || SIGNALS.load(Ordering::Relaxed) >= before + drops);
}

/// Does something on another thread when the [`storm`] has been one.
fn after_rain<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let before = SIGNALS.load(Ordering::Relaxed);
    std::thread::spawn(move || {
        rain(before, ENOUGH);
        act()
    })
}

fn pattern(len: usize) -> Vec<u8> {
    (0..len).map(|n| (n % 251) as u8).collect()
}

/// Writes into a pipe, slowly, while `read` takes everything out of it in a storm.
fn slowly(read: impl FnOnce(&ostler::fd::OwnedFd) -> Vec<u8>) {
    let (r, w) = os::pipe().unwrap();
    let writer = std::thread::spawn(move || {
        for part in pattern(20_000).chunks(1000) {
            let before = SIGNALS.load(Ordering::Relaxed);
            os::write(&w, part).unwrap();
            rain(before, 1);
        }
    });
    let received = storm(|| read(&r));
    writer.join().unwrap();
    assert!(received == pattern(20_000), "{} bytes", received.len());
}

#[test]
fn the_floor_below_says_so() {
    in_child("descriptors::interrupted::the_floor_below_says_so", || {
        let (r, _w) = os::pipe().unwrap();
        let interrupted = storm(|| {
            let mut last = Ok(0);
            for _ in 0..20 {
                last = sys::descriptors::read(Fd::from(&r), &mut [0; 8][..]);
            }
            last
        });
        assert_eq!(interrupted, Err(errno::EINTR));
    });
}

#[test]
fn reads_lose_nothing() {
    in_child("descriptors::interrupted::reads_lose_nothing", || {
        slowly(|r| {
            let mut all = Vec::new();
            loop {
                let part = os::read(r, 4096).unwrap();
                if part.is_empty() {
                    return all;
                }
                all.extend(part);
            }
        });
        slowly(|r| {
            let mut all = Vec::new();
            loop {
                let (mut one, mut two) = ([0; 100], [0; 300]);
                let mut into = [IoSliceMut::new(&mut one), IoSliceMut::new(&mut two)];
                let n = os::readv(r, &mut into).unwrap();
                if n == 0 {
                    return all;
                }
                all.extend([&one[..], &two[..]].concat().into_iter().take(n));
            }
        });
        slowly(|r| {
            let into = tempfile::tempfile().unwrap();
            while os::splice(r, &into, 700).unwrap() > 0 {}
            os::pread(&into, 1 << 20, 0).unwrap()
        });
    });
}

#[test]
fn writes_lose_nothing() {
    in_child("descriptors::interrupted::writes_lose_nothing", || {
        let (r, w) = os::pipe().unwrap();
        // The pipe is full by then, and the other waits for room.
        let reader = after_rain(move || {
            let mut all = Vec::new();
            loop {
                let part = os::read(&r, 5000).unwrap();
                if part.is_empty() {
                    return all;
                }
                all.extend(part);
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let bytes = pattern(400_000);
        storm(|| {
            let mut rest = &bytes[..];
            while !rest.is_empty() {
                rest = &rest[os::write(&w, rest).unwrap()..];
            }
            let mut rest = &bytes[..];
            while !rest.is_empty() {
                rest = &rest[os::writev(&w, &[IoSlice::new(rest)]).unwrap()..];
            }
        });
        drop(w);
        assert!(reader.join().unwrap() == [&bytes[..], &bytes[..]].concat());
    });
}

#[test]
fn opening_a_fifo_waits_on() {
    in_child("descriptors::interrupted::opening_a_fifo_waits_on", || {
        let tmp = tempfile::tempdir().unwrap();
        let path = tmp.path().join("fifo");
        let name = std::ffi::CString::new(path.as_os_str().as_encoded_bytes()).unwrap();
        // SAFETY: the name is a C string.
        assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
        let other = path.clone();
        let writer = after_rain(move || {
            os::write(os::open(other, os::O_WRONLY).unwrap(), b"through").unwrap();
        });
        let r = storm(|| os::open(&path, os::O_RDONLY).unwrap());
        assert_eq!(os::read(&r, 100).unwrap(), b"through");
        writer.join().unwrap();
    });
}

#[test]
fn waiting_for_a_lock_an_event_a_timer_goes_on() {
    in_child("descriptors::interrupted::waiting_for_a_lock_an_event_a_timer_goes_on", || {
        let file = tempfile::tempfile().unwrap();
        let (holder, tell) = locker(&file);
        let teller = after_rain(move || {
            os::write(&tell, b"!").unwrap();
        });
        storm(|| os::lockf(&file, os::F_LOCK, 0).unwrap());
        teller.join().unwrap();
        assert_eq!(holder.wait(), 0);

        let event = os::eventfd(0).unwrap();
        let other = os::dup(&event).unwrap();
        let writer = after_rain(move || {
            os::eventfd_write(&other, 7).unwrap();
        });
        assert_eq!(storm(|| os::eventfd_read(&event).unwrap()), 7);
        writer.join().unwrap();

        let timer = os::timerfd_create(ostler::time::CLOCK_MONOTONIC).unwrap();
        let other = os::dup(&timer).unwrap();
        let setter = after_rain(move || {
            os::timerfd_settime(&other, os::TimerfdTimerFlags::empty(), 0.05, 0.0).unwrap();
        });
        assert_eq!(storm(|| os::read(&timer, 8).unwrap()), 1_u64.to_ne_bytes());
        setter.join().unwrap();
    });
}
