//! Locks, line ends, and the handles behind descriptors.

use ostler::audit::events;
use ostler::fd::BorrowedFd;
use ostler::msvcrt::LockMode;
use ostler_capi::number;
use ostler_sys::{c, descriptors, runtime};
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::brief;
use crate::convert::{Convert, Given, Handle, Int, borrowed};
use crate::error::{Failure, OrRaise as _};
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; locking, setmode, open_osfhandle, get_osfhandle);
    constants!(module; |mode: LockMode| mode.raw() => ostler::msvcrt::{
        LK_LOCK, LK_NBLCK, LK_NBRLCK, LK_RLCK, LK_UNLCK,
    });
    Ok(())
}

/// Lock bytes of a file from where it is read next on, or unlock them: which, says the mode.
///
/// LK_LOCK and LK_RLCK try ten times, a second apart.
#[pyfunction]
#[pyo3(signature = (fd, mode, nbytes, /))]
fn locking(py: Python<'_>, fd: Int, mode: Int, nbytes: Given<Long>) -> PyResult<()> {
    let (number, mode, Long(nbytes)) = (fd.get()?, mode.get()?, nbytes.get()?);
    audit(py, events::Locking { fd: number, mode, nbytes })?;
    // SAFETY: a Python program uses the numbers of descriptors as it likes, and answers for it.
    #[allow(unsafe_code)]
    let fd = unsafe { BorrowedFd::borrow_raw(number) };
    let mode = LockMode::from_raw(mode);
    match py.detach(|| ostler::msvcrt::locking(fd, mode, nbytes)) {
        Ok(()) => Ok(()),
        Err(error) => Err(Failure::of_any(&error).raise(py, None, None)),
    }
}

/// Set whether line ends are translated, O_TEXT, or not, O_BINARY; return the mode there was.
#[pyfunction]
#[pyo3(name = "setmode", signature = (fd, mode, /))]
fn setmode(py: Python<'_>, fd: Int, mode: Int) -> PyResult<i32> {
    let (fd, mode) = (borrowed(fd.get()?), mode.get()?);
    brief(py, || runtime::setmode(fd, mode)).or_raise(py)
}

/// Make a descriptor for a handle, which is the descriptor's from then on.
#[pyfunction]
#[pyo3(signature = (handle, flags, /))]
fn open_osfhandle(py: Python<'_>, handle: Given<AnyHandle>, flags: Int) -> PyResult<i32> {
    let (AnyHandle(handle), flags) = (handle.get()?, flags.get()?);
    audit(py, events::OpenOsfhandle { handle: handle as u64, flags })?;
    if flags & c::O_NOINHERIT != 0 {
        let handle = Handle(handle).borrowed();
        brief(py, || descriptors::set_handle_inheritable(handle, false)).or_raise(py)?;
    }
    brief(py, || descriptors::open_osfhandle_raw(handle, flags)).or_raise(py)
}

/// The handle behind a descriptor.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn get_osfhandle(py: Python<'_>, fd: Int) -> PyResult<isize> {
    let number = fd.get()?;
    audit(py, events::GetOsfhandle { fd: number })?;
    brief(py, || descriptors::get_osfhandle_raw(borrowed(number))).or_raise(py)
}

/// A handle, as a number with or without a sign.
#[derive(Clone, Copy)]
struct AnyHandle(isize);

impl Convert for AnyHandle {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::masked_64(object).map(|number| Self(number as isize))
    }
}

/// A C `long`.
#[derive(Clone, Copy)]
struct Long(i32);

impl Convert for Long {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::long(object).map(Self)
    }
}
