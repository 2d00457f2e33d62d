//! What the interpreter's lock keeps from two threads.

use std::cell::{Cell, UnsafeCell};

use pyo3::prelude::*;

/// A value for whoever has the interpreter's lock: a lock of its own would only cost time.
pub(crate) struct Guarded<T> {
    taken: Cell<bool>,
    value: UnsafeCell<T>,
}

// SAFETY: both parts are looked at with the interpreter's lock only, which this extension says that it needs. A value that
// is at hand while the lock is given up is marked as taken, so nobody gets a second reference to it.
unsafe impl<T: Send> Sync for Guarded<T> {}

impl<T> Guarded<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self { taken: Cell::new(false), value: UnsafeCell::new(value) }
    }

    /// Does something with the value; `None` if somebody does already.
    #[inline]
    pub(crate) fn with<R>(&self, _py: Python<'_>, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        struct Taken<'a>(&'a Cell<bool>);

        impl Drop for Taken<'_> {
            #[inline]
            fn drop(&mut self) {
                self.0.set(false);
            }
        }

        if self.taken.replace(true) {
            return None;
        }
        let _taken = Taken(&self.taken);
        // SAFETY: this is the only reference, as the mark says.
        Some(f(unsafe { &mut *self.value.get() }))
    }
}
