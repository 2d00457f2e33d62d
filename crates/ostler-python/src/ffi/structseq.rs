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
    type_: PyOnceLock<Type>,
}

struct Type {
    type_: Py<PyType>,
    /// How many items to ask for, beside what is in every object, to have room for all fields. `None` where objects are made
    /// in a way that is not known.
    items: Option<isize>,
}

/// What a struct sequence is made of: a sequence, its one field, a sequence without some of the times.
enum Constructor {
    Ordinary,
    #[cfg(unix)]
    OneField,
    Times,
}

/// A field: its name, and what it is.
#[derive(Clone, Copy)]
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
    #[cfg(unix)]
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
        self.get(py).map(|made| made.type_.bind(py))
    }

    #[inline]
    fn get(&self, py: Python<'_>) -> PyResult<&Type> {
        self.type_.get_or_try_init(py, || {
            let type_ = self.make(py)?;
            let items = self.items(&type_)?;
            Ok(Type { type_: type_.unbind(), items })
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
            #[cfg(unix)]
            Constructor::OneField => super::sched_param::give_constructor(&made)?,
            Constructor::Times => super::stat_result::give_constructor(&made),
        }
        Ok(made)
    }

    /// Whether this interpreter makes struct sequences the way [`StructSeq::filled`] does: tuples that say that they have the
    /// visible fields, with room for the others at the end, which newer ones count as a part of every object.
    fn items(&self, type_: &Bound<'_, PyType>) -> PyResult<Option<isize>> {
        let (py, type_) = (type_.py(), type_.as_type_ptr());
        if py.version_info() >= (3, 14) {
            // Tuples have more in them there.
            return Ok(None);
        }
        let (all, visible) = (self.fields.len() as isize, self.visible as isize);
        // SAFETY: a type of struct sequences; a new reference to one, or null with an exception set. What is looked at are the
        // objects' own numbers.
        unsafe {
            let sample = Bound::from_owned_ptr_or_err(py, ffi::PyStructSequence_New(type_))?;
            let tuple = &raw const ffi::PyTuple_Type;
            let item = (*tuple).tp_itemsize;
            let more = (*type_).tp_basicsize - (*tuple).tp_basicsize;
            let known = (*type_).tp_itemsize == item
                && ffi::Py_SIZE(sample.as_ptr()) == visible
                && ffi::PyObject_GC_IsTracked(sample.as_ptr()) == 0;
            Ok(match known {
                true if more == 0 => Some(all),
                true if more == (all - visible) * item => Some(visible),
                _ => None,
            })
        }
    }

    /// One with all its fields. `None` stands for an exception that has been set.
    ///
    /// The interpreter's own way looks up in the type how many fields there are, twice, which takes as long as all the rest.
    #[inline]
    pub(crate) fn filled<'py, const N: usize>(
        &'static self,
        py: Python<'py>,
        values: [Option<Bound<'py, PyAny>>; N],
    ) -> PyResult<Bound<'py, PyAny>> {
        assert!(N == self.fields.len(), "a value for each field");
        let made = self.get(py)?;
        let type_ = made.type_.as_ptr().cast::<ffi::PyTypeObject>();
        // SAFETY: a type of struct sequences. Where the number of items is known, its objects are tuples with room for all fields,
        // which are not tracked, and say that they have the visible ones. All are null so far. A new reference, or null with an
        // exception set.
        let object = unsafe {
            let object = if let Some(items) = made.items {
                let object: *mut ffi::PyTupleObject = ffi::PyObject_GC_NewVar(type_, items);
                if !object.is_null() {
                    let items = (&raw mut (*object).ob_item).cast::<*mut ffi::PyObject>();
                    std::ptr::write_bytes(items, 0, N);
                    (*object).ob_base.ob_size = self.visible as isize;
                }
                object.cast()
            } else {
                ffi::PyStructSequence_New(type_)
            };
            Bound::from_owned_ptr_or_err(py, object)?
        };
        for (at, value) in values.into_iter().enumerate() {
            let Some(value) = value else { return Err(PyErr::fetch(py)) };
            // SAFETY: a struct sequence, which is a tuple, that nobody has seen yet, an index within it, and a reference it takes
            // over.
            unsafe { ffi::PyTuple_SET_ITEM(object.as_ptr(), at as isize, value.into_ptr()) };
        }
        Ok(object)
    }

    /// A field of an object, whether the tuple shows it or not; `None` if the object is none of these.
    #[inline]
    pub(crate) fn field<'py>(
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
