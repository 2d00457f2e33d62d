//! Event descriptors.

use ostler::{ErrorKind, errno, os};

use super::errno;

#[test]
fn the_counter_adds_up() {
    let event = os::eventfd(u32::MAX).unwrap();
    os::eventfd_write(&event, 1).unwrap();
    os::eventfd_write(&event, 0).unwrap();
    assert_eq!(os::eventfd_read(&event).unwrap(), 1 << 32);
    os::eventfd_write(&event, 3).unwrap();
    assert_eq!(os::read(&event, 8).unwrap(), 3_u64.to_ne_bytes(), "read by the usual call too");
}

#[test]
fn a_semaphore_gives_one_at_a_time() {
    let flags = os::EFD_SEMAPHORE | os::EFD_NONBLOCK | os::EFD_CLOEXEC;
    let slots = os::eventfd_with(2, flags).unwrap();
    assert!(!os::get_inheritable(&slots).unwrap());
    assert_eq!(os::eventfd_read(&slots).unwrap(), 1);
    assert_eq!(os::eventfd_read(&slots).unwrap(), 1);
    assert_eq!(os::eventfd_read(&slots).unwrap_err().kind(), ErrorKind::BlockingIo);
}

#[test]
fn the_counter_has_a_limit() {
    let event = os::eventfd_with(0, os::EFD_NONBLOCK).unwrap();
    assert!(os::get_inheritable(&event).unwrap(), "flags without EFD_CLOEXEC mean that");
    assert_eq!(errno(os::eventfd_write(&event, u64::MAX)), Some(errno::EINVAL));
    os::eventfd_write(&event, u64::MAX - 1).unwrap();
    assert_eq!(os::eventfd_write(&event, 1).unwrap_err().kind(), ErrorKind::BlockingIo);
    assert_eq!(os::eventfd_read(&event).unwrap(), u64::MAX - 1);
}

#[test]
fn a_thread_wakes_another() {
    let event = os::eventfd(0).unwrap();
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| os::eventfd_read(&event).unwrap());
        os::eventfd_write(&event, 42).unwrap();
        assert_eq!(waiter.join().unwrap(), 42);
    });
}

#[test]
fn other_kinds_of_descriptor() {
    let (r, w) = os::pipe().unwrap();
    os::write(&w, b"abc").unwrap();
    assert_eq!(errno(os::eventfd_read(&r)), Some(errno::EINVAL), "3 bytes are no number");
    os::write(&w, &5_u64.to_ne_bytes()).unwrap();
    assert_eq!(os::eventfd_read(&r).unwrap(), 5, "the kind is not checked");
    drop(w);
    assert_eq!(errno(os::eventfd_read(&r)), Some(errno::EINVAL));
    assert_eq!(errno(os::eventfd_write(&r, 1)), Some(errno::EBADF));
    let unknown = os::EventfdFlags::from_bits_retain(1 << 20);
    assert_eq!(errno(os::eventfd_with(0, unknown)), Some(errno::EINVAL));
}
