//! What the interpreter's lock keeps from two threads.

#[cfg(not(Py_GIL_DISABLED))]
use std::cell::Cell;
use std::cell::UnsafeCell;
#[cfg(Py_GIL_DISABLED)]
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;

/// Whether the value is at hand. Where there is no lock of the interpreter's, threads agree on it themselves.
#[cfg(not(Py_GIL_DISABLED))]
struct Mark(Cell<bool>);
#[cfg(Py_GIL_DISABLED)]
struct Mark(AtomicBool);

#[cfg(not(Py_GIL_DISABLED))]
impl Mark {
    #[allow(clippy::declare_interior_mutable_const, reason = "each use makes one")]
    const NEW: Self = Self(Cell::new(false));

    /// Sets it; whether it was set already.
    #[inline]
    fn set(&self) -> bool {
        self.0.replace(true)
    }

    #[inline]
    fn clear(&self) {
        self.0.set(false);
    }
}

#[cfg(Py_GIL_DISABLED)]
impl Mark {
    #[allow(clippy::declare_interior_mutable_const, reason = "each use makes one")]
    const NEW: Self = Self(AtomicBool::new(false));

    #[inline]
    fn set(&self) -> bool {
        self.0.swap(true, Ordering::Acquire)
    }

    #[inline]
    fn clear(&self) {
        self.0.store(false, Ordering::Release);
    }
}

/// A value for the thread that has the interpreter's lock: a lock of its own would only cost time.
pub struct Guarded<T> {
    taken: Mark,
    value: UnsafeCell<T>,
}

// SAFETY: both parts are looked at with the interpreter's lock only, which this extension says that it needs; in an interpreter
// without one the mark is atomic. A value that is at hand is marked as taken, so there is never a second reference to it.
unsafe impl<T: Send> Sync for Guarded<T> {}

impl<T> Guarded<T> {
    /// A value to guard.
    pub const fn new(value: T) -> Self {
        Self { taken: Mark::NEW, value: UnsafeCell::new(value) }
    }

    /// Does something with the value; `None` if it is at hand already.
    #[inline]
    pub fn with<R>(&self, _py: Python<'_>, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        struct Taken<'a>(&'a Mark);

        impl Drop for Taken<'_> {
            #[inline]
            fn drop(&mut self) {
                self.0.clear();
            }
        }

        if self.taken.set() {
            return None;
        }
        let _taken = Taken(&self.taken);
        // SAFETY: this is the only reference, as the mark says.
        Some(f(unsafe { &mut *self.value.get() }))
    }
}
