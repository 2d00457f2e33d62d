//! Where the C runtime, and the system, report errors that may end the program.
//!
//! The functions that start in `Crt` are the debug runtime's, `ucrtbased.dll`. A process has that only if it was built
//! with it; elsewhere they fail with `ENOSYS`.

// The names are C's.
#![allow(non_snake_case)]

use std::ffi::CString;
use std::os::windows::io::{AsHandle, AsRawHandle as _};

use ostler_sys::{self as sys, c};

use crate::errno;
use crate::error::{Error, Result};

codes! {
    /// Where the runtime writes messages, for [`set_error_mode`].
    pub struct ErrorOutput: i32 {
        /// Depends on whether the program has a console.
        OUT_TO_DEFAULT = c::OUT_TO_DEFAULT;
        /// Standard error.
        OUT_TO_STDERR = c::OUT_TO_STDERR;
        /// A window.
        OUT_TO_MSGBOX = c::OUT_TO_MSGBOX;
        /// Not a place, but the question which one it is.
        REPORT_ERRMODE = c::REPORT_ERRMODE;
    }
}

codes! {
    /// The kinds of reports of the debug runtime.
    pub struct ReportType: i32 {
        /// What can wait: warnings, messages.
        CRT_WARN = c::CRT_WARN;
        /// What cannot: errors after which nothing works.
        CRT_ERROR = c::CRT_ERROR;
        /// An assertion that failed.
        CRT_ASSERT = c::CRT_ASSERT;
    }
}

flags! {
    /// Where the debug runtime sends reports, for [`CrtSetReportMode`]. None: nowhere.
    pub struct ReportMode: i32 {
        /// To the file set by [`CrtSetReportFile`].
        CRTDBG_MODE_FILE = c::CRTDBG_MODE_FILE;
        /// To the debugger.
        CRTDBG_MODE_DEBUG = c::CRTDBG_MODE_DEBUG;
        /// To a window, with the choice of ending, debugging or going on.
        CRTDBG_MODE_WNDW = c::CRTDBG_MODE_WNDW;
        /// Not a place, but the question which it is.
        CRTDBG_REPORT_MODE = c::CRTDBG_REPORT_MODE;
    }
}

flags! {
    /// What the system does not show to a person, for [`SetErrorMode`].
    pub struct SystemErrorMode: u32 {
        /// Critical errors, such as a drive without a disk, go to the program.
        SEM_FAILCRITICALERRORS = 0x1_u32;
        /// No window after a crash.
        SEM_NOGPFAULTERRORBOX = 0x2_u32;
        /// Misaligned accesses are mended; cannot be taken back.
        SEM_NOALIGNMENTFAULTEXCEPT = 0x4_u32;
        /// No window where a file is not found.
        SEM_NOOPENFILEERRORBOX = 0x8000_u32;
    }
}

/// Sets where the runtime writes a message that may end the program, and gives the place there was:
/// `msvcrt.set_error_mode(mode)`, `_set_error_mode`.
///
/// The reference has it in debug builds only.
///
/// # Errors
///
/// `EINVAL` for another mode, where the reference returns -1.
///
/// ```no_run
/// use ostler::msvcrt::{OUT_TO_STDERR, REPORT_ERRMODE, set_error_mode};
/// set_error_mode(OUT_TO_STDERR)?;
/// assert_eq!(set_error_mode(REPORT_ERRMODE)?, OUT_TO_STDERR);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn set_error_mode(mode: ErrorOutput) -> Result<ErrorOutput> {
    if !matches!(mode, OUT_TO_DEFAULT | OUT_TO_STDERR | OUT_TO_MSGBOX | REPORT_ERRMODE) {
        return Err(errno::EINVAL.into());
    }
    match sys::runtime::set_error_mode(mode.raw()) {
        -1 => Err(errno::EINVAL.into()),
        old => Ok(ErrorOutput::from_raw(old)),
    }
}

/// Sets which errors the system shows to a person, and gives what there was: `msvcrt.SetErrorMode(mode)`, `SetErrorMode`.
///
/// Programs the process runs begin with the same.
///
/// ```no_run
/// use ostler::msvcrt::{GetErrorMode, SEM_FAILCRITICALERRORS, SetErrorMode};
/// SetErrorMode(GetErrorMode() | SEM_FAILCRITICALERRORS);
/// ```
pub fn SetErrorMode(mode: SystemErrorMode) -> SystemErrorMode {
    SystemErrorMode::from_bits_retain(sys::runtime::set_system_error_mode(mode.bits()))
}

/// Which errors the system does not show: `msvcrt.GetErrorMode()`, `GetErrorMode`.
pub fn GetErrorMode() -> SystemErrorMode {
    SystemErrorMode::from_bits_retain(sys::runtime::system_error_mode())
}

/// Sets where reports of a kind go, and gives where they went: `msvcrt.CrtSetReportMode(type, mode)`,
/// `_CrtSetReportMode`.
///
/// # Errors
///
/// `ENOSYS` without the debug runtime, `EINVAL` for a kind or a mode it does not know.
///
/// ```no_run
/// use ostler::msvcrt::{CRT_ASSERT, CRTDBG_MODE_FILE, CrtSetReportMode};
/// match CrtSetReportMode(CRT_ASSERT, CRTDBG_MODE_FILE) {
///     Ok(old) => println!("was {old:?}"),
///     Err(error) => println!("no debug runtime: {error}"),
/// }
/// ```
pub fn CrtSetReportMode(kind: ReportType, mode: ReportMode) -> Result<ReportMode> {
    let old = sys::runtime::crt_set_report_mode(kind.raw(), mode.bits())?;
    Ok(ReportMode::from_bits_retain(old))
}

/// Where reports of [`CRTDBG_MODE_FILE`] go.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ReportFile {
    /// To standard output.
    Stdout,
    /// To standard error.
    Stderr,
    /// To this handle, which has to stay open. What stood there before is told by its number.
    Handle(isize),
    /// Not a place, but the question which it is.
    Report,
}

impl ReportFile {
    /// A file that stays open for the rest of the program.
    pub fn handle(file: &'static impl AsHandle) -> Self {
        Self::Handle(file.as_handle().as_raw_handle() as isize)
    }

    const fn raw(self) -> isize {
        match self {
            Self::Stdout => -4,
            Self::Stderr => -5,
            Self::Report => -6,
            Self::Handle(number) => number,
        }
    }

    const fn from_raw(number: isize) -> Self {
        match number {
            -4 => Self::Stdout,
            -5 => Self::Stderr,
            -6 => Self::Report,
            number => Self::Handle(number),
        }
    }
}

/// Sets the file for reports of a kind, and gives the one there was: `msvcrt.CrtSetReportFile(type, file)`,
/// `_CrtSetReportFile`.
///
/// A handle that is closed meanwhile makes the runtime's writing fail, or go to what has the number then.
///
/// # Errors
///
/// As [`CrtSetReportMode`].
pub fn CrtSetReportFile(kind: ReportType, file: ReportFile) -> Result<ReportFile> {
    Ok(ReportFile::from_raw(sys::runtime::crt_set_report_file(kind.raw(), file.raw())?))
}

/// Makes a report, and says whether the person at the window wants the debugger: `_CrtDbgReport`.
///
/// # Errors
///
/// As [`CrtSetReportMode`]; a text with a NUL byte is a `Value` error.
pub fn CrtDbgReport(kind: ReportType, text: &str) -> Result<bool> {
    let text = CString::new(text).map_err(|_| Error::value("embedded null character"))?;
    Ok(sys::runtime::crt_dbg_report(kind.raw(), &text)?)
}
