//! Classes of objects that are made by the thousand.
//!
//! What PyO3 does to make an object, to call a method and to drop the object again takes longer than a name takes to become text.
//! Objects of these classes are an object with one Python object to show, and a value of Rust's. A program cannot make any,
//! nor a class that inherits; they have no dictionary, no weak references, and no part in the collection of cycles: what is
//! in them must not lead back to them.
//!
//! As of [quick entries](super::quick), PyO3 does not know that methods have the interpreter's lock: no `Py` and no `PyErr` must be
//! dropped in them.

use std::ffi::CStr;
use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;

use pyo3::ffi;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple, PyTupleMethods, PyType};

use super::raised::Raised;

/// What a class is to be.
pub(crate) trait Class: Sized + Send + Sync + 'static {
    /// With its module.
    const NAME: &'static CStr;
    const DOC: &'static CStr;
    /// The name of the attribute that is in every object, and what it is.
    const SHOWN: (&'static CStr, &'static CStr);

    /// Where the type is kept.
    fn kept() -> &'static PyOnceLock<Py<PyType>>;
    /// Adds all else that it has.
    fn fill(parts: &mut Parts<Self>);
    /// Lets go of what is in it.
    fn release(self, py: Python<'_>);
}

/// An object as it is in memory.
#[repr(C)]
struct Object<C> {
    head: ffi::PyObject,
    shown: Py<PyAny>,
    value: C,
}

/// An object of a class.
pub(crate) struct This<'a, 'py, C> {
    object: Borrowed<'a, 'py, PyAny>,
    class: PhantomData<&'a C>,
}

impl<'a, 'py, C: Class> This<'a, 'py, C> {
    pub(crate) fn py(&self) -> Python<'py> {
        self.object.py()
    }

    /// The object it shows.
    #[inline]
    pub(crate) fn shown(&self) -> &'a Bound<'py, PyAny> {
        // SAFETY: nothing but an object of the class is made into this; it is there as long as the reference to it.
        unsafe { (*self.object.as_ptr().cast::<Object<C>>()).shown.bind(self.object.py()) }
    }
}

impl<C: Class> Deref for This<'_, '_, C> {
    type Target = C;

    #[inline]
    fn deref(&self) -> &C {
        // SAFETY: as above.
        unsafe { &(*self.object.as_ptr().cast::<Object<C>>()).value }
    }
}

/// What a method gives.
pub(crate) type Answer<'py> = Result<Bound<'py, PyAny>, Raised>;

/// The arguments of a method, as they were given.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'a, 'py> {
    /// By place, then by name.
    all: &'a [Borrowed<'a, 'py, PyAny>],
    names: Option<Borrowed<'a, 'py, PyTuple>>,
}

impl<'a, 'py> Arguments<'a, 'py> {
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many were given by place, and the others.
    pub(crate) fn split(
        &self,
    ) -> (usize, impl Iterator<Item = (Bound<'py, PyString>, &'a Bound<'py, PyAny>)>) {
        let names = self.names.as_deref();
        let by_place = self.all.len().saturating_sub(names.map_or(0, PyTupleMethods::len));
        let names = names.into_iter().flat_map(PyTupleMethods::iter);
        let names = names.filter_map(|name| name.cast_into::<PyString>().ok());
        (by_place, names.zip(self.all.iter().skip(by_place).map(Deref::deref)))
    }
}

/// What a class has beside the one attribute.
pub(crate) struct Parts<C> {
    methods: Vec<ffi::PyMethodDef>,
    getters: Vec<ffi::PyGetSetDef>,
    repr: Option<ffi::reprfunc>,
    class: PhantomData<C>,
}

/// A function that is given by its name: there is nothing in it, so that it can be had again from its type.
pub(crate) trait Named: Copy + Send + Sync + 'static {
    #[inline]
    fn again() -> Self {
        const { assert!(size_of::<Self>() == 0, "not a closure that has something") };
        // SAFETY: of no size, and it can be copied. There was one, or this would not be called.
        unsafe { NonNull::<Self>::dangling().read() }
    }
}

impl<F: Copy + Send + Sync + 'static> Named for F {}

impl<C: Class> Parts<C> {
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
    pub(crate) fn bare<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
    {
        let meth = ffi::PyMethodDefPointer { PyCFunction: bare::<C, F> };
        self.method(name, doc, ffi::METH_NOARGS, meth);
    }

    /// A method that takes one object.
    pub(crate) fn of_one<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>, &Bound<'py, PyAny>) -> Answer<'py> + Named,
    {
        let meth = ffi::PyMethodDefPointer { PyCFunction: of_one::<C, F> };
        self.method(name, doc, ffi::METH_O, meth);
    }

    /// A method that looks at its arguments itself.
    pub(crate) fn of_any<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>, Arguments<'_, 'py>) -> Answer<'py> + Named,
    {
        let meth = ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: of_any::<C, F> };
        self.method(name, doc, ffi::METH_FASTCALL | ffi::METH_KEYWORDS, meth);
    }

    /// An attribute that is made when it is asked for.
    pub(crate) fn getter<F>(&mut self, name: &'static CStr, doc: &'static CStr, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
    {
        self.getters.push(ffi::PyGetSetDef {
            name: name.as_ptr(),
            get: Some(get::<C, F>),
            set: None,
            doc: doc.as_ptr(),
            closure: std::ptr::null_mut(),
        });
    }

    /// How an object is shown.
    pub(crate) fn repr<F>(&mut self, _: F)
    where
        F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
    {
        self.repr = Some(repr::<C, F>);
    }

    /// That the class can be given the types of what is in it, which means nothing when a program runs.
    pub(crate) fn generic(&mut self, doc: &'static CStr) {
        let meth = ffi::PyMethodDefPointer { PyCFunction: ffi::Py_GenericAlias };
        self.method(c"__class_getitem__", doc, ffi::METH_O | ffi::METH_CLASS, meth);
    }
}

/// The type, made when it is first asked for.
pub(crate) fn type_object<C: Class>(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    C::kept().get_or_try_init(py, || make::<C>(py)).map(|type_| type_.bind(py))
}

fn make<C: Class>(py: Python<'_>) -> PyResult<Py<PyType>> {
    const { assert!(align_of::<Object<C>>() <= align_of::<usize>(), "as memory is given out") };
    let mut parts =
        Parts { methods: Vec::new(), getters: Vec::new(), repr: None, class: PhantomData };
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

/// Makes an object.
#[inline]
pub(crate) fn made<C: Class>(shown: Bound<'_, PyAny>, value: C) -> Answer<'_> {
    let py = shown.py();
    let type_ = match C::kept().get(py) {
        Some(type_) => type_.bind(py),
        None => type_object::<C>(py)?,
    };
    // SAFETY: a type whose objects are of that form, and have no part in the collection of cycles. A new reference, or null with
    // an exception set; nobody has seen it yet, and all that is not the interpreter's own is written here.
    unsafe {
        let object: *mut Object<C> = ffi::PyObject_New(type_.as_type_ptr());
        if object.is_null() {
            value.release(py);
            return Err(PyErr::fetch(py).into());
        }
        (&raw mut (*object).shown).write(shown.unbind());
        (&raw mut (*object).value).write(value);
        Ok(Bound::from_owned_ptr(py, object.cast()))
    }
}

/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class that nobody has a reference to.
unsafe extern "C" fn dealloc<C: Class>(object: *mut ffi::PyObject) {
    // SAFETY: the caller has the lock. The parts are taken out once; what is left is memory. Objects of types that are made while a
    // program runs have a reference to them.
    unsafe {
        let py = Python::assume_attached();
        let type_ = ffi::Py_TYPE(object);
        let parts = object.cast::<Object<C>>();
        let shown = (&raw const (*parts).shown).read();
        let value = (&raw const (*parts).value).read();
        ffi::PyObject_Free(object.cast());
        drop(shown.into_bound(py));
        // It does not panic; should it do so all the same, the interpreter must not be unwound.
        let _ = catch_unwind(AssertUnwindSafe(|| value.release(py)));
        ffi::Py_DECREF(type_.cast());
    }
}

/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class.
#[inline]
unsafe fn answered<C, F>(this: *mut ffi::PyObject, f: F) -> *mut ffi::PyObject
where
    F: for<'a, 'py> FnOnce(This<'a, 'py, C>) -> Answer<'py>,
{
    // SAFETY: the caller has the lock, and a reference to the object.
    let this = unsafe { Borrowed::from_ptr(Python::assume_attached(), this) };
    let this = This { object: this, class: PhantomData };
    catch_unwind(AssertUnwindSafe(|| f(this)))
        .unwrap_or_else(|_| Err(PanicException::new_err("a method panicked").into()))
        .map_or(std::ptr::null_mut(), Bound::into_ptr)
}

/// # Safety
///
/// As of [`answered`].
unsafe extern "C" fn bare<C: Class, F>(
    this: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise.
    unsafe { answered(this, |this: This<'_, '_, C>| F::again()(this)) }
}

/// # Safety
///
/// As of [`answered`], with another object.
unsafe extern "C" fn of_one<C: Class, F>(
    this: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>, &Bound<'py, PyAny>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise, who has a reference to the other one, too.
    unsafe {
        answered(this, |this: This<'_, '_, C>| {
            let other = Borrowed::from_ptr(this.py(), other);
            F::again()(this, &other)
        })
    }
}

/// # Safety
///
/// As of [`answered`], with as many arguments as are said, to which the caller has references, and null or a tuple of the names of
/// those at the end, which are not counted.
unsafe extern "C" fn of_any<C: Class, F>(
    this: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>, Arguments<'_, 'py>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise; `Borrowed` is a pointer to an object and nothing else.
    unsafe {
        answered(this, |this: This<'_, '_, C>| {
            let mut count = count as usize;
            let names = if names.is_null() {
                None
            } else {
                count += ffi::PyTuple_GET_SIZE(names) as usize;
                Some(Borrowed::from_ptr(this.py(), names).cast_unchecked::<PyTuple>())
            };
            let all = if count == 0 {
                &[]
            } else {
                std::slice::from_raw_parts(args.cast::<Borrowed<'_, '_, PyAny>>(), count)
            };
            F::again()(this, Arguments { all, names })
        })
    }
}

/// # Safety
///
/// As of [`answered`].
unsafe extern "C" fn get<C: Class, F>(
    this: *mut ffi::PyObject,
    _: *mut std::ffi::c_void,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise.
    unsafe { answered(this, |this: This<'_, '_, C>| F::again()(this)) }
}

/// # Safety
///
/// As of [`answered`].
unsafe extern "C" fn repr<C: Class, F>(this: *mut ffi::PyObject) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise.
    unsafe { answered(this, |this: This<'_, '_, C>| F::again()(this)) }
}
