//! `popen`.

use std::io::{self, BufRead as _, Read as _, Write as _};
use std::os::fd::AsRawFd as _;

use ostler::{ErrorKind, os};

use super::witness::set_env;
use super::{children, raw_name, state, status_of};
use crate::support::{descriptors, in_child};

#[test]
fn what_a_command_prints() {
    in_child("processes::popen::what_a_command_prints", || {
        let mut pipe = os::popen("printf 'caf\\351 \\377'; echo unseen >/dev/null", "r").unwrap();
        assert!(pipe.pid() > 0);
        let mut text = Vec::new();
        pipe.read_to_end(&mut text).unwrap();
        assert_eq!(text, b"caf\xe9 \xff");
        assert_eq!(pipe.close().unwrap(), None);

        let pipe = os::popen("seq 3", "r").unwrap();
        let lines: Vec<_> = pipe.lines().map(Result::unwrap).collect();
        assert_eq!(lines, ["1", "2", "3"]);
        assert_eq!(children(), 0);
    });
}

#[test]
fn what_a_command_is_told() {
    in_child("processes::popen::what_a_command_is_told", || {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(raw_name());
        let mut command = std::ffi::OsString::from("cat > '");
        command.push(&file);
        command.push("'");
        let mut pipe = os::popen(&command, "w").unwrap();
        pipe.write_all(b"hello ").unwrap();
        pipe.flush().unwrap();
        pipe.write_all(&b"x".repeat(200_000)).unwrap();
        pipe.write_all(b" end").unwrap();
        assert_eq!(pipe.close().unwrap(), None);
        let text = std::fs::read(&file).unwrap();
        assert!(text.len() == 200_010 && text.ends_with(b"x end"));

        // Dropped, it writes what is left and waits all the same.
        let mut pipe = os::popen(&command, "w").unwrap();
        pipe.write_all(b"short").unwrap();
        drop(pipe);
        assert_eq!(std::fs::read(&file).unwrap(), b"short");
        assert_eq!(children(), 0);
    });
}

#[test]
fn how_the_command_ended() {
    in_child("processes::popen::how_the_command_ended", || {
        set_env("PATH", "/usr/bin:/bin");
        let ended = |command, mode| os::popen(command, mode).unwrap().close().unwrap();
        for mode in ["r", "w"] {
            assert_eq!(ended("exit 0", mode), None);
            assert_eq!(ended("exit 3", mode), Some(3 << 8));
            assert_eq!(ended("exit 255", mode), Some(255 << 8));
            assert_eq!(ended("kill -KILL $$", mode), Some(-9));
            assert_eq!(ended("exec ostler-has-no-such-command 2>/dev/null", mode), Some(127 << 8));
            assert_eq!(ended("", mode), None);
        }
    });
}

#[test]
fn a_closed_pipe_ends_the_command() {
    in_child("processes::popen::a_closed_pipe_ends_the_command", || {
        // This process ignores SIGPIPE. If its child did, it would write for ever.
        let mut pipe = os::popen("exec yes", "r").unwrap();
        let mut text = [0; 4];
        pipe.read_exact(&mut text).unwrap();
        assert_eq!(&text, b"y\ny\n");
        assert_eq!(pipe.close().unwrap(), Some(-libc::SIGPIPE));

        // And the other way round: what could not be written is an error, and the command is waited for.
        let mut pipe = os::popen("exec 0<&-; exit 3", "w").unwrap();
        let pid = pipe.pid();
        super::eventually(|| state(pid) == Some('Z'));
        pipe.write_all(b"text").unwrap();
        assert_eq!(pipe.close().unwrap_err().kind(), ErrorKind::BrokenPipe);
        assert_eq!((state(pid), children()), (None, 0));
    });
}

#[test]
fn the_other_direction_is_unsupported() {
    in_child("processes::popen::the_other_direction_is_unsupported", || {
        let mut reads = os::popen("true", "r").unwrap();
        assert_eq!(reads.write(b"x").unwrap_err().kind(), io::ErrorKind::Unsupported);
        reads.flush().unwrap();
        let mut writes = os::popen("cat >/dev/null", "w").unwrap();
        assert_eq!(writes.read(&mut [0]).unwrap_err().kind(), io::ErrorKind::Unsupported);
        assert_eq!(writes.fill_buf().unwrap_err().kind(), io::ErrorKind::Unsupported);
        writes.consume(7);
    });
}

#[test]
fn what_is_refused() {
    in_child("processes::popen::what_is_refused", || {
        let before = descriptors();
        for mode in ["", "x", "rw", "R", "rb"] {
            let error = os::popen("true", mode).unwrap_err();
            assert_eq!(error.to_string(), format!("invalid mode '{mode}'"));
            assert_eq!(error.kind(), ErrorKind::Value);
        }
        assert_eq!(os::popen("tr\0ue", "r").unwrap_err().kind(), ErrorKind::Value);
        let error = os::popen("x".repeat(4 << 20), "w").unwrap_err();
        assert_eq!(error.errno(), Some(ostler::errno::E2BIG));
        assert_eq!((descriptors(), children()), (before, 0));
    });
}

#[test]
fn nothing_else_is_inherited() {
    in_child("processes::popen::nothing_else_is_inherited", || {
        let open = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(libc!(fcntl(open.as_raw_fd(), libc::F_SETFD, 0)), 0);
        let other = os::popen("cat", "w").unwrap();
        let list = "for fd in /proc/$$/fd/*; do readlink $fd; done";
        let name = open.path().to_str().unwrap();
        let mut listing = String::new();
        os::popen(list, "r").unwrap().read_to_string(&mut listing).unwrap();
        assert!(listing.contains("pipe:") && !listing.contains(name), "{listing}");
        // By `system` it is.
        let found = format!("({list}) | grep -q {name}");
        assert!(os::system(found).unwrap().success());
        drop(other);
    });
}

#[test]
fn no_zombies_and_no_descriptors_are_left() {
    in_child("processes::popen::no_zombies_and_no_descriptors_are_left", || {
        let before = descriptors();
        for _ in 0..20 {
            os::popen("true", "r").unwrap().close().unwrap();
            drop(os::popen("true", "r").unwrap());
            drop(os::popen("true", "w").unwrap());
        }
        assert_eq!((descriptors(), children()), (before, 0));
    });
}

#[test]
fn somebody_else_waited_for_it() {
    in_child("processes::popen::somebody_else_waited_for_it", || {
        let pipe = os::popen("exit 3", "r").unwrap();
        assert_eq!(status_of(pipe.pid()).code(), Some(3));
        assert_eq!(pipe.close().unwrap_err().kind(), ErrorKind::ChildProcess);
    });
}

#[test]
fn with_standard_descriptors_closed() {
    in_child("processes::popen::with_standard_descriptors_closed", || {
        // The pipe's ends then have the numbers that the command's descriptors are to get.
        let pid = super::forked(|| {
            (0..2).for_each(|fd| assert_eq!(libc!(close(fd)), 0));
            let mut text = String::new();
            os::popen("echo hello", "r").unwrap().read_to_string(&mut text).unwrap();
            let mut pipe = os::popen("read word; test $word = hello", "w").unwrap();
            pipe.write_all(b"hello\n").unwrap();
            i32::from(text == "hello\n" && pipe.close().unwrap().is_none())
        });
        assert_eq!(status_of(pid).code(), Some(1));
    });
}
