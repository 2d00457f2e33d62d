//! User and group ids.

use ostler_sys::params;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{Gid, Given, Uid, shown};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module;
        getuid, geteuid, getgid, getegid, getresuid, getresgid,
        setuid, seteuid, setreuid, setresuid, setgid, setegid, setregid, setresgid,
    );
    Ok(())
}

/// The real user id of the process.
#[pyfunction]
fn getuid() -> i64 {
    shown(params::getuid())
}

/// The effective user id of the process.
#[pyfunction]
fn geteuid() -> i64 {
    shown(params::geteuid())
}

/// The real group id of the process.
#[pyfunction]
fn getgid() -> i64 {
    shown(params::getgid())
}

/// The effective group id of the process.
#[pyfunction]
fn getegid() -> i64 {
    shown(params::getegid())
}

fn three((real, effective, saved): (u32, u32, u32)) -> (i64, i64, i64) {
    (shown(real), shown(effective), shown(saved))
}

/// The real, effective and saved user id of the process.
#[pyfunction]
fn getresuid(py: Python<'_>) -> PyResult<(i64, i64, i64)> {
    brief(py, params::getresuid).or_raise(py).map(three)
}

/// The real, effective and saved group id of the process.
#[pyfunction]
fn getresgid(py: Python<'_>) -> PyResult<(i64, i64, i64)> {
    brief(py, params::getresgid).or_raise(py).map(three)
}

macro_rules! set {
    ($($(#[$meta:meta])* $function:ident($($id:ident),*): $kind:ident;)*) => {
        $(
            $(#[$meta])*
            #[pyfunction]
            #[pyo3(signature = ($($id),*, /))]
            fn $function(py: Python<'_>, $($id: Given<$kind>),*) -> PyResult<()> {
                $(let $kind($id) = $id.get()?;)*
                brief(py, || params::$function($($id),*)).or_raise(py)
            }
        )*
    };
}

set! {
    /// Set the user id of the process.
    setuid(uid): Uid;
    /// Set the effective user id of the process.
    seteuid(euid): Uid;
    /// Set the real and effective user id of the process; -1 leaves one as it is.
    setreuid(ruid, euid): Uid;
    /// Set the real, effective and saved user id of the process; -1 leaves one as it is.
    setresuid(ruid, euid, suid): Uid;
    /// Set the group id of the process.
    setgid(gid): Gid;
    /// Set the effective group id of the process.
    setegid(egid): Gid;
    /// Set the real and effective group id of the process; -1 leaves one as it is.
    setregid(rgid, egid): Gid;
    /// Set the real, effective and saved group id of the process; -1 leaves one as it is.
    setresgid(rgid, egid, sgid): Gid;
}
