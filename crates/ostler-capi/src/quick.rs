//! Quick entries for the functions that are called most.
//!
//! What PyO3 does before and after each function is noticed beside a system call that takes half a microsecond. A function
//! with a quick entry is asked for its answer to arguments given by place. It answers when they are of the usual kinds, and
//! says `None`, before anything has happened, when they are not: then the ordinary function has the call, with all it says
//! about wrong arguments.
//!
//! PyO3 does not know that these have the interpreter's lock. What it would drop when it has it, a `Py` or a `PyErr`, it keeps
//! for later: there must be none. A [`Bound`] is dropped at once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::ffi;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyCFunction;

use super::convention::Function;
use super::raised::Raised;

/// The answer of a quick entry.
pub type Answer<'py> = Option<Result<Bound<'py, PyAny>, Raised>>;

/// A function with a quick entry: what [`quick!`](macro@crate::quick) makes.
pub trait Quick: Function {
    /// Where the ordinary function is kept.
    fn ordinary() -> &'static PyOnceLock<Py<PyCFunction>>;
    /// Answers a call, or says `None` before anything has happened.
    fn answer<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py>;
}

/// Adds functions with quick entries to a module: `quick!(module; stat => quick_stat)`.
#[macro_export]
macro_rules! quick {
    ($module:expr; $($name:ident => $quick:expr),* $(,)?) => {{
        $({
            $crate::function!(Entry);

            impl $crate::quick::Quick for Entry {
                fn ordinary() -> &'static pyo3::sync::PyOnceLock<Py<pyo3::types::PyCFunction>> {
                    static ORDINARY: pyo3::sync::PyOnceLock<Py<pyo3::types::PyCFunction>> =
                        pyo3::sync::PyOnceLock::new();
                    &ORDINARY
                }

                #[inline]
                fn answer<'py>(
                    py: Python<'py>,
                    args: &[Borrowed<'_, 'py, PyAny>],
                ) -> $crate::quick::Answer<'py> {
                    $quick(py, args)
                }
            }

            $crate::quick::add::<Entry>($module, pyo3::wrap_pyfunction!($name, $module)?)?;
        })*
    }};
}
/// Adds a function to its module: the ordinary one, but for the entry.
pub fn add<Q: Quick>(
    module: &Bound<'_, PyModule>,
    ordinary: Bound<'_, PyCFunction>,
) -> PyResult<()> {
    let py = module.py();
    // SAFETY: a function made from a definition that lives as long as it does, and it is kept. The new definition lives as
    // long as the process, and its flags say how the entry is called. A new reference, or null with an exception set.
    let function = unsafe {
        let object = ordinary.as_ptr().cast::<ffi::PyCFunctionObject>();
        let (definition, this, of) = ((*object).m_ml, (*object).m_self, (*object).m_module);
        let definition = Box::leak(Box::new(ffi::PyMethodDef {
            ml_name: (*definition).ml_name,
            ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: entry::<Q> },
            ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
            ml_doc: (*definition).ml_doc,
        }));
        let function = ffi::PyCFunction_NewEx(&raw mut *definition, this, of);
        Bound::from_owned_ptr_or_err(py, function)?.cast_into_unchecked::<PyCFunction>()
    };
    // A second time there is none: an extension is loaded once in a process.
    let _ = Q::ordinary().set(py, ordinary.unbind());
    super::module::put_function::<Q>(module, function)
}

/// The entry of a function.
///
/// # Safety
///
/// As the interpreter calls it: with its lock, and as many arguments as it says, whose references it keeps.
unsafe extern "C" fn entry<Q: Quick>(
    _this: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller has the lock.
    let py = unsafe { Python::assume_attached() };
    if names.is_null() {
        let given = if count > 0 {
            // SAFETY: so many objects; `Borrowed` is a pointer to one and nothing else.
            unsafe {
                std::slice::from_raw_parts(args.cast::<Borrowed<'_, '_, PyAny>>(), count as usize)
            }
        } else {
            &[]
        };
        if let Some(answer) = answered(|| Q::answer(py, given)) {
            return answer.map_or(std::ptr::null_mut(), Bound::into_ptr);
        }
    }
    match Q::ordinary().get(py) {
        // SAFETY: a function, and arguments as they were given.
        Some(ordinary) => unsafe {
            ffi::PyObject_Vectorcall(ordinary.as_ptr(), args, count as usize, names)
        },
        None => std::ptr::null_mut(),
    }
}

/// What a quick entry says. It does not panic; should it do so all the same, the interpreter must not be unwound.
#[inline]
fn answered<'py>(answer: impl FnOnce() -> Answer<'py>) -> Answer<'py> {
    catch_unwind(AssertUnwindSafe(answer))
        .unwrap_or_else(|_| Some(Err(PanicException::new_err("a quick entry panicked").into())))
}
