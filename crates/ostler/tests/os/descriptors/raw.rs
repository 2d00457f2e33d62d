//! The floor below takes any number, and answers with an error number.

use std::io::{IoSlice, IoSliceMut};

use ostler::errno::{EBADF, Errno};
use ostler_sys::descriptors as sys;
use ostler_sys::fd::Fd;
use ostler_sys::linux::{eventfd, timerfd, xattr};

type Call = fn(Fd<'_>) -> Result<(), Errno>;

/// An open file to go with the bad one.
fn good() -> std::fs::File {
    tempfile::tempfile().unwrap()
}

fn on_good<T>(call: impl FnOnce(Fd<'_>) -> T) -> T {
    use ostler::fd::AsFd as _;
    let file = good();
    call(file.as_fd().into())
}

const CALLS: &[(&str, Call)] = &[
    ("read", |fd| sys::read(fd, &mut [0; 4][..]).map(drop)),
    ("read_vec", |fd| sys::read_vec(fd, 4).map(drop)),
    ("pread", |fd| sys::pread(fd, &mut [0; 4][..], 0).map(drop)),
    ("pread_vec", |fd| sys::pread_vec(fd, 4, 0).map(drop)),
    ("write", |fd| sys::write(fd, b"x").map(drop)),
    ("pwrite", |fd| sys::pwrite(fd, b"x", 0).map(drop)),
    ("readv", |fd| sys::readv(fd, &mut [IoSliceMut::new(&mut [0; 4])]).map(drop)),
    ("writev", |fd| sys::writev(fd, &[IoSlice::new(b"x")]).map(drop)),
    ("preadv", |fd| sys::preadv(fd, &mut [IoSliceMut::new(&mut [0; 4])], 0).map(drop)),
    ("pwritev", |fd| sys::pwritev(fd, &[IoSlice::new(b"x")], 0).map(drop)),
    ("preadv2", |fd| sys::preadv2(fd, &mut [IoSliceMut::new(&mut [0; 4])], 0, 0).map(drop)),
    ("pwritev2", |fd| sys::pwritev2(fd, &[IoSlice::new(b"x")], 0, 0).map(drop)),
    // SAFETY: there is nothing to close.
    ("close", |fd| unsafe { sys::close_raw(fd.raw()) }),
    ("dup", |fd| sys::dup(fd).map(drop)),
    ("dup2", |fd| sys::dup2(fd, &mut good().into(), true)),
    ("dup3", |fd| sys::dup2(fd, &mut good().into(), false)),
    ("lseek", |fd| sys::lseek(fd, 0, 0).map(drop)),
    ("ftruncate", |fd| sys::ftruncate(fd, 0)),
    ("fsync", sys::fsync),
    ("fdatasync", sys::fdatasync),
    ("posix_fadvise", |fd| sys::posix_fadvise(fd, 0, 0, 0)),
    ("posix_fallocate", |fd| sys::posix_fallocate(fd, 0, 1)),
    ("get_blocking", |fd| sys::get_blocking(fd).map(drop)),
    ("set_blocking", |fd| sys::set_blocking(fd, true)),
    ("get_inheritable", |fd| sys::get_inheritable(fd).map(drop)),
    ("set_inheritable", |fd| sys::set_inheritable(fd, true)),
    ("lockf", |fd| sys::lockf(fd, libc::F_TLOCK, 0)),
    ("openat", |fd| sys::openat(fd, c"x", 0, 0).map(drop)),
    ("grantpt", sys::grantpt),
    ("unlockpt", sys::unlockpt),
    ("ptsname", |fd| sys::ptsname(fd).map(drop)),
    ("ttyname", |fd| sys::ttyname(fd).map(drop)),
    ("tcgetpgrp", |fd| sys::tcgetpgrp(fd).map(drop)),
    ("tcsetpgrp", |fd| sys::tcsetpgrp(fd, 1)),
    ("winsize", |fd| sys::winsize(fd).map(drop)),
    ("sendfile to", |fd| on_good(|good| sys::sendfile(fd, good, None, 1)).map(drop)),
    ("sendfile from", |fd| on_good(|good| sys::sendfile(good, fd, Some(0), 1)).map(drop)),
    ("copy from", |fd| on_good(|good| sys::copy_file_range(fd, None, good, None, 1)).map(drop)),
    ("copy to", |fd| on_good(|good| sys::copy_file_range(good, None, fd, None, 1)).map(drop)),
    ("splice from", |fd| on_good(|good| sys::splice(fd, None, good, None, 1, 0)).map(drop)),
    ("splice to", |fd| on_good(|good| sys::splice(good, None, fd, None, 1, 0)).map(drop)),
    ("eventfd_read", |fd| eventfd::eventfd_read(fd).map(drop)),
    ("eventfd_write", |fd| eventfd::eventfd_write(fd, 1)),
    ("timerfd_gettime", |fd| timerfd::timerfd_gettime(fd).map(drop)),
    ("timerfd_settime", |fd| {
        let zero = timerfd::Timespec { tv_sec: 0, tv_nsec: 0 };
        timerfd::timerfd_settime(fd, 0, zero, zero).map(drop)
    }),
    ("getxattr", |fd| xattr::getxattr_vec(xattr::Of::Fd(fd), c"user.a").map(drop)),
    ("setxattr", |fd| xattr::setxattr(xattr::Of::Fd(fd), c"user.a", b"", 0)),
    ("listxattr", |fd| xattr::listxattr_vec(xattr::Of::Fd(fd)).map(drop)),
    ("removexattr", |fd| xattr::removexattr(xattr::Of::Fd(fd), c"user.a")),
];

/// -1, which the kernel never gives; a number nobody has open; numbers nobody can have.
#[test]
fn numbers_that_are_not_open() {
    crate::support::in_child("descriptors::raw::numbers_that_are_not_open", || {
        for number in [-1, 1000, i32::MAX, i32::MIN, -2] {
            // SAFETY: nobody owns these.
            let fd = unsafe { Fd::from_raw(number) };
            for (name, call) in CALLS {
                // The current directory, by its number.
                if number == libc::AT_FDCWD && *name == "openat" {
                    continue;
                }
                assert_eq!(call(fd), Err(EBADF), "{name} of {number}");
            }
            // An absolute path has no need of a directory, and an empty one is wrong in any.
            assert!(sys::openat(fd, c"/dev/null", 0, 0).is_ok(), "{number}");
            assert_eq!(
                sys::openat(fd, c"", 0, 0).map(drop),
                Err(ostler::errno::ENOENT),
                "{number}"
            );
            assert!(!sys::isatty(fd));
            // SAFETY: nobody owns these.
            assert!(unsafe { sys::login_tty_raw(number) }.is_err());
        }
    });
}

#[test]
fn buffers_need_not_be_initialised() {
    use ostler::fd::AsFd as _;
    let file = good();
    let fd = Fd::from(file.as_fd());
    sys::write(fd, b"0123456789").unwrap();
    let mut room = [std::mem::MaybeUninit::<u8>::uninit(); 16];
    let (bytes, rest) = sys::pread(fd, &mut room[..], 2).unwrap();
    assert_eq!((&*bytes, rest.len()), (&b"23456789"[..], 8));
    let mut vector = b"begin ".to_vec();
    vector.reserve(64);
    sys::pread(fd, sys::spare_capacity(&mut vector), 0).unwrap();
    assert_eq!(vector, b"begin 0123456789");
}

#[test]
fn locales_have_encodings() {
    assert_eq!(sys::codeset_of(c"C.UTF-8").unwrap().as_c_str(), c"UTF-8");
    assert!(!sys::codeset().is_empty());
    assert!(sys::codeset_of(c"no_SUCH.locale").is_err());
}
