//! What the interpreter does around a fork: it takes the locks that the child must find free, and calls what was registered.

use pyo3::ffi;
use pyo3::prelude::*;

/// Splits the process, with the interpreter's own steps before it and on both sides after it. `is_child` tells the sides
/// apart.
///
/// Until the child's step is done there, nothing of the interpreter's may be touched: so the lock is kept all along.
pub fn split<T, E>(
    _py: Python<'_>,
    split: impl FnOnce() -> Result<T, E>,
    is_child: impl FnOnce(&T) -> bool,
) -> Result<T, E> {
    // SAFETY: the lock is held, which the token proves. Each call before is followed by one of the two after, on the same
    // thread.
    unsafe {
        ffi::PyOS_BeforeFork();
        let answer = split();
        if answer.as_ref().is_ok_and(is_child) {
            ffi::PyOS_AfterFork_Child();
        } else {
            ffi::PyOS_AfterFork_Parent();
        }
        answer
    }
}

/// Whether the interpreter has begun to come down.
pub fn is_finalizing(py: Python<'_>) -> bool {
    // SAFETY: a name of the module `sys`, which needs no importing: there may be nothing to import it with any more. The
    // reference is borrowed, and null if there is none.
    let function = unsafe {
        Bound::from_borrowed_ptr_or_opt(py, ffi::PySys_GetObject(c"is_finalizing".as_ptr()))
    };
    function
        .and_then(|function| function.call0().ok())
        .is_some_and(|answer| answer.is_truthy().unwrap_or(false))
}
