//! Sockets: what they are connected to, and whose they are.

mod connection;
mod table;

pub use connection::{
    Address, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, SocketKind,
};
pub(crate) use table::{SocketTable, Tables};

use crate::errno::Errno;
use crate::error::{OrPath as _, Result};

use super::identity::Held;
use super::reader::Reader;
use super::scan::pids;
use super::{Process, Value};

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
    let table = SocketTable::read(None, kinds).or_path("/proc/net".as_ref())?;
    owners(table)
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
    let mut table = SocketTable::listening(Some(port)).or_path("/proc/net".as_ref())?;
    table.retain(|connection| connection.is_listening() && connection.local_port() == Some(port));
    owners(table)
}

/// Looks through the descriptors of all processes for these sockets.
fn owners(table: SocketTable) -> Result<Vec<OwnedConnection>> {
    let mut found = Vec::new();
    let mut owned = std::collections::HashSet::new();
    if !table.is_empty() {
        let mut reader = Reader::new();
        let mut here = Vec::new();
        for pid in pids()? {
            reader.turn_to(pid);
            here.clear();
            // Other users' descriptors are not for us to see.
            let _ = reader
                .each_socket(|fd, inode| here.extend(table.contains(inode).then_some((fd, inode))));
            if here.is_empty() {
                continue;
            }
            let Ok(held) = Held::take(pid) else { continue };
            let process = held.process();
            reader.turn_to_held(held);
            here.clear();
            let _ = reader
                .each_socket(|fd, inode| here.extend(table.contains(inode).then_some((fd, inode))));
            if !matches!(reader.still_there(), Ok(true)) {
                continue;
            }
            for &(fd, inode) in &here {
                owned.insert(inode);
                let sockets = table.get(inode);
                found.extend(sockets.map(|connection| OwnedConnection {
                    connection: connection.clone(),
                    process: Some(process),
                    fd: Some(fd),
                }));
            }
        }
    }
    for connection in table.into_iter().filter(|connection| !owned.contains(&connection.inode)) {
        found.push(OwnedConnection { connection, process: None, fd: None });
    }
    Ok(found)
}

impl Reader {
    /// Calls a function with each descriptor that is a socket, and its inode number.
    pub(crate) fn each_socket(&mut self, mut see: impl FnMut(i32, u64)) -> Result<(), Errno> {
        self.each_descriptor(|fd, target| {
            let inode = target.strip_prefix(b"socket:[").and_then(|rest| rest.strip_suffix(b"]"));
            let inode = inode.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
            if let Some(inode) = inode {
                see(fd, inode);
            }
        })
    }

    /// The process's sockets.
    pub(crate) fn connections(
        &mut self,
        kinds: ConnectionKinds,
    ) -> Result<Vec<(i32, Connection)>, Errno> {
        let mut sockets = Vec::new();
        self.each_socket(|fd, inode| sockets.push((fd, inode)))?;
        if sockets.is_empty() {
            return Ok(Vec::new());
        }
        let namespace = self.place().stat("ns/net")?.st_ino;
        let pid = self.pid();
        let table = self.context.sockets.of(namespace, pid)?;
        let mut connections = Vec::new();
        for (fd, inode) in sockets {
            let sockets = table.get(inode).filter(|connection| kinds.include(connection));
            connections.extend(sockets.map(|connection| (fd, connection.clone())));
        }
        Ok(connections)
    }

    /// The ports the process listens on, in order.
    pub(crate) fn ports(&mut self) -> Result<Vec<u16>, Errno> {
        let mut sockets = Vec::new();
        self.each_socket(|_, inode| sockets.push(inode))?;
        if sockets.is_empty() {
            return Ok(Vec::new());
        }
        let namespace = self.place().stat("ns/net")?.st_ino;
        let pid = self.pid();
        let table = self.context.sockets.listening(namespace, pid)?;
        let mut ports: Vec<u16> = sockets
            .into_iter()
            .flat_map(|inode| table.get(inode))
            .filter(|connection| connection.is_listening())
            .filter_map(Connection::local_port)
            .collect();
        ports.sort_unstable();
        ports.dedup();
        Ok(ports)
    }
}

impl Process {
    /// Its sockets, each with the number of its descriptor: `psutil.Process.net_connections(kind)`. Those of a process in
    /// another network namespace are found too.
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
