//! The interpreter's lock.

use pyo3::ffi;
use pyo3::prelude::*;

/// Calls a function without the lock: other threads of the program run meanwhile.
///
/// As [`Python::detach`], at half its price: PyO3 does not hear of it. So the function must not ask for the interpreter,
/// which a function that is about a system call does not.
#[inline]
pub fn unlocked<T>(_py: Python<'_>, f: impl FnOnce() -> T) -> T
where
    T: Send,
{
    struct Saved(*mut ffi::PyThreadState);

    impl Drop for Saved {
        #[inline]
        fn drop(&mut self) {
            // SAFETY: what `PyEval_SaveThread` gave this thread, once.
            unsafe { ffi::PyEval_RestoreThread(self.0) };
        }
    }

    // SAFETY: this thread has the lock, as the token proves.
    let _saved = Saved(unsafe { ffi::PyEval_SaveThread() });
    f()
}
