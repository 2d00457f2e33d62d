//! Sockets.

use ostler::process::{
    Address, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, OwnedConnection,
    SocketKind,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyInt, PyList, PyString, PyTuple};

use super::object::Process;
use super::{errors, tuples};
use crate::convert::named;

const KINDS: &[(&str, ConnectionKinds)] = &[
    ("all", ConnectionKinds::all()),
    ("tcp", ConnectionKinds::TCP),
    ("tcp4", ConnectionKinds::TCP4),
    ("tcp6", ConnectionKinds::TCP6),
    ("udp", ConnectionKinds::UDP),
    ("udp4", ConnectionKinds::UDP4),
    ("udp6", ConnectionKinds::UDP6),
    // The interpreter knows no such address on Windows.
    #[cfg(unix)]
    ("unix", ConnectionKinds::UNIX),
    ("inet", ConnectionKinds::INET),
    ("inet4", ConnectionKinds::INET4),
    ("inet6", ConnectionKinds::INET6),
];

fn kinds(py: Python<'_>, kind: &str) -> PyResult<ConnectionKinds> {
    if let Some((_, kinds)) = KINDS.iter().find(|(name, _)| *name == kind) {
        return Ok(*kinds);
    }
    let valid = PyTuple::new(py, KINDS.iter().map(|(name, _)| name))?;
    let given = PyString::new(py, kind);
    Err(PyValueError::new_err(format!(
        "invalid kind argument {}; valid ones are: {}",
        given.repr()?,
        valid.repr()?
    )))
}

pub(super) fn of_process<'py>(
    slf: &Bound<'py, Process>,
    kind: &str,
) -> PyResult<Bound<'py, PyList>> {
    let py = slf.py();
    let kinds = kinds(py, kind)?;
    let process = slf.get().process(py)?;
    let sockets = py.detach(|| process.net_connections(kinds));
    let list = PyList::empty(py);
    for (fd, socket) in sockets.map_err(|error| slf.get().failed_of_files(py, &error))? {
        let values = PyTuple::new(py, of_socket(py, fd, &socket)?)?;
        list.append(tuples::PCONN.of(py, values)?)?;
    }
    Ok(list)
}

/// The sockets of the system, of a kind.
#[pyfunction]
#[pyo3(signature = (kind="inet"))]
pub(super) fn net_connections<'py>(py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyList>> {
    let kinds = kinds(py, kind)?;
    let sockets = py.detach(|| ostler::process::net_connections(kinds));
    // Those that nobody has, and that have no names, cannot be told apart.
    let list = PyDict::new(py);
    for OwnedConnection { connection, process, fd, .. } in
        sockets.map_err(|error| errors::plain(py, &error))?
    {
        let [fd, family, kind, local, remote, status] =
            of_socket(py, fd.unwrap_or(-1), &connection)?;
        let pid = process.map(|process| process.pid()).into_pyobject(py)?;
        let values = PyTuple::new(py, [fd, family, kind, local, remote, status, pid])?;
        list.set_item(tuples::SCONN.of(py, values)?, true)?;
    }
    Ok(list.keys())
}

/// The parts of a socket, in the order of the named tuples.
fn of_socket<'py>(
    py: Python<'py>,
    fd: i32,
    socket: &Connection,
) -> PyResult<[Bound<'py, PyAny>; 6]> {
    let (family, kind) = (family(py, socket.family)?, kind(py, socket.kind)?);
    let local = address(py, socket, socket.local.as_ref())?;
    let remote = address(py, socket, socket.remote.as_ref())?;
    let status = match socket.family {
        AddressFamily::Unix => ConnectionStatus::None,
        _ => socket.status,
    };
    let status = PyString::intern(py, status.as_str()).into_any();
    Ok([PyInt::new(py, fd).into_any(), family, kind, local, remote, status])
}

fn address<'py>(
    py: Python<'py>,
    socket: &Connection,
    address: Option<&Address>,
) -> PyResult<Bound<'py, PyAny>> {
    match address {
        Some(Address::Ip(address)) => {
            let values = (address.ip().to_string(), address.port()).into_pyobject(py)?;
            tuples::ADDR.of(py, values)
        }
        Some(Address::Unix(path)) => named(py, path, false),
        _ if socket.family == AddressFamily::Unix => Ok(PyString::new(py, "").into_any()),
        _ => Ok(PyTuple::empty(py).into_any()),
    }
}

/// A constant of `socket`'s, which is a member of an enumeration there.
macro_rules! member {
    ($py:expr, $name:literal) => {{
        static MEMBER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        Ok(MEMBER.import($py, "socket", $name)?.clone())
    }};
}

fn family(py: Python<'_>, family: AddressFamily) -> PyResult<Bound<'_, PyAny>> {
    match family {
        AddressFamily::Inet => member!(py, "AF_INET"),
        AddressFamily::Inet6 => member!(py, "AF_INET6"),
        _ => member!(py, "AF_UNIX"),
    }
}

fn kind(py: Python<'_>, kind: SocketKind) -> PyResult<Bound<'_, PyAny>> {
    match kind {
        SocketKind::Stream => member!(py, "SOCK_STREAM"),
        SocketKind::Datagram => member!(py, "SOCK_DGRAM"),
        _ => member!(py, "SOCK_SEQPACKET"),
    }
}
