//! Sockets: what they are connected to, and whose they are.

#[cfg(linux_kernel)]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

use crate::error::Result;

use super::reader::Reader;
use super::{Connection, ConnectionKinds, Process, Value};

/// A socket and whose it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OwnedConnection {
    /// The socket.
    pub connection: Connection,
    /// The process that has it open: `None` if that could not be found out, or nobody has it any more.
    pub process: Option<Process>,
    /// The number of its descriptor there.
    pub fd: Option<i32>,
}

/// The sockets of this network namespace: `psutil.net_connections(kind)`. One that several processes have open is listed for
/// each of them.
///
/// Names of Unix sockets are whole on Linux, newlines and all: the kernel is asked by `sock_diag(7)`. NUL in a name of the abstract
/// namespace is `@`. Where the kernel does not answer, and of other network namespaces, there is only the table of lines in
/// `/proc`, where a name may look like a line. It never takes the place of a TCP or UDP socket, and as a rule of no Unix socket
/// either; but a line of a socket that does not exist may be one.
///
/// The kernel's lists are not of one moment, and may leave out a socket while others come and go. One that a process has is then
/// looked for again: a Unix socket by its number, a TCP or UDP one in lists that are read again, up to eight times. What is still
/// not there is not listed: as a rule it is bound to nothing, or belongs to another network namespace. A socket whose process is
/// not ours to look at can be missing.
///
/// # Errors
///
/// If `/proc` is not mounted.
///
/// ```
/// use ostler::process::{self, ConnectionKinds};
///
/// let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
/// let port = listener.local_addr()?.port();
/// let sockets = process::net_connections(ConnectionKinds::TCP)?;
/// let mine = sockets.iter().find(|socket| socket.connection.local_port() == Some(port)).unwrap();
/// assert_eq!(mine.process, Some(process::Process::current()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn net_connections(kinds: ConnectionKinds) -> Result<Vec<OwnedConnection>> {
    system::sockets(kinds)
}

/// Who listens on a TCP port, or has bound a UDP one: one entry for each socket and process.
///
/// # Errors
///
/// If `/proc` is not mounted.
///
/// ```
/// let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
/// let owners = ostler::process::listeners(listener.local_addr()?.port())?;
/// assert_eq!(owners[0].process.map(|process| process.pid()), Some(ostler::os::getpid()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn listeners(port: u16) -> Result<Vec<OwnedConnection>> {
    system::listeners(port)
}

impl Process {
    /// Its sockets, each with the number of its descriptor: `psutil.Process.net_connections(kind)`. Those of a process in
    /// another network namespace are found too. Of names of Unix sockets, see [`net_connections`].
    ///
    /// # Errors
    ///
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is another user's,
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if it is gone.
    ///
    /// ```
    /// use ostler::process::{ConnectionKinds, ConnectionStatus, Process};
    ///
    /// let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    /// let sockets = Process::current()?.net_connections(ConnectionKinds::TCP)?;
    /// assert!(sockets.iter().any(|(_, socket)| socket.status == ConnectionStatus::Listen));
    /// # drop(listener);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn net_connections(&self, kinds: ConnectionKinds) -> Result<Vec<(i32, Connection)>> {
        self.read("sockets", |reader| reader.connections(kinds))
    }

    /// The TCP and UDP ports it listens on, in order.
    ///
    /// # Errors
    ///
    /// As [`Process::net_connections`].
    pub fn ports(&self) -> Result<Vec<u16>> {
        self.read("sockets", Reader::ports)
    }
}

/// A socket of a process, as psutil's fields have it.
pub(crate) fn value((fd, connection): (i32, Connection)) -> Value {
    Value::Map(vec![
        ("fd", fd.into()),
        ("family", connection.family.as_str().into()),
        ("type", connection.kind.as_str().into()),
        ("laddr", connection.local.map(|address| address.to_os_string()).into()),
        ("raddr", connection.remote.map(|address| address.to_os_string()).into()),
        ("status", connection.status.as_str().into()),
    ])
}
