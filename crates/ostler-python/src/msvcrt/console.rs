//! The console, key by key.

use ostler::errno;
use ostler::msvcrt::WideChar;
use ostler_capi::wide::{self, Wide};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyByteArrayMethods, PyBytes, PyString};

use crate::convert::{Convert, Given};
use crate::error::Failure;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module;
        kbhit, getch, getche, getwch, getwche, putch, putwch, ungetch, ungetwch,
    );
    Ok(())
}

/// What a call gave; without a console the runtime has a value of its own for it, which the reference hands on.
fn or<T>(py: Python<'_>, answer: ostler::Result<T>, without: T) -> PyResult<T> {
    match answer {
        Err(error) if error.errno() == Some(errno::ENXIO) => Ok(without),
        other => other.map_err(|error| Failure::of_any(&error).raise(py, None, None)),
    }
}

/// Whether a key has been pressed that nobody has read.
#[pyfunction]
fn kbhit(py: Python<'_>) -> bool {
    py.detach(ostler::msvcrt::kbhit)
}

/// Wait for a key, and return its byte, without showing it. Of a special key it is 0 or 0xe0; the next call says which.
#[pyfunction]
fn getch(py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
    let key = py.detach(ostler::msvcrt::getch);
    Ok(PyBytes::new(py, &[or(py, key, 0xff)?]))
}

/// Wait for a key, show it, and return its byte.
#[pyfunction]
fn getche(py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
    let key = py.detach(ostler::msvcrt::getche);
    Ok(PyBytes::new(py, &[or(py, key, 0xff)?]))
}

/// Wait for a key, and return it, without showing it. Of a special key it is '\0' or '\xe0'; the next call says which.
#[pyfunction]
fn getwch(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let key = py.detach(ostler::msvcrt::getwch);
    wide::text(py, &[or(py, key, 0xffff)?])
}

/// Wait for a key, show it, and return it.
#[pyfunction]
fn getwche(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let key = py.detach(ostler::msvcrt::getwche);
    wide::text(py, &[or(py, key, 0xffff)?])
}

/// Write a byte to the console.
#[pyfunction]
#[pyo3(signature = (char, /))]
fn putch(py: Python<'_>, char: Given<Byte>) -> PyResult<()> {
    let Byte(byte) = char.get()?;
    or(py, py.detach(|| ostler::msvcrt::putch(byte)), ())
}

/// Write a character to the console.
#[pyfunction]
#[pyo3(signature = (unicode_char, /))]
fn putwch(py: Python<'_>, unicode_char: Given<Character>) -> PyResult<()> {
    let Character(character) = unicode_char.get()?;
    or(py, py.detach(|| ostler::msvcrt::putwch(character)), ())
}

/// Push a byte back, to be the next that is read. There is room for one.
#[pyfunction]
#[pyo3(signature = (char, /))]
fn ungetch(py: Python<'_>, char: Given<Byte>) -> PyResult<()> {
    let Byte(byte) = char.get()?;
    let done = py.detach(|| ostler::msvcrt::ungetch(byte));
    done.map_err(|error| Failure::of_any(&error).raise(py, None, None))
}

/// Push a character back, to be the next that is read. There is room for one.
#[pyfunction]
#[pyo3(signature = (unicode_char, /))]
fn ungetwch(py: Python<'_>, unicode_char: Given<Character>) -> PyResult<()> {
    let Character(character) = unicode_char.get()?;
    let done = py.detach(|| ostler::msvcrt::ungetwch(character));
    done.map_err(|error| Failure::of_any(&error).raise(py, None, None))
}

fn refused(object: &Bound<'_, PyAny>, expected: &str) -> PyErr {
    match object.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("argument must be {expected}, not {name}")),
        Err(error) => error,
    }
}

/// A byte, in an object of bytes.
#[derive(Clone, Copy)]
struct Byte(u8);

impl Convert for Byte {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let bytes = match object.cast::<PyBytes>() {
            Ok(bytes) => Some(bytes.as_bytes().to_vec()),
            Err(_) => object.cast::<PyByteArray>().ok().map(PyByteArrayMethods::to_vec),
        };
        match bytes.as_deref() {
            Some([byte]) => Ok(Self(*byte)),
            _ => Err(refused(object, "a byte string of length 1")),
        }
    }
}

/// A character, be it half of one.
#[derive(Clone, Copy)]
struct Character(WideChar);

impl Convert for Character {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let expected = "a unicode character";
        let text = object.cast::<PyString>().map_err(|_| refused(object, expected))?;
        if text.len()? != 1 {
            return Err(refused(object, expected));
        }
        let wide = Wide::of_text(text)?;
        let mut characters = char::decode_utf16(wide.units().iter().copied());
        match characters.next() {
            Some(Ok(character)) => Ok(Self(character.into())),
            Some(Err(half)) => Ok(Self(half.unpaired_surrogate().into())),
            None => Err(refused(object, expected)),
        }
    }
}
