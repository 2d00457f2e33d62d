use ostler::errno;
use ostler::msvcrt::{
    CRT_ASSEMBLY_VERSION, CRT_ASSERT, CRT_ERROR, CRT_WARN, CRTDBG_MODE_DEBUG, CRTDBG_MODE_FILE,
    CRTDBG_MODE_WNDW, CRTDBG_REPORT_MODE, CrtDbgReport, CrtSetReportFile, CrtSetReportMode,
    ErrorOutput, GetErrorMode, LIBRARIES_ASSEMBLY_NAME_PREFIX, OUT_TO_DEFAULT, OUT_TO_MSGBOX,
    OUT_TO_STDERR, REPORT_ERRMODE, ReportFile, SEM_FAILCRITICALERRORS, SEM_NOOPENFILEERRORBOX,
    SetErrorMode, VC_ASSEMBLY_PUBLICKEYTOKEN, heapmin, set_error_mode,
};

use crate::support::is_wine;

#[test]
fn the_heap_is_trimmed() {
    match heapmin() {
        // Wine 8 does not compact heaps, and its runtime says so; CPython gets the same answer there.
        Err(error) if is_wine() => assert_eq!(error.errno(), Some(errno::EINVAL)),
        result => result.unwrap(),
    }
}

#[test]
fn where_errors_are_written() {
    let old = set_error_mode(REPORT_ERRMODE).unwrap();
    assert_eq!(old, OUT_TO_DEFAULT);
    assert_eq!(set_error_mode(OUT_TO_STDERR).unwrap(), old);
    assert_eq!(set_error_mode(OUT_TO_MSGBOX).unwrap(), OUT_TO_STDERR);
    assert_eq!(set_error_mode(REPORT_ERRMODE).unwrap(), OUT_TO_MSGBOX);
    assert_eq!(set_error_mode(old).unwrap(), OUT_TO_MSGBOX);
    let odd = set_error_mode(ErrorOutput::from_raw(77)).unwrap_err();
    assert_eq!(odd.errno(), Some(errno::EINVAL));
}

#[test]
fn what_the_system_does_not_show() {
    let old = GetErrorMode();
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);
    assert_eq!(SetErrorMode(old), SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);
    assert_eq!(GetErrorMode(), old);
}

/// Nothing here is built with the debug runtime, as no released program is.
#[test]
fn without_the_debug_runtime_there_are_no_reports() {
    for kind in [CRT_WARN, CRT_ERROR, CRT_ASSERT] {
        for mode in [CRTDBG_MODE_FILE, CRTDBG_MODE_DEBUG, CRTDBG_MODE_WNDW, CRTDBG_REPORT_MODE] {
            let error = CrtSetReportMode(kind, mode).unwrap_err();
            assert_eq!(error.errno(), Some(errno::ENOSYS));
        }
        let error = CrtSetReportFile(kind, ReportFile::Stderr).unwrap_err();
        assert_eq!(error.errno(), Some(errno::ENOSYS));
        assert_eq!(CrtDbgReport(kind, "%s%n").unwrap_err().errno(), Some(errno::ENOSYS));
    }
    let nul = CrtDbgReport(CRT_WARN, "a\0b").unwrap_err();
    assert_eq!(nul.kind(), ostler::ErrorKind::Value);
}

#[test]
fn versions() {
    let version = CRT_ASSEMBLY_VERSION();
    let parts: Vec<u16> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert_eq!(parts.len(), 4, "{version}");
    assert!(parts[0] >= 10, "{version}");
    assert_eq!(VC_ASSEMBLY_PUBLICKEYTOKEN.len(), 16);
    assert_eq!(LIBRARIES_ASSEMBLY_NAME_PREFIX, "Microsoft.VC90");
}
