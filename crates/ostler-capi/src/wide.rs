//! Text as Windows has it: UTF-16, in which half a character may stand alone.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::text::decoded;

/// Units with a NUL at the end.
pub struct Wide(Vec<u16>);

impl Wide {
    /// Of text.
    pub fn of_text(text: &Bound<'_, PyString>) -> PyResult<Self> {
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
    pub fn nothing() -> Self {
        Self(vec![0])
    }

    /// Of bytes in the encoding of file names.
    pub fn of_bytes(bytes: &Bound<'_, PyBytes>) -> PyResult<Self> {
        Self::of_text(decoded(bytes.py(), bytes.as_bytes())?.cast::<PyString>()?)
    }

    /// The units and the NUL at the end. There may be another one inside.
    #[inline]
    pub fn with_nul(&self) -> &[u16] {
        &self.0
    }

    /// The units, without the NUL.
    pub fn units(&self) -> &[u16] {
        self.0.split_last().map_or(&[], |(_, units)| units)
    }

    /// Whether there are no units before the NUL.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many units, without the NUL.
    pub fn len(&self) -> usize {
        self.0.len().saturating_sub(1)
    }
}

/// Units as text.
pub fn text<'py>(py: Python<'py>, units: &[u16]) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: the units are read only; the answer is a new reference, or null with an exception set.
    unsafe {
        let text = ffi::PyUnicode_FromWideChar(units.as_ptr().cast(), units.len() as isize);
        Bound::from_owned_ptr_or_err(py, text)
    }
}

/// Text in the encoding of file names: `os.fsencode`.
pub fn encoded<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: any object; a new reference to bytes, or null with an exception set, as for what is no text.
    unsafe {
        let bytes = ffi::PyUnicode_EncodeFSDefault(text.as_ptr());
        Bound::from_owned_ptr_or_err(text.py(), bytes)
    }
}
