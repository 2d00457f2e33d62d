//! Struct sequences: tuples with names, the shape of the results of `os`.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::struct_layout::Layout;

/// A kind of struct sequence.
pub struct StructSeq {
    /// With its module: `os.stat_result`.
    pub name: &'static CStr,
    /// What `help` shows.
    pub doc: &'static CStr,
    /// Names and what they are; the name is null where there is only a place.
    pub fields: &'static [Field],
    /// How many of them the tuple shows.
    pub visible: usize,
    /// How one is made by a program.
    constructor: Constructor,
    type_: PyOnceLock<Type>,
}

struct Type {
    type_: Py<PyType>,
    /// How its objects are laid out. `None` where that is not known.
    layout: Option<Layout>,
}

/// What a struct sequence is made of: a sequence, its one field, a sequence without some of the times.
enum Constructor {
    Ordinary,
    OneField,
    Times,
}

/// A field: its name, and what it is.
#[derive(Clone, Copy)]
pub enum Field {
    /// A name, and what it is.
    Named(&'static CStr, &'static CStr),
    /// One that has only a place.
    Unnamed(&'static CStr),
}

impl StructSeq {
    /// A kind that is made of any sequence.
    pub const fn new(
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
    #[must_use]
    pub const fn of_one_field(mut self) -> Self {
        self.constructor = Constructor::OneField;
        self
    }

    /// Whose constructor knows times, as that of `stat_result` does.
    #[must_use]
    pub const fn of_times(mut self) -> Self {
        self.constructor = Constructor::Times;
        self
    }

    /// The type, made when it is first asked for.
    pub fn type_object<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyType>> {
        self.get(py).map(|made| made.type_.bind(py))
    }

    #[inline]
    fn get(&self, py: Python<'_>) -> PyResult<&Type> {
        self.type_.get_or_try_init(py, || {
            let type_ = self.make(py)?;
            let layout = Layout::of(&type_, self.fields.len(), self.visible)?;
            if let Some(layout) = &layout {
                layout.give_end(&type_);
            }
            Ok(Type { type_: type_.unbind(), layout })
        })
    }

    fn make<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyType>> {
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
        Ok(made)
    }

    /// One without its fields yet.
    #[inline]
    fn empty<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let made = self.get(py)?;
        let type_ = made.type_.as_ptr().cast();
        // SAFETY: a type of struct sequences, and its layout where that is known. A new reference, or null with an exception set.
        unsafe {
            let object = match &made.layout {
                Some(layout) => layout.object(py, type_),
                None => ffi::PyStructSequence_New(type_),
            };
            Bound::from_owned_ptr_or_err(py, object)
        }
    }

    /// One with all its fields. `None` stands for an exception that has been set.
    ///
    /// # Panics
    ///
    /// There must be a value for each field.
    #[inline]
    pub fn filled<'py, const N: usize>(
        &'static self,
        py: Python<'py>,
        values: [Option<Bound<'py, PyAny>>; N],
    ) -> PyResult<Bound<'py, PyAny>> {
        assert!(N == self.fields.len(), "a value for each field");
        let object = self.empty(py)?;
        for (at, value) in values.into_iter().enumerate() {
            let Some(value) = value else { return Err(PyErr::fetch(py)) };
            // SAFETY: a struct sequence, which is a tuple, that nobody has seen yet, an index within it, and a reference it takes
            // over.
            unsafe { ffi::PyTuple_SET_ITEM(object.as_ptr(), at as isize, value.into_ptr()) };
        }
        Ok(object)
    }

    /// Another one with the fields of one of these.
    #[inline]
    pub fn again<'py>(&'static self, object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let again = self.empty(object.py())?;
        for at in 0..self.fields.len() as isize {
            // SAFETY: both are struct sequences of this type, which are tuples; an index within them; a reference of its own for the
            // one that was not given away yet.
            unsafe {
                let field = ffi::PyTuple_GET_ITEM(object.as_ptr(), at);
                ffi::Py_XINCREF(field);
                ffi::PyTuple_SET_ITEM(again.as_ptr(), at, field);
            }
        }
        Ok(again)
    }

    /// A field of an object, whether the tuple shows it or not; `None` if the object is none of these.
    #[inline]
    pub fn field<'py>(
        &'static self,
        object: &Bound<'py, PyAny>,
        at: usize,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let type_ = self.type_object(object.py())?;
        if at >= self.fields.len() || !object.get_type().is(type_) {
            return Ok(None);
        }
        // SAFETY: an object of this type, which cannot have subclasses, and an index within it; a borrowed reference, or null
        // where a field was never set.
        Ok(unsafe {
            let field = ffi::PyStructSequence_GetItem(object.as_ptr(), at as isize);
            Bound::from_borrowed_ptr_or_opt(object.py(), field)
        })
    }

    /// A new one, to be filled.
    #[inline]
    pub fn start<'py>(&'static self, py: Python<'py>) -> PyResult<Filling<'py>> {
        let object = self.empty(py)?;
        Ok(Filling { object, at: 0, len: self.fields.len() })
    }
}

/// A struct sequence whose fields are being filled, in order.
pub struct Filling<'py> {
    object: Bound<'py, PyAny>,
    at: usize,
    len: usize,
}

impl<'py> Filling<'py> {
    /// The next field. A number is made into an object without a detour.
    ///
    /// # Panics
    ///
    /// There must be a field left.
    #[inline]
    pub fn push(&mut self, value: impl Value<'py>) -> PyResult<()> {
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
    pub fn finish(mut self) -> PyResult<Bound<'py, PyAny>> {
        let py = self.object.py();
        while self.at < self.len {
            self.push(py.None().bind(py))?;
        }
        Ok(self.object)
    }
}

/// What can be the value of a field.
pub trait Value<'py> {
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
