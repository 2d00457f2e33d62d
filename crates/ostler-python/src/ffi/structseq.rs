//! Struct sequences: tuples with names, the shape of the results of `os`.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// A kind of struct sequence.
pub(crate) struct StructSeq {
    /// With its module: `os.stat_result`.
    pub(crate) name: &'static CStr,
    pub(crate) doc: &'static CStr,
    /// Names and what they are; the name is null where there is only a place.
    pub(crate) fields: &'static [Field],
    /// How many of them the tuple shows.
    pub(crate) visible: usize,
    /// How one is made by a program.
    constructor: Constructor,
    type_: PyOnceLock<Py<PyType>>,
}

/// What a struct sequence is made of: a sequence, its one field, a sequence without some of the times.
enum Constructor {
    Ordinary,
    OneField,
    Times,
}

/// A field: its name, and what it is.
pub(crate) enum Field {
    Named(&'static CStr, &'static CStr),
    /// One that has only a place.
    Unnamed(&'static CStr),
}

impl StructSeq {
    pub(crate) const fn new(
        name: &'static CStr,
        doc: &'static CStr,
        fields: &'static [Field],
        visible: usize,
    ) -> Self {
        Self {
            name,
            doc,
            fields,
            visible,
            constructor: Constructor::Ordinary,
            type_: PyOnceLock::new(),
        }
    }

    /// Whose constructor takes the one field, as `sched_param` does.
    pub(crate) const fn of_one_field(mut self) -> Self {
        self.constructor = Constructor::OneField;
        self
    }

    /// Whose constructor knows times, as that of `stat_result` does.
    pub(crate) const fn of_times(mut self) -> Self {
        self.constructor = Constructor::Times;
        self
    }

    /// The type, made when it is first asked for.
    pub(crate) fn type_object<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyType>> {
        self.type_.get_or_try_init(py, || self.make(py)).map(|type_| type_.bind(py))
    }

    fn make(&self, py: Python<'_>) -> PyResult<Py<PyType>> {
        // SAFETY: the interpreter's own marker, a constant.
        let unnamed = unsafe { ffi::PyStructSequence_UnnamedField };
        let mut fields: Vec<ffi::PyStructSequence_Field> = self
            .fields
            .iter()
            .map(|field| match field {
                Field::Named(name, doc) => {
                    ffi::PyStructSequence_Field { name: name.as_ptr(), doc: doc.as_ptr() }
                }
                Field::Unnamed(doc) => {
                    ffi::PyStructSequence_Field { name: unnamed, doc: doc.as_ptr() }
                }
            })
            .collect();
        fields.push(ffi::PyStructSequence_Field { name: std::ptr::null(), doc: std::ptr::null() });
        // The type keeps pointers to the names.
        let fields = Box::leak(fields.into_boxed_slice());
        let mut desc = ffi::PyStructSequence_Desc {
            name: self.name.as_ptr(),
            doc: self.doc.as_ptr(),
            fields: fields.as_mut_ptr(),
            n_in_sequence: self.visible as i32,
        };
        // SAFETY: strings and fields live as long as the process; the fields end with a null name. A new reference, or null
        // with an exception set.
        let made = unsafe {
            let type_ = ffi::PyStructSequence_NewType(&raw mut desc);
            Bound::from_owned_ptr_or_err(py, type_.cast())?
        };
        let made = made.cast_into::<PyType>()?;
        match self.constructor {
            Constructor::Ordinary => {}
            Constructor::OneField => super::sched_param::give_constructor(&made)?,
            Constructor::Times => super::stat_result::give_constructor(&made),
        }
        Ok(made.unbind())
    }

    /// A new one, to be filled.
    #[inline]
    pub(crate) fn start<'py>(&'static self, py: Python<'py>) -> PyResult<Filling<'py>> {
        let type_ = self.type_object(py)?;
        // SAFETY: a type of struct sequences; a new reference, or null with an exception set.
        let object = unsafe { ffi::PyStructSequence_New(type_.as_type_ptr()) };
        if object.is_null() {
            return Err(PyErr::fetch(py));
        }
        // SAFETY: as above.
        let object = unsafe { Bound::from_owned_ptr(py, object) };
        Ok(Filling { object, at: 0, len: self.fields.len() })
    }
}

/// A struct sequence whose fields are being filled, in order.
pub(crate) struct Filling<'py> {
    object: Bound<'py, PyAny>,
    at: usize,
    len: usize,
}

impl<'py> Filling<'py> {
    /// The next field. A number is made into an object without a detour.
    #[inline]
    pub(crate) fn push(&mut self, value: impl Value<'py>) -> PyResult<()> {
        let value = value.object(self.object.py());
        if value.is_null() {
            return Err(PyErr::fetch(self.object.py()));
        }
        assert!(self.at < self.len, "more values than fields");
        // SAFETY: a struct sequence, which is a tuple, that nobody has seen yet, an index within it, and a reference it takes
        // over.
        unsafe { ffi::PyTuple_SET_ITEM(self.object.as_ptr(), self.at as isize, value) };
        self.at += 1;
        Ok(())
    }

    /// The struct sequence. What is left is `None`.
    pub(crate) fn finish(mut self) -> PyResult<Bound<'py, PyAny>> {
        let py = self.object.py();
        while self.at < self.len {
            self.push(py.None().bind(py))?;
        }
        Ok(self.object)
    }
}

impl Filling<'_> {
    /// The next field, with the value of one that has been filled.
    #[inline]
    pub(crate) fn push_again(&mut self, at: usize) {
        assert!(at < self.at && self.at < self.len, "no such field");
        // SAFETY: two indices within the sequence, the first of them filled; the reference is a new one.
        unsafe {
            let value = ffi::PyTuple_GET_ITEM(self.object.as_ptr(), at as isize);
            ffi::PyTuple_SET_ITEM(self.object.as_ptr(), self.at as isize, ffi::Py_NewRef(value));
        }
        self.at += 1;
    }
}

/// What can be the value of a field.
pub(crate) trait Value<'py> {
    /// A new reference, or null with an exception set.
    fn object(self, py: Python<'py>) -> *mut ffi::PyObject;
}

impl Value<'_> for i64 {
    #[inline]
    fn object(self, _: Python<'_>) -> *mut ffi::PyObject {
        // SAFETY: no preconditions but the lock, which the token proves.
        unsafe { ffi::PyLong_FromLongLong(self) }
    }
}

impl Value<'_> for u64 {
    #[inline]
    fn object(self, _: Python<'_>) -> *mut ffi::PyObject {
        // SAFETY: no preconditions but the lock, which the token proves.
        unsafe { ffi::PyLong_FromUnsignedLongLong(self) }
    }
}

impl Value<'_> for f64 {
    #[inline]
    fn object(self, _: Python<'_>) -> *mut ffi::PyObject {
        // SAFETY: no preconditions but the lock, which the token proves.
        unsafe { ffi::PyFloat_FromDouble(self) }
    }
}

impl<'py> Value<'py> for Bound<'py, PyAny> {
    fn object(self, _: Python<'py>) -> *mut ffi::PyObject {
        self.into_ptr()
    }
}

impl<'py> Value<'py> for &Bound<'py, PyAny> {
    fn object(self, _: Python<'py>) -> *mut ffi::PyObject {
        self.clone().into_ptr()
    }
}
