//! How a function is called: as the interpreter's own function of that name is. Packages that put something else in the place of a
//! function at the level of C (`ml_meth`) depend on it: they are called, and call on, by its flags.

use std::ffi::c_void;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyString};

/// A function of a module. What PyO3 makes for it takes arguments by place and by name.
///
/// # Safety
///
/// `entry` gives a place that no other function has, and only this module writes there. See [`function!`](crate::function).
pub unsafe trait Function {
    /// Where that is kept.
    fn entry() -> &'static AtomicPtr<c_void>;
}

/// Makes a type that stands for a function.
#[macro_export]
macro_rules! function {
    ($type:ident) => {
        struct $type;

        // SAFETY: the place is this type's own.
        #[allow(unsafe_code)]
        unsafe impl $crate::convention::Function for $type {
            fn entry() -> &'static std::sync::atomic::AtomicPtr<std::ffi::c_void> {
                static ENTRY: std::sync::atomic::AtomicPtr<std::ffi::c_void> =
                    std::sync::atomic::AtomicPtr::new(std::ptr::null_mut());
                &ENTRY
            }
        }
    };
}
/// The flags that say how a function is called.
const CALLED: i32 =
    ffi::METH_VARARGS | ffi::METH_KEYWORDS | ffi::METH_NOARGS | ffi::METH_O | ffi::METH_FASTCALL;

/// Arguments by place and by name, as PyO3 takes them.
const FAST: i32 = ffi::METH_FASTCALL | ffi::METH_KEYWORDS;

/// The modules that this is done for.
static GUARDED: OnceLock<&[&str]> = OnceLock::new();

/// Says which modules have functions that are called as the interpreter's own: before any function is put into one.
pub fn guard(modules: &'static [&'static str]) {
    // The extension is loaded once in a process, and says the same again if it is not.
    let _ = GUARDED.set(modules);
}

/// The function, called as the interpreter's own of its module and name is; as it is where there is no such function.
pub fn as_stock<'py, F: Function>(
    module: &Bound<'py, PyModule>,
    function: Bound<'py, PyCFunction>,
) -> PyResult<Bound<'py, PyCFunction>> {
    let Some(wanted) = stock_flags(module, &function)? else { return Ok(function) };
    // SAFETY: a function of the interpreter's kind, whose definition lives as long as it does.
    let own = unsafe { &*(*function.as_ptr().cast::<ffi::PyCFunctionObject>()).m_ml };
    if own.ml_flags & CALLED == wanted || own.ml_flags & CALLED != FAST {
        return Ok(function);
    }
    let method = match wanted {
        ffi::METH_NOARGS => ffi::PyMethodDefPointer { PyCFunction: without::<F> },
        ffi::METH_O => ffi::PyMethodDefPointer { PyCFunction: one::<F> },
        ffi::METH_VARARGS => ffi::PyMethodDefPointer { PyCFunction: tuple::<F> },
        ffi::METH_FASTCALL => ffi::PyMethodDefPointer { PyCFunctionFast: places::<F> },
        _ => return Ok(function),
    };
    // SAFETY: by its flags it is of this kind.
    let entry = unsafe { own.ml_meth.PyCFunctionFastWithKeywords };
    F::entry().store(entry as *mut c_void, Relaxed);
    // SAFETY: the new definition lives as long as the process, as the names do that it takes over, and its flags say how the
    // function is called. A new reference, or null with an exception set.
    unsafe {
        let object = function.as_ptr().cast::<ffi::PyCFunctionObject>();
        let definition = Box::leak(Box::new(ffi::PyMethodDef {
            ml_name: own.ml_name,
            ml_meth: method,
            ml_flags: own.ml_flags & !CALLED | wanted,
            ml_doc: own.ml_doc,
        }));
        let (this, of) = ((*object).m_self, (*object).m_module);
        let function = ffi::PyCFunction_NewEx(&raw mut *definition, this, of);
        Ok(Bound::from_owned_ptr_or_err(module.py(), function)?.cast_into_unchecked())
    }
}

/// The flags of the interpreter's own function of this module and name; it is looked at, and not called.
fn stock_flags(
    module: &Bound<'_, PyModule>,
    function: &Bound<'_, PyCFunction>,
) -> PyResult<Option<i32>> {
    let py = module.py();
    let name = module.name()?;
    let name = name.to_str()?.rsplit('.').next().unwrap_or_default();
    if !GUARDED.get().is_some_and(|guarded| guarded.contains(&name)) {
        return Ok(None);
    }
    let own = function.getattr(pyo3::intern!(py, "__name__"))?;
    let Ok(stock) = py.import(name)?.getattr(own.cast_into::<PyString>()?) else { return Ok(None) };
    let Ok(stock) = stock.cast_into::<PyCFunction>() else { return Ok(None) };
    // SAFETY: a function of the interpreter's kind.
    Ok(Some(unsafe { ffi::PyCFunction_GetFlags(stock.as_ptr()) } & CALLED))
}

/// Calls the entry of a function.
///
/// # Safety
///
/// As the interpreter calls it: with its lock, and so many arguments.
#[inline]
unsafe fn call<F: Function>(
    this: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
) -> *mut ffi::PyObject {
    let entry = F::entry().load(Relaxed);
    // SAFETY: the entry was put there before there was a function that calls this. The caller's word for the rest.
    unsafe {
        let entry: ffi::PyCFunctionFastWithKeywords = std::mem::transmute(entry);
        entry(this, args, count, ptr::null_mut())
    }
}

/// `METH_NOARGS`
///
/// # Safety
///
/// As the interpreter calls it.
unsafe extern "C" fn without<F: Function>(
    this: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's word.
    unsafe { call::<F>(this, ptr::null(), 0) }
}

/// `METH_O`
///
/// # Safety
///
/// As the interpreter calls it.
unsafe extern "C" fn one<F: Function>(
    this: *mut ffi::PyObject,
    argument: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's word.
    unsafe { call::<F>(this, &raw const argument, 1) }
}

/// `METH_VARARGS`
///
/// # Safety
///
/// As the interpreter calls it.
unsafe extern "C" fn tuple<F: Function>(
    this: *mut ffi::PyObject,
    arguments: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's word. A tuple has its items one after the other, and keeps them as long as the call.
    unsafe {
        let items = (&raw const (*arguments.cast::<ffi::PyTupleObject>()).ob_item).cast();
        call::<F>(this, items, ffi::PyTuple_GET_SIZE(arguments))
    }
}

/// `METH_FASTCALL`
///
/// # Safety
///
/// As the interpreter calls it.
unsafe extern "C" fn places<F: Function>(
    this: *mut ffi::PyObject,
    args: *mut *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's word.
    unsafe { call::<F>(this, args, count) }
}
