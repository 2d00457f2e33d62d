//! The wait status and what reads it.

use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;

use ostler::os::{self, WaitStatus};
use ostler::{ErrorKind, signal};

#[test]
fn every_status_is_read_as_the_c_library_reads_it() {
    for raw in (0..=0xffff).chain([-1, i32::MIN, i32::MAX, 0x10000, 0x1_ff7f]) {
        let status = WaitStatus::from_raw(raw);
        assert_eq!(status.raw(), raw);
        assert_eq!(os::WIFEXITED(raw), libc::WIFEXITED(raw), "{raw:#x}");
        assert_eq!(os::WEXITSTATUS(raw), libc::WEXITSTATUS(raw), "{raw:#x}");
        assert_eq!(os::WIFSIGNALED(raw), libc::WIFSIGNALED(raw), "{raw:#x}");
        assert_eq!(os::WTERMSIG(raw).raw(), libc::WTERMSIG(raw), "{raw:#x}");
        assert_eq!(os::WCOREDUMP(raw), libc::WCOREDUMP(raw), "{raw:#x}");
        assert_eq!(os::WIFSTOPPED(raw), libc::WIFSTOPPED(raw), "{raw:#x}");
        assert_eq!(os::WSTOPSIG(raw).raw(), libc::WSTOPSIG(raw), "{raw:#x}");
        assert_eq!(os::WIFCONTINUED(raw), libc::WIFCONTINUED(raw), "{raw:#x}");

        let std = ExitStatus::from_raw(raw);
        assert_eq!(ExitStatus::from(status), std);
        assert_eq!(WaitStatus::from(std), status);
        assert_eq!(status.code(), std.code());
        assert_eq!(status.signal().map(signal::Signal::raw), std.signal());
        assert_eq!(status.stopped_signal().map(signal::Signal::raw), std.stopped_signal());
        assert_eq!(status.core_dumped(), std.core_dumped());
        assert_eq!(status.continued(), std.continued());
        assert_eq!(status.success(), std.code() == Some(0), "{raw:#x}");
        assert_eq!(status.to_string(), std.to_string());
    }
}

#[test]
fn exit_codes() {
    for (raw, code) in [(0, 0), (0x0300, 3), (0xff00, 255), (9, -9), (0x80 | 6, -6), (64, -64)] {
        assert_eq!(os::waitstatus_to_exitcode(raw).unwrap(), code, "{raw:#x}");
        assert_eq!(os::waitstatus_to_exitcode(WaitStatus::from_raw(raw)).unwrap(), code);
    }
    let stopped = os::waitstatus_to_exitcode(0x137f).unwrap_err();
    assert_eq!(stopped.kind(), ErrorKind::Value);
    assert_eq!(stopped.to_string(), "process stopped by delivery of signal 19");
    for (raw, text) in [(0xffff, "invalid wait status: 65535"), (-1, "invalid wait status: -1")] {
        let error = os::waitstatus_to_exitcode(raw).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Value, text));
    }
}

#[test]
fn it_is_readable() {
    assert_eq!(format!("{:?}", WaitStatus::from_raw(0x300)), "WaitStatus(0x300)");
    assert_eq!(WaitStatus::from_raw(0x300).to_string(), "exit status: 3");
}
