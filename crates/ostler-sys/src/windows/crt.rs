//! The C runtime, by its name: the one the compiler links for this target may be another, with another table of descriptors.

use std::ffi::{c_char, c_int, c_long, c_uint, c_void};

/// What the runtime calls when an argument cannot be right.
pub(super) type InvalidParameterHandler =
    Option<unsafe extern "C" fn(*const u16, *const u16, *const u16, c_uint, usize)>;

/// `struct tm`: seconds, minutes, hours, day of the month, month from 0, year from 1900, days from Sunday and from New
/// Year, whether it is summer time.
pub(super) type Fields = [c_int; 9];

#[link(name = "ucrtbase", kind = "raw-dylib")]
unsafe extern "C" {
    pub(super) fn _errno() -> *mut c_int;
    pub(super) fn _set_thread_local_invalid_parameter_handler(
        new: InvalidParameterHandler,
    ) -> InvalidParameterHandler;
    pub(super) fn _wcserror_s(buffer: *mut u16, size: usize, errno: c_int) -> c_int;

    pub(super) fn _chsize_s(fd: c_int, size: i64) -> c_int;
    pub(super) fn _close(fd: c_int) -> c_int;
    pub(super) fn _commit(fd: c_int) -> c_int;
    pub(super) fn _dup(fd: c_int) -> c_int;
    pub(super) fn _dup2(fd: c_int, number: c_int) -> c_int;
    pub(super) fn _get_osfhandle(fd: c_int) -> isize;
    pub(super) fn _isatty(fd: c_int) -> c_int;
    pub(super) fn _lseeki64(fd: c_int, offset: i64, whence: c_int) -> i64;
    pub(super) fn _open_osfhandle(handle: isize, flags: c_int) -> c_int;
    pub(super) fn _read(fd: c_int, buffer: *mut c_void, count: c_uint) -> c_int;
    pub(super) fn _setmode(fd: c_int, mode: c_int) -> c_int;
    pub(super) fn _wopen(path: *const u16, flags: c_int, mode: c_int) -> c_int;
    pub(super) fn _write(fd: c_int, bytes: *const c_void, count: c_uint) -> c_int;

    pub(super) fn _wexecve(
        path: *const u16,
        argv: *const *const u16,
        envp: *const *const u16,
    ) -> isize;
    pub(super) fn _wspawnve(
        mode: c_int,
        path: *const u16,
        argv: *const *const u16,
        envp: *const *const u16,
    ) -> isize;
    pub(super) fn _get_daylight(hours: *mut c_int) -> c_int;
    pub(super) fn _get_dstbias(seconds: *mut c_long) -> c_int;
    pub(super) fn _get_timezone(seconds: *mut c_long) -> c_int;
    pub(super) fn _localtime64_s(fields: *mut Fields, seconds: *const i64) -> c_int;
    pub(super) fn _mkgmtime64(fields: *mut Fields) -> i64;
    pub(super) fn _mktime64(fields: *mut Fields) -> i64;
    pub(super) fn _tzset();
    pub(super) fn setlocale(category: c_int, locale: *const c_char) -> *const c_char;
    pub(super) fn wcsftime(
        text: *mut u16,
        size: usize,
        format: *const u16,
        fields: *const Fields,
    ) -> usize;

    pub(super) fn _wsystem(command: *const u16) -> c_int;

    pub(super) fn _getch() -> c_int;
    pub(super) fn _getche() -> c_int;
    pub(super) fn _getwch() -> u16;
    pub(super) fn _kbhit() -> c_int;
    pub(super) fn _putch(c: c_int) -> c_int;
    pub(super) fn _putwch(c: u16) -> u16;
    pub(super) fn _ungetch(c: c_int) -> c_int;
    pub(super) fn _ungetwch(c: u16) -> u16;

    pub(super) fn _exit(status: c_int) -> !;
    pub(super) fn _umask(mask: c_int) -> c_int;
    pub(super) fn _wputenv(variable: *const u16) -> c_int;
    pub(super) fn abort() -> !;

    pub(super) fn _heapmin() -> c_int;
    pub(super) fn _set_error_mode(mode: c_int) -> c_int;
}

/// Of the debug runtime, `ucrtbased.dll`, which only few machines have.
pub(super) type CrtSetReportMode = unsafe extern "C" fn(kind: c_int, mode: c_int) -> c_int;
/// Of the debug runtime.
pub(super) type CrtSetReportFile =
    unsafe extern "C" fn(kind: c_int, file: *mut c_void) -> *mut c_void;
/// Of the debug runtime.
pub(super) type CrtDbgReport = unsafe extern "C" fn(
    kind: c_int,
    file: *const u8,
    line: c_int,
    module: *const u8,
    format: *const u8,
    ...
) -> c_int;
