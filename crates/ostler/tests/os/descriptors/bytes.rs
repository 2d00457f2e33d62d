//! Reading and writing.

use std::io::{IoSlice, IoSliceMut, Read as _, Seek as _, Write as _};
use std::os::unix::net::UnixStream;

use ostler::{ErrorKind, errno, os};
use proptest::prelude::*;

use super::errno;

#[test]
fn read_gives_what_is_there_and_no_memory_beyond() {
    let (r, w) = os::pipe().unwrap();
    assert_eq!(os::write(&w, b"0123456789").unwrap(), 10);
    let bytes = os::read(&r, 1 << 20).unwrap();
    assert_eq!(bytes, b"0123456789");
    assert!(bytes.capacity() < 100, "{}", bytes.capacity());
    drop(w);
    assert_eq!(os::read(&r, 1 << 20).unwrap(), b"", "the end");
}

#[test]
fn read_of_absurd_lengths_is_capped() {
    let (r, w) = os::pipe().unwrap();
    os::write(&w, b"abc").unwrap();
    match os::read(&r, usize::MAX) {
        Ok(bytes) => assert_eq!(bytes, b"abc"),
        // A machine that does not lend 2 GiB.
        Err(error) => assert_eq!(error.errno(), Some(errno::ENOMEM)),
    }
    let file = tempfile::tempfile().unwrap();
    match os::pread(&file, usize::MAX, 0) {
        Ok(bytes) => assert_eq!(bytes, b""),
        Err(error) => assert_eq!(error.errno(), Some(errno::ENOMEM)),
    }
}

#[test]
fn read_without_memory_is_an_error() {
    crate::support::in_child("descriptors::bytes::read_without_memory_is_an_error", || {
        let zero = os::open("/dev/zero", os::O_RDONLY).unwrap();
        let limit = libc::rlimit { rlim_cur: 1 << 29, rlim_max: libc::RLIM_INFINITY };
        // SAFETY: the structure is valid.
        assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_AS, &raw const limit) }, 0);
        assert_eq!(errno(os::read(&zero, usize::MAX)), Some(errno::ENOMEM));
        assert_eq!(errno(os::pread(&zero, usize::MAX, 0)), Some(errno::ENOMEM));
        assert_eq!(os::read(&zero, 3).unwrap(), [0; 3]);
    });
}

#[test]
fn read_of_nothing_still_asks() {
    let (r, w) = os::pipe().unwrap();
    assert_eq!(os::read(&r, 0).unwrap(), b"");
    assert_eq!(os::readinto(&r, &mut []).unwrap(), 0);
    assert_eq!(errno(os::read(&w, 0)), Some(errno::EBADF), "the wrong end");
    assert_eq!(errno(os::readinto(&w, &mut [])), Some(errno::EBADF));
    assert_eq!(errno(os::write(&r, b"")), Some(errno::EBADF));
}

#[test]
fn readinto_fills_the_front_and_leaves_the_rest() {
    let (r, w) = os::pipe().unwrap();
    os::write(&w, b"abc").unwrap();
    let mut buffer = [b'.'; 6];
    assert_eq!(os::readinto(&r, &mut buffer).unwrap(), 3);
    assert_eq!(&buffer, b"abc...");
}

#[test]
fn directories_and_terminals_answer_for_themselves() {
    let dir = std::fs::File::open("/").unwrap();
    assert_eq!(os::read(&dir, 10).unwrap_err().kind(), ErrorKind::IsADirectory);
    assert_eq!(os::read(&dir, usize::MAX).unwrap_err().kind(), ErrorKind::IsADirectory);
}

#[test]
fn positioned_calls_leave_the_offset() {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"0123456789").unwrap();
    file.seek(std::io::SeekFrom::Start(4)).unwrap();
    assert_eq!(os::pread(&file, 3, 7).unwrap(), b"789");
    assert_eq!(os::pread(&file, 3, 100).unwrap(), b"");
    assert_eq!(os::pwrite(&file, b"XY", 1).unwrap(), 2);
    let (mut one, mut two) = ([0; 2], [0; 20]);
    let mut buffers = [IoSliceMut::new(&mut one), IoSliceMut::new(&mut two)];
    assert_eq!(os::preadv(&file, &mut buffers, 5).unwrap(), 5);
    assert_eq!((&one, &two[..3]), (b"56", &b"789"[..]));
    assert_eq!(os::pwritev(&file, &[IoSlice::new(b"v"), IoSlice::new(b"w")], 8).unwrap(), 2);
    assert_eq!(file.stream_position().unwrap(), 4);
    let mut rest = String::new();
    file.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "4567vw");
}

#[test]
fn negative_offsets_are_the_kernels_business() {
    let file = tempfile::tempfile().unwrap();
    for offset in [-1, -2, i64::MIN] {
        assert_eq!(errno(os::pread(&file, 1, offset)), Some(errno::EINVAL));
        assert_eq!(errno(os::pwrite(&file, b"x", offset)), Some(errno::EINVAL));
        let mut byte = [0];
        let mut into = [IoSliceMut::new(&mut byte)];
        assert_eq!(errno(os::preadv(&file, &mut into, offset)), Some(errno::EINVAL));
        assert_eq!(errno(os::pwritev(&file, &[IoSlice::new(b"x")], offset)), Some(errno::EINVAL));
    }
    assert!(os::pwrite(&file, b"x", i64::MAX).is_err());
    assert_eq!(file.metadata().unwrap().len(), 0);
    let (r, w) = os::pipe().unwrap();
    assert_eq!(errno(os::pread(&r, 1, 0)), Some(errno::ESPIPE));
    assert_eq!(errno(os::pwrite(&w, b"x", 0)), Some(errno::ESPIPE));
}

#[test]
fn vectors_fill_in_order() {
    let (r, w) = os::pipe().unwrap();
    let slices = [IoSlice::new(b"ab"), IoSlice::new(b""), IoSlice::new(b"cdefg")];
    assert_eq!(os::writev(&w, &slices).unwrap(), 7);
    let (mut one, mut two, mut three) = ([0; 3], [0; 2], [b'.'; 4]);
    let mut buffers =
        [IoSliceMut::new(&mut one), IoSliceMut::new(&mut two), IoSliceMut::new(&mut three)];
    assert_eq!(os::readv(&r, &mut buffers).unwrap(), 7);
    assert_eq!((&one, &two, &three), (b"abc", b"de", b"fg.."));
}

#[test]
fn more_vectors_than_the_system_takes_are_refused() {
    let byte = *b"x";
    let slices = vec![IoSlice::new(&byte); 1025];
    let file = tempfile::tempfile().unwrap();
    assert_eq!(os::writev(&file, &slices[..1024]).unwrap(), 1024);
    assert_eq!(errno(os::writev(&file, &slices)), Some(errno::EINVAL));
    assert_eq!(errno(os::pwritev(&file, &slices, 0)), Some(errno::EINVAL));
    assert_eq!(file.metadata().unwrap().len(), 1024, "nothing was written of them");

    let mut bytes = vec![0_u8; 1025];
    let mut buffers: Vec<_> = bytes.chunks_mut(1).map(IoSliceMut::new).collect();
    assert_eq!(os::preadv(&file, &mut buffers[..1024], 0).unwrap(), 1024);
    assert_eq!(errno(os::readv(&file, &mut buffers)), Some(errno::EINVAL));
    assert_eq!(errno(os::preadv(&file, &mut buffers, 0)), Some(errno::EINVAL));
    let with = os::preadv_with(&file, &mut buffers, 0, os::RWF_HIPRI);
    assert_eq!(errno(with), Some(errno::EINVAL));
    let with = os::pwritev_with(&file, &slices, 0, os::RWF_SYNC);
    assert_eq!(errno(with), Some(errno::EINVAL));
}

#[test]
fn no_vectors_are_no_bytes() {
    let file = tempfile::tempfile().unwrap();
    assert_eq!(os::writev(&file, &[]).unwrap(), 0);
    assert_eq!(os::readv(&file, &mut []).unwrap(), 0);
    assert_eq!(os::preadv(&file, &mut [], 0).unwrap(), 0);
    assert_eq!(os::pwritev(&file, &[], 0).unwrap(), 0);
}

#[test]
fn append_for_one_write() {
    let file = tempfile::tempfile().unwrap();
    os::write(&file, b"0123456789").unwrap();
    os::lseek(&file, 2, os::SEEK_SET).unwrap();
    let slices = [IoSlice::new(b"AB")];
    assert_eq!(os::pwritev_with(&file, &slices, 5, os::RWF_APPEND).unwrap(), 2);
    assert_eq!(os::lseek(&file, 0, os::SEEK_CUR).unwrap(), 2, "an offset given leaves the file's");
    assert_eq!(os::pwritev_with(&file, &slices, -1, os::RWF_APPEND).unwrap(), 2);
    assert_eq!(os::lseek(&file, 0, os::SEEK_CUR).unwrap(), 14, "-1 moves it");
    assert_eq!(os::pread(&file, 100, 8).unwrap(), b"89ABAB");
}

#[test]
fn flags_reach_the_kernel() {
    let file = tempfile::tempfile().unwrap();
    let slices = [IoSlice::new(b"AB")];
    for flags in [os::RWF_SYNC, os::RWF_DSYNC, os::RWF_HIPRI, os::RwfFlags::empty()] {
        assert_eq!(os::pwritev_with(&file, &slices, 0, flags).unwrap(), 2, "{flags:?}");
    }
    // Kernels and file systems differ on these; none may take them for something else.
    for flags in [os::RWF_DONTCACHE, os::RWF_ATOMIC] {
        match os::pwritev_with(&file, &slices, 0, flags) {
            Ok(n) => assert_eq!(n, 2),
            Err(error) => {
                let expected = [Some(errno::EOPNOTSUPP), Some(errno::EINVAL)];
                assert!(expected.contains(&error.errno()), "{flags:?}: {error}");
            }
        }
    }
    let unknown = os::RwfFlags::from_bits_retain(1 << 30);
    assert_eq!(errno(os::pwritev_with(&file, &slices, 0, unknown)), Some(errno::EOPNOTSUPP));
    let mut byte = [0];
    match os::preadv_with(&file, &mut [IoSliceMut::new(&mut byte)], 1, os::RWF_NOWAIT) {
        Ok(_) => assert_eq!(&byte, b"B"),
        Err(error) => {
            assert!(matches!(error.errno(), Some(errno::EAGAIN | errno::EOPNOTSUPP)), "{error}");
        }
    }
    // The numbers of <linux/fs.h>.
    assert_eq!(os::RWF_HIPRI.bits(), 0x1);
    assert_eq!(os::RWF_NOWAIT.bits(), 0x8);
    assert_eq!(os::RWF_APPEND.bits(), 0x10);
    assert_eq!(os::RWF_ATOMIC.bits(), 0x40);
    assert_eq!(os::RWF_DONTCACHE.bits(), 0x80);
}

/// In a process of its own: whoever forks meanwhile has the other end for a moment, after it is closed here.
#[test]
fn writing_to_nobody_and_to_a_full_pipe() {
    crate::support::in_child("descriptors::bytes::writing_to_nobody_and_to_a_full_pipe", || {
        let (r, w) = os::pipe().unwrap();
        os::set_blocking(&w, false).unwrap();
        let chunk = [0; 4096];
        let full = loop {
            if let Err(error) = os::write(&w, &chunk) {
                break error;
            }
        };
        assert_eq!(full.kind(), ErrorKind::BlockingIo);
        drop(r);
        assert_eq!(os::write(&w, b"x").unwrap_err().kind(), ErrorKind::BrokenPipe);
        assert_eq!(
            os::writev(&w, &[IoSlice::new(b"x")]).unwrap_err().kind(),
            ErrorKind::BrokenPipe
        );
    });
}

#[test]
fn the_standard_librarys_descriptors_serve() {
    let (one, two) = UnixStream::pair().unwrap();
    os::write(&one, b"by reference").unwrap();
    assert_eq!(os::read(&two, 100).unwrap(), b"by reference");
    let (mut r, w) = std::io::pipe().unwrap();
    os::write(w, b"by value").unwrap();
    let mut text = String::new();
    r.read_to_string(&mut text).unwrap();
    assert_eq!(text, "by value");
}

proptest! {
    /// However a sequence of bytes is cut up for writing and for reading, it comes out as it went in.
    #[test]
    fn cuts_do_not_matter(bytes in prop::collection::vec(any::<u8>(), 0..4000), cut in 1..700_usize, n in 1..900_usize) {
        let (r, w) = os::pipe().unwrap();
        let slices: Vec<_> = bytes.chunks(cut).map(IoSlice::new).collect();
        for part in slices.chunks(1024) {
            os::writev(&w, part).unwrap();
        }
        drop(w);
        let mut back = Vec::new();
        loop {
            let part = os::read(&r, n).unwrap();
            if part.is_empty() {
                break;
            }
            prop_assert!(part.len() <= n);
            back.extend(part);
        }
        prop_assert_eq!(back, bytes);
    }
}
