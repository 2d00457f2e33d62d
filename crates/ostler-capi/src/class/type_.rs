//! Making the type of a class.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::object::{Object, dealloc};
use super::{Class, Parts};

/// The type, made when it is first asked for.
pub fn type_object<C: Class>(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    C::kept().get_or_try_init(py, || make::<C>(py)).map(|type_| type_.bind(py))
}

fn make<C: Class>(py: Python<'_>) -> PyResult<Py<PyType>> {
    const { assert!(align_of::<Object<C>>() <= align_of::<usize>(), "as memory is given out") };
    let mut parts = Parts::new();
    C::fill(&mut parts);
    parts.methods.push(ffi::PyMethodDef::zeroed());
    parts.getters.push(ffi::PyGetSetDef::default());
    let shown = ffi::PyMemberDef {
        name: C::SHOWN.0.as_ptr(),
        type_code: ffi::Py_T_OBJECT_EX,
        offset: std::mem::offset_of!(Object<C>, shown) as ffi::Py_ssize_t,
        flags: ffi::Py_READONLY,
        doc: C::SHOWN.1.as_ptr(),
    };
    // The type keeps pointers to all of them.
    let methods = Box::leak(parts.methods.into_boxed_slice()).as_mut_ptr();
    let getters = Box::leak(parts.getters.into_boxed_slice()).as_mut_ptr();
    let members = Box::leak(Box::new([shown, ffi::PyMemberDef::default()])).as_mut_ptr();
    let slot = |slot, pfunc| ffi::PyType_Slot { slot, pfunc };
    let mut slots = vec![
        slot(ffi::Py_tp_doc, C::DOC.as_ptr().cast_mut().cast()),
        slot(ffi::Py_tp_dealloc, dealloc::<C> as ffi::destructor as *mut _),
        slot(ffi::Py_tp_methods, methods.cast()),
        slot(ffi::Py_tp_getset, getters.cast()),
        slot(ffi::Py_tp_members, members.cast()),
    ];
    if let Some(repr) = parts.repr {
        slots.push(slot(ffi::Py_tp_repr, repr as *mut _));
    }
    slots.push(ffi::PyType_Slot::default());
    let flags = ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION;
    let mut spec = ffi::PyType_Spec {
        name: C::NAME.as_ptr(),
        basicsize: size_of::<Object<C>>() as i32,
        itemsize: 0,
        flags: flags as u32,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the slots are those of the functions given for them, and end with an empty one, as all lists do; strings are
    // constants. A new reference, or null with an exception set.
    let type_ = unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))? };
    Ok(type_.cast_into::<PyType>()?.unbind())
}
