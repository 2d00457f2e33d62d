//! Text and bytes as the C strings that the system takes.

use std::ffi::CStr;

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// A string of bytes that ends with a NUL, kept by an object that does not change.
pub struct Encoded<'py> {
    /// Who keeps them.
    owner: Bound<'py, PyAny>,
    start: *const u8,
    len: usize,
}

impl<'py> Encoded<'py> {
    /// The bytes of an object.
    pub fn of_bytes(bytes: Bound<'py, PyBytes>) -> Self {
        let slice = bytes.as_bytes();
        Self { start: slice.as_ptr(), len: slice.len(), owner: bytes.into_any() }
    }

    /// Text in the encoding of file names, undecodable bytes of old restored: `os.fsencode`.
    pub fn of_text(text: Bound<'py, PyString>) -> PyResult<Self> {
        // SAFETY: a string; one in the compact form for ASCII is its own UTF-8, whatever the encoding of file names is.
        if unsafe { is_compact_ascii(text.as_ptr()) } {
            let mut len = 0;
            // SAFETY: a string. What is returned belongs to it, ends with a NUL, and does not change.
            let start = unsafe { ffi::PyUnicode_AsUTF8AndSize(text.as_ptr(), &raw mut len) };
            if !start.is_null() {
                return Ok(Self { start: start.cast(), len: len as usize, owner: text.into_any() });
            }
            return Err(PyErr::fetch(text.py()));
        }
        let py = text.py();
        // SAFETY: a string; the answer is a new reference to bytes, or null with an exception set.
        let bytes = unsafe {
            Bound::from_owned_ptr_or_err(py, ffi::PyUnicode_EncodeFSDefault(text.as_ptr()))?
        };
        Ok(Self::of_bytes(bytes.cast_into::<PyBytes>()?))
    }

    /// Of text, bytes or something that has `__fspath__()`, without a NUL inside: as the interpreter converts what it has
    /// no more to say about.
    pub fn of_path(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        path_bytes(object).map(Self::of_bytes)
    }

    /// Text in UTF-8, whatever it is made of: what has no place in UTF-8 is encoded as if it had. See [`text_of`].
    pub fn of_any_text(text: Bound<'py, PyString>) -> PyResult<Self> {
        let mut len = 0;
        // SAFETY: a string. What is returned belongs to it, ends with a NUL, and does not change; null with an exception set.
        let start = unsafe { ffi::PyUnicode_AsUTF8AndSize(text.as_ptr(), &raw mut len) };
        let py = text.py();
        if !start.is_null() {
            return Ok(Self { start: start.cast(), len: len as usize, owner: text.into_any() });
        }
        // SAFETY: the exception is that of the encoding, which is forgotten; without making a `PyErr` of it, which PyO3 would keep
        // where it does not know of the lock. A string and two C strings; a new reference, or null with an exception set.
        let bytes = unsafe {
            ffi::PyErr_Clear();
            let (utf8, pass) = (c"utf-8".as_ptr(), c"surrogatepass".as_ptr());
            let bytes = ffi::PyUnicode_AsEncodedString(text.as_ptr(), utf8, pass);
            Bound::from_owned_ptr_or_err(py, bytes)?
        };
        Ok(Self::of_bytes(bytes.cast_into::<PyBytes>()?))
    }

    /// The object that keeps them.
    pub fn owner(&self) -> &Bound<'py, PyAny> {
        &self.owner
    }

    /// All of them, without the NUL.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: the owner keeps them, and they do not change.
        unsafe { std::slice::from_raw_parts(self.start, self.len) }
    }

    /// As a C string: `None` if there is a NUL inside.
    #[inline]
    pub fn c_str(&self) -> Option<&CStr> {
        // SAFETY: the owner keeps them; bytes and text of the interpreter are followed by a NUL.
        let slice = unsafe { std::slice::from_raw_parts(self.start, self.len + 1) };
        CStr::from_bytes_with_nul(slice).ok()
    }
}

/// Whether text is of the compact form for ASCII: the bytes follow the object's head. `PyUnicode_IS_COMPACT_ASCII`, which
/// `pyo3-ffi` does not have from Python 3.14 on.
///
/// # Safety
/// The object is text.
#[inline]
unsafe fn is_compact_ascii(text: *mut ffi::PyObject) -> bool {
    /// The bits `compact` and `ascii` of the field `state`: they follow two bits of `interned`, which is a byte where it is
    /// changed without the lock, and three of `kind`. [`check`] sees whether they are these.
    const BOTH: u32 = 0b11 << (if cfg!(Py_GIL_DISABLED) { 8 } else { 2 } + 3);
    // SAFETY: text begins with this head, in each of its forms.
    unsafe { (*text.cast::<ffi::PyASCIIObject>()).state & BOTH == BOTH }
}

/// The bytes of text of the compact form for ASCII, which end with a NUL.
///
/// # Safety
/// The object is text of this form.
#[inline]
unsafe fn compact_ascii(text: *mut ffi::PyObject) -> *mut u8 {
    // SAFETY: they are where the head ends.
    unsafe { text.cast::<ffi::PyASCIIObject>().add(1).cast() }
}

/// Sees whether text is laid out as `is_compact_ascii` and `compact_ascii` take it to be, in the interpreter that runs.
pub fn check(py: Python<'_>) -> PyResult<()> {
    let is_so = [("ascii", true), ("latin-\u{e9}", false), ("\u{3b1}", false)].iter().all(
        |(text, is_ascii)| {
            let object = PyString::new(py, text);
            // SAFETY: text; and of the form for ASCII where it is read.
            unsafe {
                let pointer = object.as_ptr();
                is_compact_ascii(pointer) == *is_ascii
                    && (!is_ascii
                        || CStr::from_ptr(compact_ascii(pointer).cast()).to_bytes()
                            == text.as_bytes())
            }
        },
    );
    if is_so {
        Ok(())
    } else {
        Err(PyImportError::new_err("this interpreter lays text out in another way"))
    }
}

/// The C string that text is itself, which is ASCII without a NUL inside: as most paths are. `None` for all else.
#[inline]
pub fn plain<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a CStr> {
    // SAFETY: any object; text of the compact form for ASCII has its bytes in itself, of which there are as many as characters
    // and a NUL. They do not change while there is a reference to it.
    let (text, len) = unsafe {
        let object = object.as_ptr();
        if ffi::PyUnicode_Check(object) == 0 || !is_compact_ascii(object) {
            return None;
        }
        let start = compact_ascii(object).cast_const();
        (CStr::from_ptr(start.cast()), ffi::PyUnicode_GET_LENGTH(object) as usize)
    };
    (text.count_bytes() == len).then_some(text)
}

/// A file name as text, if it is of ASCII, which is itself in every encoding of file names. Nothing of Python runs. The shortest
/// texts the interpreter has already: they are none of this.
#[inline]
pub fn ascii<'py>(py: Python<'py>, bytes: &[u8]) -> Option<PyResult<Bound<'py, PyAny>>> {
    if bytes.len() < 2 || !bytes.is_ascii() {
        return None;
    }
    // SAFETY: a new reference to text for so many characters of ASCII, which has room for as many bytes, or null with an
    // exception set. Nobody has seen it yet.
    Some(unsafe {
        let text = ffi::PyUnicode_New(bytes.len() as isize, 127);
        Bound::from_owned_ptr_or_err(py, text).inspect(|text| {
            let room = compact_ascii(text.as_ptr());
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), room, bytes.len());
        })
    })
}

/// A file name as text: `os.fsdecode`.
pub fn decoded<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    if let Some(text) = ascii(py, bytes) {
        return text;
    }
    // SAFETY: the bytes are read only; the answer is a new reference, or null with an exception set.
    unsafe {
        Bound::from_owned_ptr_or_err(
            py,
            ffi::PyUnicode_DecodeFSDefaultAndSize(bytes.as_ptr().cast(), bytes.len() as isize),
        )
    }
}

/// The text of [`Encoded::of_any_text`] or a part of it that ends where a character ends.
pub fn text_of<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: the bytes are read only; the answer is a new reference, or null with an exception set.
    unsafe {
        let (start, len) = (bytes.as_ptr().cast(), bytes.len() as isize);
        let text = ffi::PyUnicode_DecodeUTF8(start, len, c"surrogatepass".as_ptr());
        Bound::from_owned_ptr_or_err(py, text)
    }
}

/// A message of the C library's, in the encoding of the locale.
pub fn message<'py>(py: Python<'py>, text: &CStr) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: C strings; the answer is a new reference, or null with an exception set.
    unsafe {
        let text = ffi::PyUnicode_DecodeLocale(text.as_ptr(), c"surrogateescape".as_ptr());
        Bound::from_owned_ptr_or_err(py, text)
    }
}

/// What stands for a path, text or bytes: `os.fspath`.
pub fn path<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: any object; a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(object.py(), ffi::PyOS_FSPath(object.as_ptr())) }
}

/// The bytes of text, bytes or a path: `os.fsencode`, without a NUL inside.
pub fn path_bytes<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let mut bytes: *mut ffi::PyObject = std::ptr::null_mut();
    // SAFETY: any object, and a place for a new reference to bytes; 0 with an exception set.
    unsafe {
        if ffi::PyUnicode_FSConverter(object.as_ptr(), (&raw mut bytes).cast()) == 0 {
            return Err(PyErr::fetch(object.py()));
        }
        Ok(Bound::from_owned_ptr(object.py(), bytes).cast_into::<PyBytes>()?)
    }
}
