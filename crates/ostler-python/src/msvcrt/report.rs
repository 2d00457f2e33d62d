//! The heap, and where errors are reported.

// The names are C's.
#![allow(non_snake_case)]

use ostler::msvcrt::{ErrorOutput, ReportMode, ReportType, SystemErrorMode};
use ostler_sys::{c, runtime};
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{Given, Handle, Int, Masked};
use crate::error::OrRaise as _;
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; heapmin, set_error_mode, SetErrorMode, GetErrorMode);
    constants!(module; |output: ErrorOutput| output.raw() => ostler::msvcrt::{
        OUT_TO_DEFAULT, OUT_TO_STDERR, OUT_TO_MSGBOX, REPORT_ERRMODE,
    });
    constants!(module; |mode: SystemErrorMode| mode.bits() => ostler::msvcrt::{
        SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOALIGNMENTFAULTEXCEPT, SEM_NOOPENFILEERRORBOX,
    });
    constants!(module; |kind: ReportType| kind.raw() => ostler::msvcrt::{CRT_WARN, CRT_ERROR, CRT_ASSERT});
    constants!(module; |mode: ReportMode| mode.bits() => ostler::msvcrt::{
        CRTDBG_MODE_FILE, CRTDBG_MODE_DEBUG, CRTDBG_MODE_WNDW, CRTDBG_REPORT_MODE,
    });
    // Only debug builds of the interpreter have the runtime for these; programs ask for the names to know.
    if runtime::crt_set_report_mode(c::CRT_WARN, c::CRTDBG_REPORT_MODE).is_ok() {
        functions!(module; CrtSetReportMode, CrtSetReportFile);
    }
    Ok(())
}

/// Give memory that the runtime has no use for back to the system.
#[pyfunction]
fn heapmin(py: Python<'_>) -> PyResult<()> {
    brief(py, runtime::heapmin).or_raise(py)
}

/// Set where the runtime writes errors that may end the program; return what it was, or -1 for a mode it does not know.
#[pyfunction]
#[pyo3(signature = (mode, /))]
fn set_error_mode(mode: Int) -> PyResult<i32> {
    Ok(runtime::set_error_mode(mode.get()?))
}

/// Set which errors the system shows to a person; return what it was.
#[pyfunction]
#[pyo3(signature = (mode, /))]
fn SetErrorMode(mode: Given<Masked>) -> PyResult<u32> {
    Ok(runtime::set_system_error_mode(mode.get()?.0))
}

/// Which errors the system does not show.
#[pyfunction]
fn GetErrorMode() -> u32 {
    runtime::system_error_mode()
}

/// Set where reports of a kind go; return where they went.
#[pyfunction]
#[pyo3(signature = (r#type, mode, /))]
fn CrtSetReportMode(py: Python<'_>, r#type: Int, mode: Int) -> PyResult<i32> {
    let (kind, mode) = (r#type.get()?, mode.get()?);
    brief(py, || runtime::crt_set_report_mode(kind, mode)).or_raise(py)
}

/// Set the file for reports of a kind, by its handle; return the one it was.
#[pyfunction]
#[pyo3(signature = (r#type, file, /))]
fn CrtSetReportFile(py: Python<'_>, r#type: Int, file: Given<Handle>) -> PyResult<isize> {
    let (kind, Handle(file)) = (r#type.get()?, file.get()?);
    brief(py, || runtime::crt_set_report_file(kind, file)).or_raise(py)
}
