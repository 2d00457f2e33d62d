//! Ctrl-C on Windows: an event that the interpreter sets.

use std::ffi::{c_int, c_void};
use std::os::windows::io::BorrowedHandle;

crate::link::interpreter! {
    fn _PyOS_IsMainThread() -> c_int;
    fn _PyOS_SigintEvent() -> *mut c_void;
}

/// The event, for the thread that the program's handlers run in; none for others, which nothing interrupts.
pub fn event(_: pyo3::Python<'_>) -> Option<BorrowedHandle<'static>> {
    // SAFETY: called with the lock held. The event is the interpreter's, which has it as long as it runs, or null.
    unsafe {
        if _PyOS_IsMainThread() == 0 {
            return None;
        }
        let event = _PyOS_SigintEvent();
        (!event.is_null()).then(|| BorrowedHandle::borrow_raw(event.cast()))
    }
}
