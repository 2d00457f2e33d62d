//! The platform in one line.

use std::cell::RefCell;

use ostler::platform::{self, Architecture, Facts, Form, LibcVer, Win32Ver};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; describe, join, system_alias);
    Ok(())
}

/// What Python's functions say, which a program may have put others in the place of. Asked for only where it is a part of the
/// line.
struct Asked<'a, 'py> {
    names: [String; 4],
    processor: String,
    /// Called without arguments: how wide pointers are and the form of programs; the C library and its version; the name and
    /// the release of a system of Apple's, or None.
    architecture: &'a Bound<'py, PyAny>,
    libc_ver: &'a Bound<'py, PyAny>,
    apple: &'a Bound<'py, PyAny>,
    /// Called with a version: four texts, of which the third is the service pack.
    win32_ver: &'a Bound<'py, PyAny>,
    /// What one of them raised first.
    raised: RefCell<Option<PyErr>>,
}

impl Asked<'_, '_> {
    fn or_note<T: Default>(&self, answer: PyResult<T>) -> T {
        answer.unwrap_or_else(|error| {
            self.raised.borrow_mut().get_or_insert(error);
            T::default()
        })
    }
}

/// Some texts. Of what is none of Unicode's there is a mark.
fn texts<const N: usize>(answer: &Bound<'_, PyAny>) -> PyResult<[String; N]> {
    let texts: [Bound<'_, PyString>; N] = answer.extract()?;
    Ok(texts.map(|text| text.to_string_lossy().into_owned()))
}

impl Facts for Asked<'_, '_> {
    fn names(&self) -> [String; 4] {
        self.names.clone()
    }

    fn processor(&self) -> String {
        self.processor.clone()
    }

    fn architecture(&self) -> Architecture {
        let answer = self.architecture.call0().and_then(|answer| texts(&answer));
        let [bits, linkage] = self.or_note(answer);
        Architecture { bits, linkage }
    }

    fn libc_ver(&self) -> LibcVer {
        let answer = self.libc_ver.call0().and_then(|answer| texts(&answer));
        let [lib, version] = self.or_note(answer);
        LibcVer { lib, version }
    }

    fn apple(&self) -> Option<(String, String)> {
        let answer = self.apple.call0().and_then(|answer| {
            if answer.is_none() {
                return Ok(None);
            }
            texts(&answer).map(|[system, release]| Some((system, release)))
        });
        self.or_note(answer)
    }

    fn win32_ver(&self, version: &str) -> Win32Ver {
        let answer = self.win32_ver.call1((version,)).and_then(|answer| texts(&answer));
        let [release, version, csd, ptype] = self.or_note(answer);
        Win32Ver { release, version, csd, ptype }
    }
}

/// The platform in one line, of names and of functions that are asked for the rest.
#[pyfunction]
#[pyo3(signature = (names, processor, terse, architecture, libc_ver, apple, win32_ver, /))]
fn describe(
    names: &Bound<'_, PyAny>,
    processor: &Bound<'_, PyString>,
    terse: bool,
    architecture: &Bound<'_, PyAny>,
    libc_ver: &Bound<'_, PyAny>,
    apple: &Bound<'_, PyAny>,
    win32_ver: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let asked = Asked {
        names: texts(names)?,
        processor: processor.to_string_lossy().into_owned(),
        architecture,
        libc_ver,
        apple,
        win32_ver,
        raised: RefCell::new(None),
    };
    let line = platform::describe(&asked, Form { aliased: false, terse });
    asked.raised.into_inner().map_or(Ok(line), Err)
}

/// Parts of such a line with dashes between them.
#[pyfunction]
#[pyo3(signature = (parts, /))]
fn join(parts: Vec<Bound<'_, PyString>>) -> String {
    let parts: Vec<_> = parts.iter().map(|part| part.to_string_lossy()).collect();
    platform::join(&parts)
}

/// The name and the release that a system is known under.
#[pyfunction]
#[pyo3(signature = (system, release, /))]
fn system_alias(system: &Bound<'_, PyString>, release: &Bound<'_, PyString>) -> (String, String) {
    let (system, release) = (system.to_string_lossy(), release.to_string_lossy());
    let (system, release, _) = platform::system_alias(&system, &release, "");
    (system, release)
}
