//! How the interpreter lays out struct sequences, for making and ending them without its detours.
//!
//! Its own way looks up in the type how many fields there are: twice to make an object, and once more to end it. That takes
//! longer than all the rest.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::guarded::Guarded;

/// Objects are tuples that say that they have the visible fields, with room for the others at the end.
pub(super) struct Layout {
    /// How many items to ask for, beside those that are a part of every object.
    items: isize,
    all: usize,
    visible: isize,
    /// Whether [`end`] finds out from the type how many items its objects have.
    is_in_type: bool,
}

/// Where the items of a tuple are, and how much each takes.
const HEAD: isize = std::mem::offset_of!(ffi::PyTupleObject, ob_item) as isize;
const ITEM: isize = size_of::<*mut ffi::PyObject>() as isize;

/// The last object of a type that ended, to be used again: who asks for the status of one file often asks for that of the next.
/// A type has its place by its address.
static SPARE: Guarded<[Spare; 8]> = Guarded::new([Spare(std::ptr::null_mut()); 8]);

/// An object that has ended, or null: its memory and its type, and no items.
#[derive(Clone, Copy)]
struct Spare(*mut ffi::PyObject);

// SAFETY: it belongs to the one that has the interpreter's lock.
unsafe impl Send for Spare {}

fn place(type_: *mut ffi::PyTypeObject) -> usize {
    // Types are a few hundred bytes apart, and aligned.
    (type_ as usize).wrapping_mul(0x9e37_79b9) >> 16 & 7
}

impl Layout {
    /// Looks at an object of a type. `None` if this interpreter makes struct sequences in another way.
    pub(super) fn of(
        type_: &Bound<'_, PyType>,
        all: usize,
        visible: usize,
    ) -> PyResult<Option<Self>> {
        let (py, type_) = (type_.py(), type_.as_type_ptr());
        let visible = visible as isize;
        // SAFETY: a type of struct sequences; a new reference to one, or null with an exception set. What is looked at are the
        // objects' own numbers.
        unsafe {
            let sample = Bound::from_owned_ptr_or_err(py, ffi::PyStructSequence_New(type_))?;
            let tuple = &raw const ffi::PyTuple_Type;
            let more = (*type_).tp_basicsize - (*tuple).tp_basicsize;
            let known = (*tuple).tp_basicsize == HEAD
                && (*tuple).tp_itemsize == ITEM
                && (*type_).tp_itemsize == ITEM
                && ffi::Py_SIZE(sample.as_ptr()) == visible
                && is_fresh(sample.as_ptr())
                && ffi::PyObject_GC_IsTracked(sample.as_ptr()) == 0;
            let is_in_type = more == hidden(all, visible) * ITEM;
            let items = if is_in_type { visible } else { all as isize };
            Ok((known && (is_in_type || more == 0)).then_some(Self {
                items,
                all,
                visible,
                is_in_type,
            }))
        }
    }

    /// Gives a type of this layout its own way to end an object.
    pub(super) fn give_end(&self, type_: &Bound<'_, PyType>) {
        if self.is_in_type {
            // SAFETY: a type that has no objects yet, and cannot have subclasses.
            unsafe { (*type_.as_type_ptr()).tp_dealloc = Some(end) };
        }
    }

    /// An object with no items yet: a new reference, or null with an exception set.
    ///
    /// # Safety
    ///
    /// The type is of this layout.
    #[inline]
    pub(super) unsafe fn object(
        &self,
        py: Python<'_>,
        type_: *mut ffi::PyTypeObject,
    ) -> *mut ffi::PyObject {
        let spare = SPARE.with(py, |spares| {
            let spare = &mut spares[place(type_)];
            // SAFETY: an object that has ended still says of which type it was.
            let fits = !spare.0.is_null() && unsafe { (*spare.0).ob_type } == type_;
            if fits {
                std::mem::replace(&mut spare.0, std::ptr::null_mut())
            } else {
                std::ptr::null_mut()
            }
        });
        // SAFETY: memory of an object of this type, of which there is no other reference, becomes one again; or a new one, untracked.
        // All items are null before it is given away.
        unsafe {
            let object: *mut ffi::PyTupleObject = match spare {
                Some(spare) if !spare.is_null() => {
                    ffi::PyObject_InitVar(spare.cast(), type_, self.visible).cast()
                }
                _ => ffi::PyObject_GC_NewVar(type_, self.items),
            };
            if !object.is_null() {
                let items = (&raw mut (*object).ob_item).cast::<*mut ffi::PyObject>();
                std::ptr::write_bytes(items, 0, self.all);
                (*object).ob_base.ob_size = self.visible;
                #[cfg(Py_3_14)]
                {
                    (*object).ob_hash = -1;
                }
            }
            object.cast()
        }
    }
}

/// How many fields a tuple does not show.
fn hidden(all: usize, visible: isize) -> isize {
    all as isize - visible
}

/// Whether a tuple's hash has yet to be found, where it is kept.
///
/// # Safety
///
/// The object is a tuple.
unsafe fn is_fresh(object: *mut ffi::PyObject) -> bool {
    #[cfg(Py_3_14)]
    // SAFETY: the caller's word.
    return unsafe { (*object.cast::<ffi::PyTupleObject>()).ob_hash == -1 };
    #[cfg(not(Py_3_14))]
    return !object.is_null();
}

/// Ends an object, and keeps it as a spare one.
///
/// # Safety
///
/// As the interpreter calls it: with its lock, and an object without references, of a type that has this from [`Layout::give_end`].
unsafe extern "C" fn end(object: *mut ffi::PyObject) {
    // SAFETY: the caller's word. The type is kept by the object until the last line. Each item has one reference of the object's, or is
    // null. When an item ends, code of the program's may run, which cannot see the object any more.
    unsafe {
        let py = Python::assume_attached();
        let type_ = ffi::Py_TYPE(object);
        ffi::PyObject_GC_UnTrack(object.cast());
        let all = ffi::Py_SIZE(object) + ((*type_).tp_basicsize - HEAD) / ITEM;
        let items = object.byte_offset(HEAD).cast::<*mut ffi::PyObject>();
        for at in 0..all {
            ffi::Py_XDECREF(*items.offset(at));
        }
        let old = SPARE.with(py, |spares| std::mem::replace(&mut spares[place(type_)].0, object));
        match old {
            Some(old) if old.is_null() => {}
            Some(old) => ffi::PyObject_GC_Del(old.cast()),
            None => ffi::PyObject_GC_Del(object.cast()),
        }
        ffi::Py_DECREF(type_.cast());
    }
}
