//! Tables of sockets, from the files of `/proc/net` and the kernel's diagnostics.

mod again;
mod lines;

use std::collections::{HashMap, HashSet};

use ostler_sys::linux::process::namespace::FileId;
use ostler_sys::linux::process::read::{FileStatus, Place, ProcPath, file_status};
use ostler_sys::linux::process::unix_sockets::{UnixSocket, each_unix_socket};

use super::super::types::{
    AddressFamily, Connection, ConnectionKinds, ConnectionStatus, SocketKind,
};
use crate::errno::{self, Errno};
use again::Seen;
use lines::{inet_table, named, unix_table};

/// The sockets of a network namespace, by their inode numbers. Each is there once: the kernel's lists may have one twice.
#[derive(Debug)]
pub(crate) struct SocketTable {
    /// A process in that namespace; this one if there is none.
    pid: Option<i32>,
    kinds: ConnectionKinds,
    connections: Vec<Connection>,
    by_inode: HashMap<u64, usize>,
    seen: Seen,
}

/// The kinds of sockets that have a file each.
pub(super) const FILES: [(ConnectionKinds, &str, AddressFamily, SocketKind); 4] = [
    (ConnectionKinds::TCP4, "net/tcp", AddressFamily::Inet, SocketKind::Stream),
    (ConnectionKinds::TCP6, "net/tcp6", AddressFamily::Inet6, SocketKind::Stream),
    (ConnectionKinds::UDP4, "net/udp", AddressFamily::Inet, SocketKind::Datagram),
    (ConnectionKinds::UDP6, "net/udp6", AddressFamily::Inet6, SocketKind::Datagram),
];

impl SocketTable {
    /// Those of the namespace that a process is in, or this one.
    pub(crate) fn read(pid: Option<i32>, kinds: ConnectionKinds) -> Result<Self, Errno> {
        let mut table = Self::new(pid, kinds);
        for (kind, ..) in FILES {
            if kinds.contains(kind) {
                let sockets = table.list(kind)?;
                table.add(sockets);
            }
        }
        if kinds.contains(ConnectionKinds::UNIX) {
            let sockets = if table.is_own() { diagnosed().ok() } else { None };
            // Another namespace's, or a kernel without diagnostics.
            let sockets = sockets.map_or_else(|| table.list(ConnectionKinds::UNIX), Ok)?;
            table.add(sockets);
        }
        Ok(table)
    }

    fn new(pid: Option<i32>, kinds: ConnectionKinds) -> Self {
        let (connections, by_inode) = (Vec::new(), HashMap::new());
        Self { pid, kinds, connections, by_inode, seen: Seen::default() }
    }

    /// What the file of a kind lists.
    pub(super) fn list(&mut self, kind: ConnectionKinds) -> Result<Vec<Connection>, Errno> {
        let mut path = ProcPath::of(self.pid.unwrap_or_else(crate::os::getpid));
        let mut place = Place::Number(&mut path);
        let mut text = Vec::new();
        let sockets = match FILES.iter().find(|(of, ..)| *of == kind) {
            None => {
                place.read_all("net/unix", &mut text)?;
                unix_table(&text)
            }
            Some(&(_, file, family, socket)) => match place.read_all(file, &mut text) {
                Ok(()) => inet_table(&text, family, socket),
                // A kernel without IPv6; IPv4 is always there.
                Err(errno::ENOENT) if family == AddressFamily::Inet6 => Vec::new(),
                Err(errno) => return Err(errno),
            },
        };
        self.seen.listed(kind, &sockets);
        Ok(sockets)
    }

    /// Whether its namespace is the one that this thread asks about.
    pub(super) fn is_own(&self) -> bool {
        file_status("/proc/thread-self/ns/net".as_ref()).is_ok_and(|status| self.is_of(&status))
    }

    /// Whether its namespace is the one with this status.
    pub(super) fn is_of(&self, namespace: &FileStatus) -> bool {
        let mut path = ProcPath::of(self.pid.unwrap_or_else(crate::os::getpid));
        let status = Place::Number(&mut path).stat("ns/net");
        status.is_ok_and(|status| FileId::of(&status) == FileId::of(namespace))
    }

    /// Adds those that are not there yet. A name in the table of Unix sockets may look like a line of it: no such line takes the
    /// place of another socket.
    pub(super) fn add(&mut self, connections: impl IntoIterator<Item = Connection>) {
        for connection in connections {
            if !self.contains(connection.inode) {
                self.by_inode.insert(connection.inode, self.connections.len());
                self.connections.push(connection);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.connections.is_empty()
    }

    /// Whether there is one with this number. Zero is the number of those that no process has.
    pub(crate) fn contains(&self, inode: u64) -> bool {
        inode != 0 && self.by_inode.contains_key(&inode)
    }

    /// The port that the socket with this number listens on.
    pub(crate) fn port_of_listener(&self, inode: u64) -> Option<u16> {
        self.get(inode).find_map(listening_port)
    }

    /// The ports that are listened on.
    #[cfg(feature = "query")]
    pub(crate) fn listening_ports(&self) -> impl Iterator<Item = u16> {
        self.connections.iter().filter_map(listening_port)
    }

    pub(crate) fn get(&self, inode: u64) -> impl Iterator<Item = &Connection> {
        let at = self.by_inode.get(&inode).filter(|_| inode != 0);
        at.map(|&at| &self.connections[at]).into_iter()
    }
}

fn listening_port(connection: &Connection) -> Option<u16> {
    connection.local_port().filter(|_| connection.is_listening())
}

impl IntoIterator for SocketTable {
    type Item = Connection;
    type IntoIter = std::vec::IntoIter<Connection>;

    fn into_iter(self) -> Self::IntoIter {
        self.connections.into_iter()
    }
}

/// The tables of the namespaces that processes of a scan are in.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    all: HashMap<u64, SocketTable>,
    inet: HashMap<u64, SocketTable>,
}

impl Tables {
    /// All sockets of a namespace, of which a process is given.
    pub(crate) fn of(&mut self, namespace: u64, pid: i32) -> Result<&mut SocketTable, Errno> {
        table(&mut self.all, namespace, pid, ConnectionKinds::all())
    }

    /// Those that may listen on a port.
    pub(crate) fn listening(
        &mut self,
        namespace: u64,
        pid: i32,
    ) -> Result<&mut SocketTable, Errno> {
        table(&mut self.inet, namespace, pid, ConnectionKinds::INET)
    }
}

fn table(
    tables: &mut HashMap<u64, SocketTable>,
    namespace: u64,
    pid: i32,
    kinds: ConnectionKinds,
) -> Result<&mut SocketTable, Errno> {
    use std::collections::hash_map::Entry;
    Ok(match tables.entry(namespace) {
        Entry::Occupied(table) => {
            let table = table.into_mut();
            // The one before may have ended.
            table.pid = Some(pid);
            table
        }
        Entry::Vacant(place) => place.insert(SocketTable::read(Some(pid), kinds)?),
    })
}

/// The Unix sockets of our namespace, by the kernel's diagnostics.
fn diagnosed() -> Result<Vec<Connection>, Errno> {
    let (mut sockets, mut cookies) = (Vec::new(), HashSet::new());
    each_unix_socket(|socket| {
        if cookies.insert(socket.cookie) {
            sockets.push(connection(socket));
        }
    })?;
    Ok(sockets)
}

pub(super) fn connection(socket: UnixSocket<'_>) -> Connection {
    const ESTABLISHED: u8 = 1;
    const LISTEN: u8 = 10;
    let status = match socket.state {
        LISTEN => ConnectionStatus::Listen,
        // A connection that has not been accepted yet has no number.
        ESTABLISHED if socket.inode != 0 => ConnectionStatus::Established,
        _ => ConnectionStatus::None,
    };
    let name: Vec<u8> = match socket.name {
        // As the kernel's table has it.
        [0, ..] => socket.name.iter().map(|&byte| if byte == 0 { b'@' } else { byte }).collect(),
        path => path.to_vec(),
    };
    named(socket.kind.into(), status, socket.inode.into(), name)
}

#[cfg(test)]
mod tests {
    use super::lines::inet_line;
    use super::*;

    fn socket(inode: u64, name: &str) -> Connection {
        named(1, ConnectionStatus::None, inode, name.into())
    }

    /// A name that looks like a line does not take the place of a TCP socket.
    #[test]
    fn numbers_of_others() {
        let mut table = SocketTable::new(None, ConnectionKinds::all());
        let tcp = b"0: 00000000:0050 00000000:0000 0A 0:0 0:0 0 0 0 77 1";
        table.add(inet_line(tcp, AddressFamily::Inet, SocketKind::Stream));
        table.add([socket(77, "/forged")]);
        assert_eq!(table.port_of_listener(77), Some(80));
        assert_eq!(table.into_iter().count(), 1);
    }

    /// What a list has twice is there once; those without a number are all different.
    #[test]
    fn twice() {
        let mut table = SocketTable::new(None, ConnectionKinds::UNIX);
        table.add([
            socket(7, "/a"),
            socket(0, "/a"),
            socket(8, ""),
            socket(7, "/a"),
            socket(0, "/a"),
        ]);
        let inodes: Vec<u64> = table.into_iter().map(|socket| socket.inode).collect();
        assert_eq!(inodes, [7, 0, 8, 0]);
    }
}
