//! What there is in a class.

use std::ffi::CStr;
use std::marker::PhantomData;
use std::ptr::NonNull;

use pyo3::ffi;
use pyo3::prelude::*;

use super::{Answer, Arguments, Class, This, entries};

/// What a class has beside the one attribute.
pub struct Parts<C> {
    pub(super) methods: Vec<ffi::PyMethodDef>,
    pub(super) getters: Vec<ffi::PyGetSetDef>,
    pub(super) repr: Option<ffi::reprfunc>,
    class: PhantomData<C>,
}

/// A function that is given by its name: there is nothing in it, so that it can be had again from its type.
pub trait Named: Copy + Send + Sync + 'static {
    #[inline]
    fn again() -> Self {
        const { assert!(size_of::<Self>() == 0, "not a closure that has something") };
        // SAFETY: of no size, and it can be copied. There was one, or this would not be called.
        unsafe { NonNull::<Self>::dangling().read() }
    }
}

impl<F: Copy + Send + Sync + 'static> Named for F {}

impl<C: Class> Parts<C> {
    pub(super) const fn new() -> Self {
        Self { methods: Vec::new(), getters: Vec::new(), repr: None, class: PhantomData }
    }

    fn method(
        &mut self,
        name: &'static CStr,
        doc: &'static CStr,
        flags: i32,
        meth: ffi::PyMethodDefPointer,
    ) {
        self.methods.push(ffi::PyMethodDef {
            ml_name: name.as_ptr(),
            ml_meth: meth,
            ml_flags: flags,
            ml_doc: doc.as_ptr(),
        });
    }

    /// A method that takes nothing.
    pub fn bare<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
    {
        let meth = ffi::PyMethodDefPointer { PyCFunction: entries::bare::<C, F> };
        self.method(name, doc, ffi::METH_NOARGS, meth);
    }

    /// A method that takes one object.
    pub fn of_one<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>, &Bound<'py, PyAny>) -> Answer<'py> + Named,
    {
        let meth = ffi::PyMethodDefPointer { PyCFunction: entries::of_one::<C, F> };
        self.method(name, doc, ffi::METH_O, meth);
    }

    /// A method that looks at its arguments itself.
    pub fn of_any<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>, Arguments<'_, 'py>) -> Answer<'py> + Named,
    {
        let meth = ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: entries::of_any::<C, F> };
        self.method(name, doc, ffi::METH_FASTCALL | ffi::METH_KEYWORDS, meth);
    }

    /// An attribute that is made when it is asked for.
    pub fn getter<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
    {
        self.getters.push(ffi::PyGetSetDef {
            name: name.as_ptr(),
            get: Some(entries::get::<C, F>),
            set: None,
            doc: doc.as_ptr(),
            closure: std::ptr::null_mut(),
        });
    }

    /// How an object is shown.
    pub fn repr<F>(&mut self, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
    {
        self.repr = Some(entries::repr::<C, F>);
    }

    /// That the class can be given the types of what is in it, which means nothing when a program runs.
    pub fn generic(&mut self, doc: &'static CStr) {
        let meth = ffi::PyMethodDefPointer { PyCFunction: ffi::Py_GenericAlias };
        self.method(c"__class_getitem__", doc, ffi::METH_O | ffi::METH_CLASS, meth);
    }
}
