//! Text as Windows has it: UTF-16, in which half a character may stand alone.

use ostler_sys::wide::WStr;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::text::decoded;

/// Units with a NUL at the end.
pub(crate) struct Wide(Vec<u16>);

impl Wide {
    /// Of text.
    pub(crate) fn of_text(text: &Bound<'_, PyString>) -> PyResult<Self> {
        let object = text.as_ptr();
        // SAFETY: text, and no room to write to: how much there has to be, the NUL included; -1 with an exception set.
        let room = unsafe { ffi::PyUnicode_AsWideChar(object, std::ptr::null_mut(), 0) };
        let Ok(len) = usize::try_from(room) else { return Err(PyErr::fetch(text.py())) };
        let mut units = vec![0_u16; len];
        // SAFETY: text, and room for so many units; -1 with an exception set.
        let written = unsafe { ffi::PyUnicode_AsWideChar(object, units.as_mut_ptr().cast(), room) };
        if written < 0 { Err(PyErr::fetch(text.py())) } else { Ok(Self(units)) }
    }

    /// No text.
    pub(crate) fn nothing() -> Self {
        Self(vec![0])
    }

    /// Of bytes in the encoding of file names.
    pub(crate) fn of_bytes(bytes: &Bound<'_, PyBytes>) -> PyResult<Self> {
        Self::of_text(decoded(bytes.py(), bytes.as_bytes())?.cast::<PyString>()?)
    }

    /// For the system: `None` if there is a NUL inside.
    #[inline]
    pub(crate) fn w_str(&self) -> Option<&WStr> {
        WStr::from_units(&self.0).ok()
    }

    /// The units, without the NUL.
    pub(crate) fn units(&self) -> &[u16] {
        self.0.split_last().map_or(&[], |(_, units)| units)
    }

    /// How many units, without the NUL.
    pub(crate) fn len(&self) -> usize {
        self.0.len().saturating_sub(1)
    }
}

/// Units as text.
pub(crate) fn text<'py>(py: Python<'py>, units: &[u16]) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: the units are read only; the answer is a new reference, or null with an exception set.
    unsafe {
        let text = ffi::PyUnicode_FromWideChar(units.as_ptr().cast(), units.len() as isize);
        Bound::from_owned_ptr_or_err(py, text)
    }
}

/// Text in the encoding of file names: `os.fsencode`.
pub(crate) fn encoded<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: any object; a new reference to bytes, or null with an exception set, as for what is no text.
    unsafe {
        let bytes = ffi::PyUnicode_EncodeFSDefault(text.as_ptr());
        Bound::from_owned_ptr_or_err(text.py(), bytes)
    }
}
