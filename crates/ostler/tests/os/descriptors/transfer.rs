//! From descriptor to descriptor.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;

use ostler::{ErrorKind, errno, os};

use super::errno;

fn file(bytes: &[u8]) -> std::fs::File {
    let file = tempfile::tempfile().unwrap();
    os::pwrite(&file, bytes, 0).unwrap();
    file
}

fn all(file: &std::fs::File) -> Vec<u8> {
    os::pread(file, 1 << 16, 0).unwrap()
}

#[test]
fn ranges_are_copied() {
    let (src, dst) = (file(b"0123456789"), file(b""));
    assert_eq!(os::copy_file_range(&src, &dst, 4).unwrap(), 4);
    assert_eq!(os::copy_file_range(&src, &dst, 2).unwrap(), 2, "from where the first stopped");
    assert_eq!(all(&dst), b"012345");
    assert_eq!(os::copy_file_range_with(&src, &dst, 3, Some(0), Some(8)).unwrap(), 3);
    assert_eq!(all(&dst), b"012345\0\x00012");
    assert_eq!(os::lseek(&src, 0, os::SEEK_CUR).unwrap(), 6, "its own offset stays");
    assert_eq!(os::copy_file_range_with(&src, &dst, 3, Some(100), None).unwrap(), 0, "the end");
    assert_eq!(os::copy_file_range_with(&src, &dst, 1 << 40, Some(9), Some(0)).unwrap(), 1);
}

#[test]
fn ranges_that_cannot_be_copied() {
    let (src, dst) = (file(b"0123456789"), file(b""));
    assert!(os::copy_file_range_with(&src, &dst, 1, Some(-1), None).is_err());
    assert!(os::copy_file_range_with(&src, &dst, 1, None, Some(i64::MIN)).is_err());
    let (r, w) = os::pipe().unwrap();
    assert_eq!(errno(os::copy_file_range(&r, &dst, 1)), Some(errno::EINVAL));
    assert_eq!(errno(os::copy_file_range(&src, &w, 1)), Some(errno::EINVAL));
    let dir = std::fs::File::open("/").unwrap();
    assert_eq!(os::copy_file_range(&dir, &dst, 1).unwrap_err().kind(), ErrorKind::IsADirectory);
    let absurd = os::copy_file_range_with(&src, &dst, usize::MAX, Some(9), Some(0));
    assert_eq!(errno(absurd), Some(errno::EOVERFLOW));
    let overlap = os::copy_file_range_with(&src, &src, 5, Some(0), Some(1));
    assert_eq!(errno(overlap), Some(errno::EINVAL));
}

#[test]
fn splice_moves_both_ways() {
    let (r, w) = os::pipe().unwrap();
    let src = file(b"0123456789");
    assert_eq!(os::splice(&src, &w, 3).unwrap(), 3);
    let flags = os::SPLICE_F_MOVE | os::SPLICE_F_MORE;
    assert_eq!(os::splice_with(&src, &w, 2, Some(8), None, flags).unwrap(), 2);
    assert_eq!(os::lseek(&src, 0, os::SEEK_CUR).unwrap(), 3);
    let dst = file(b"......");
    assert_eq!(os::splice_with(&r, &dst, 100, None, Some(1), flags).unwrap(), 5);
    assert_eq!(all(&dst), b".01289");
    drop(w);
    assert_eq!(os::splice(&r, &dst, 100).unwrap(), 0, "no writer");
}

#[test]
fn splice_that_cannot_be() {
    let (r, w) = os::pipe().unwrap();
    let (one, two) = (file(b"x"), file(b"y"));
    assert_eq!(errno(os::splice(&one, &two, 1)), Some(errno::EINVAL), "no pipe");
    let none = os::SpliceFlags::empty();
    let offset = os::splice_with(&r, &one, 1, Some(0), None, none);
    assert_eq!(errno(offset), Some(errno::ESPIPE));
    assert!(os::splice_with(&one, &w, 1, Some(-1), None, none).is_err());
    let empty = os::splice_with(&r, &one, 1, None, None, os::SPLICE_F_NONBLOCK);
    assert_eq!(empty.unwrap_err().kind(), ErrorKind::BlockingIo);
    let unknown = os::SpliceFlags::from_bits_retain(1 << 30);
    assert_eq!(errno(os::splice_with(&r, &one, 1, None, None, unknown)), Some(errno::EINVAL));
}

#[test]
fn sendfile_over_tcp() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (server, _) = listener.accept().unwrap();
    let bytes: Vec<u8> = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
    let src = file(&bytes);
    let sender = std::thread::spawn(move || {
        let mut offset = 0;
        loop {
            match os::sendfile(&server, &src, Some(offset), 1 << 16).unwrap() {
                0 => break,
                n => offset += n as i64,
            }
        }
        assert_eq!(os::lseek(&src, 0, os::SEEK_CUR).unwrap(), 0, "its own offset stays");
    });
    let mut received = Vec::new();
    client.read_to_end(&mut received).unwrap();
    sender.join().unwrap();
    assert!(received == bytes);
}

#[test]
fn sendfile_without_an_offset_moves_on() {
    let (one, two) = UnixStream::pair().unwrap();
    let src = file(b"0123456789");
    assert_eq!(os::sendfile(&one, &src, None, 4).unwrap(), 4);
    assert_eq!(os::sendfile(&one, &src, None, 1 << 40).unwrap(), 6);
    assert_eq!(os::sendfile(&one, &src, None, 4).unwrap(), 0, "the end");
    assert_eq!(os::read(&two, 100).unwrap(), b"0123456789");
    let dst = file(b"");
    assert_eq!(os::sendfile(&dst, &src, Some(8), 100).unwrap(), 2, "into a file");
    assert_eq!(all(&dst), b"89");
}

/// In a process of its own: whoever forks meanwhile has the other end for a moment, after it is closed here.
#[test]
fn sendfile_that_cannot_be() {
    crate::support::in_child("descriptors::transfer::sendfile_that_cannot_be", || {
        let (mut one, two) = UnixStream::pair().unwrap();
        let src = file(b"0123456789");
        assert_eq!(errno(os::sendfile(&one, &src, Some(-1), 1)), Some(errno::EINVAL));
        assert_eq!(errno(os::sendfile(&one, &src, None, usize::MAX)), Some(errno::EINVAL));
        assert!(os::sendfile(&one, std::fs::File::open("/").unwrap(), Some(0), 1).is_err());
        one.set_nonblocking(true).unwrap();
        while one.write(&[0; 4096]).is_ok() {}
        // Before Linux 6.5 there is some room left for this one.
        let full = loop {
            match os::sendfile(&one, &src, Some(0), 10) {
                Ok(_) => {}
                Err(full) => break full,
            }
        };
        assert_eq!(full.kind(), ErrorKind::BlockingIo);
        drop(two);
        assert_eq!(
            os::sendfile(&one, &src, Some(0), 10).unwrap_err().kind(),
            ErrorKind::BrokenPipe
        );
    });
}
