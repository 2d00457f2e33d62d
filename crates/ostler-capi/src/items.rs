//! Quick items, as [quick entries](mod@super::quick) are: PyO3 does not know of the interpreter's lock.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::PyClass;
use pyo3::ffi;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::raised::Raised;

/// A mapping whose items are had quickly.
pub trait Items: PyClass<Frozen = True> + Sync {
    /// Its method `get`, which has the calls that [`Items::item`] has no answer to.
    fn ordinary_get() -> &'static PyOnceLock<Py<PyAny>>;
    /// The item of a key. `None` if there is none: nothing has happened then.
    fn item<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
    ) -> Result<Option<Bound<'py, PyAny>>, Raised>;
}

/// A class of the same name that is made from the class, and nothing else but quicker. Python's classes are to be made from this one:
/// they take over its ways.
pub fn quicker<T: Items>(py: Python<'_>) -> PyResult<Bound<'_, PyType>> {
    let class = py.get_type::<T>();
    let get = class.getattr(pyo3::intern!(py, "get"))?;
    // A second time there is none: an extension is loaded once in a process.
    let _ = T::ordinary_get().set(py, get.unbind());
    let methods = [
        ffi::PyMethodDef {
            ml_name: c"get".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: get_or::<T> },
            ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
            ml_doc:
                c"get($self, /, key, default=None)\n--\n\nThe value of a variable, or a default."
                    .as_ptr(),
        },
        ffi::PyMethodDef::zeroed(),
    ];
    // The type keeps a pointer to them.
    let methods = Box::leak(Box::new(methods)).as_mut_ptr();
    let base = class.as_type_ptr();
    let slot = |slot, pfunc| ffi::PyType_Slot { slot, pfunc };
    // SAFETY: strings and methods live as long as the process, functions are those of their slots, and the lists end with an empty
    // one. Objects are those of the base. A new reference, or null with an exception set.
    let type_ = unsafe {
        let mut slots = [
            slot(ffi::Py_tp_doc, (*base).tp_doc.cast_mut().cast()),
            slot(ffi::Py_tp_methods, methods.cast()),
            slot(ffi::Py_mp_subscript, subscript::<T> as ffi::binaryfunc as *mut _),
            ffi::PyType_Slot::default(),
        ];
        let mut spec = ffi::PyType_Spec {
            name: (*base).tp_name,
            basicsize: (*base).tp_basicsize as i32,
            itemsize: 0,
            flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE) as u32,
            slots: slots.as_mut_ptr(),
        };
        let made = ffi::PyType_FromSpecWithBases(&raw mut spec, class.as_ptr());
        Bound::from_owned_ptr_or_err(py, made)?
    };
    Ok(type_.cast_into::<PyType>()?)
}

/// The item of a key; `None` if there is none.
///
/// # Safety
///
/// The objects are an object of the class, or of one made from it, and any other.
#[inline]
unsafe fn item<T: Items>(
    py: Python<'_>,
    this: *mut ffi::PyObject,
    key: *mut ffi::PyObject,
) -> Result<Option<Bound<'_, PyAny>>, Raised> {
    // SAFETY: the caller's word; both are there as long as the call.
    let (this, key) = unsafe {
        (Borrowed::from_ptr(py, this).cast_unchecked::<T>(), Borrowed::from_ptr(py, key))
    };
    // It does not panic; should it do so all the same, the interpreter must not be unwound.
    catch_unwind(AssertUnwindSafe(|| this.get().item(py, &key)))
        .unwrap_or_else(|_| Err(PanicException::new_err("a mapping panicked").into()))
}

/// `self[key]`
///
/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class.
unsafe extern "C" fn subscript<T: Items>(
    this: *mut ffi::PyObject,
    key: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller has the lock, and references to both. The class has the slot, which PyO3 made.
    unsafe {
        let py = Python::assume_attached();
        match item::<T>(py, this, key) {
            Ok(Some(item)) => item.into_ptr(),
            Err(_) => std::ptr::null_mut(),
            Ok(None) => match (*(*T::type_object_raw(py)).tp_as_mapping).mp_subscript {
                Some(ordinary) => ordinary(this, key),
                None => std::ptr::null_mut(),
            },
        }
    }
}

/// `self.get(key, default=None)`
///
/// # Safety
///
/// As the interpreter calls it: with its lock, an object of the class, and as many arguments as it says.
unsafe extern "C" fn get_or<T: Items>(
    this: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller has the lock, and references to all of them.
    unsafe {
        let py = Python::assume_attached();
        if names.is_null() && (count == 1 || count == 2) {
            return match item::<T>(py, this, *args) {
                Ok(Some(item)) => item.into_ptr(),
                Err(_) => std::ptr::null_mut(),
                Ok(None) if count == 2 => ffi::Py_NewRef(*args.add(1)),
                Ok(None) => py.None().into_ptr(),
            };
        }
        let Some(ordinary) = T::ordinary_get().get(py) else { return std::ptr::null_mut() };
        let named = if names.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(names) };
        let mut all = vec![this];
        if count + named > 0 {
            all.extend_from_slice(std::slice::from_raw_parts(args, (count + named) as usize));
        }
        ffi::PyObject_Vectorcall(ordinary.as_ptr(), all.as_ptr(), count as usize + 1, names)
    }
}
