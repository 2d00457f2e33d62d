//! Extended attributes.

use ostler::audit::events;
use ostler::errno;
use ostler_capi::buffer::copied;
use ostler_capi::text::decoded;
use ostler_sys::c;
use ostler_sys::linux::xattr::{self as raw, Of, XATTR_SIZE_MAX};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, PathArg, Takes, Truth, borrowed};
use crate::error::{Failure, OrRaise as _};
use crate::functions;
use crate::memory::filled;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; getxattr, setxattr, listxattr, removexattr);
    module.add("XATTR_SIZE_MAX", XATTR_SIZE_MAX)?;
    module.add("XATTR_CREATE", c::XATTR_CREATE)?;
    module.add("XATTR_REPLACE", c::XATTR_REPLACE)
}

/// Long enough for most values.
const USUAL: usize = 256;

/// Whose attributes.
fn of<'a>(function: &str, path: &'a PathArg<'_>, follow_symlinks: bool) -> PyResult<Of<'a>> {
    path.check_options(function, DirFd::CWD, follow_symlinks)?;
    Ok(match path.fd() {
        Some(number) => Of::Fd(borrowed(number)),
        None if follow_symlinks => Of::Path(path.c_str()),
        None => Of::Link(path.c_str()),
    })
}

/// The value of an extended attribute.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_linux!()]
#[pyfunction]
#[pyo3(
    signature = (path, attribute, *, follow_symlinks=Given::or(true)),
    text_signature = "(path, attribute, *, follow_symlinks=True)"
)]
fn getxattr<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
    attribute: &Bound<'py, PyAny>,
    follow_symlinks: Truth,
) -> PyResult<Bound<'py, PyBytes>> {
    let path = Takes::path("getxattr").or_fd().from(path)?;
    let attribute = Takes::path("getxattr").named("attribute").from(attribute)?;
    let of = of("getxattr", &path, follow_symlinks.get()?)?;
    audit(py, events::Getxattr { path: path.object(), attribute: attribute.object() })?;
    let name = attribute.c_str();
    let value = |size| filled(py, size, |room| Ok(raw::getxattr(of, name, room)?.0));
    match value(USUAL) {
        Err(Failure::System(errno::ERANGE)) => value(XATTR_SIZE_MAX),
        other => other,
    }
    .or_path(&path)
}

/// Set an extended attribute.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_linux!()]
#[pyfunction]
#[pyo3(
    signature = (path, attribute, value, flags=Given::or(0), *, follow_symlinks=Given::or(true)),
    text_signature = "(path, attribute, value, flags=0, *, follow_symlinks=True)"
)]
fn setxattr(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    attribute: &Bound<'_, PyAny>,
    value: &Bound<'_, PyAny>,
    flags: Int,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let path = Takes::path("setxattr").or_fd().from(path)?;
    let attribute = Takes::path("setxattr").named("attribute").from(attribute)?;
    let value = copied(value)?;
    let flags = flags.get()?;
    let of = of("setxattr", &path, follow_symlinks.get()?)?;
    audit(
        py,
        events::Setxattr {
            path: path.object(),
            attribute: attribute.object(),
            value: value.as_any(),
            flags,
        },
    )?;
    let (name, value) = (attribute.c_str(), value.as_bytes());
    blocking(py, || raw::setxattr(of, name, value, flags)).or_path(&path)
}

/// The names of all extended attributes. Without a path, those of the current directory.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_linux!()]
#[pyfunction]
#[pyo3(
    signature = (path=None, *, follow_symlinks=Given::or(true)),
    text_signature = "(path=None, *, follow_symlinks=True)"
)]
fn listxattr<'py>(
    py: Python<'py>,
    path: Option<&Bound<'py, PyAny>>,
    follow_symlinks: Truth,
) -> PyResult<Bound<'py, PyList>> {
    let path = path.unwrap_or(py.None().bind(py)).clone();
    let path = Takes::path("listxattr").or_fd().or_none().from(&path)?;
    let of = of("listxattr", &path, follow_symlinks.get()?)?;
    audit(py, events::Listxattr { path: path.object() })?;
    let names = blocking(py, || raw::listxattr_vec(of)).or_path(&path)?;
    let list = PyList::empty(py);
    for name in names.split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
        list.append(decoded(py, name)?)?;
    }
    Ok(list)
}

/// Remove an extended attribute.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_linux!()]
#[pyfunction]
#[pyo3(
    signature = (path, attribute, *, follow_symlinks=Given::or(true)),
    text_signature = "(path, attribute, *, follow_symlinks=True)"
)]
fn removexattr(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    attribute: &Bound<'_, PyAny>,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let path = Takes::path("removexattr").or_fd().from(path)?;
    let attribute = Takes::path("removexattr").named("attribute").from(attribute)?;
    let of = of("removexattr", &path, follow_symlinks.get()?)?;
    audit(py, events::Removexattr { path: path.object(), attribute: attribute.object() })?;
    let name = attribute.c_str();
    blocking(py, || raw::removexattr(of, name)).or_path(&path)
}
