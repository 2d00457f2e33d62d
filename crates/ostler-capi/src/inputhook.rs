//! What the interpreter calls while it waits for a line of input.

use std::ffi::c_int;

type Hook = Option<unsafe extern "C" fn() -> c_int>;

crate::link::interpreter! {
    static PyOS_InputHook: Hook;
}

/// The hook, if there is one.
fn installed() -> Hook {
    // SAFETY: the interpreter's variable; it changes under the lock only, which every caller holds.
    unsafe { PyOS_InputHook }
}

/// Whether there is one.
pub fn is_installed(_: pyo3::Python<'_>) -> bool {
    installed().is_some()
}

/// Calls it; 0 where there is none.
pub fn call(_: pyo3::Python<'_>) -> i32 {
    // SAFETY: called as the interpreter calls it: with the lock held.
    installed().map_or(0, |hook| unsafe { hook() })
}
