//! Tables of sockets, from the files of `/proc/net`.

use std::collections::HashMap;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::unix::ffi::OsStringExt as _;

use ostler_sys::linux::process::read::{Place, ProcPath};

use crate::errno::{self, Errno};

use crate::process::{
    Address, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, SocketKind,
};

/// The sockets of a network namespace, by their inode numbers.
#[derive(Debug, Default)]
pub(crate) struct SocketTable {
    connections: Vec<Connection>,
    by_inode: HashMap<u64, usize>,
}

const FILES: [(ConnectionKinds, &str, AddressFamily, SocketKind); 4] = [
    (ConnectionKinds::TCP4, "net/tcp", AddressFamily::Inet, SocketKind::Stream),
    (ConnectionKinds::TCP6, "net/tcp6", AddressFamily::Inet6, SocketKind::Stream),
    (ConnectionKinds::UDP4, "net/udp", AddressFamily::Inet, SocketKind::Datagram),
    (ConnectionKinds::UDP6, "net/udp6", AddressFamily::Inet6, SocketKind::Datagram),
];

impl SocketTable {
    /// Those of the namespace that a process is in, or this one.
    pub(crate) fn read(pid: Option<i32>, kinds: ConnectionKinds) -> Result<Self, Errno> {
        let mut path = ProcPath::of(pid.unwrap_or_else(crate::os::getpid));
        let mut place = Place::Number(&mut path);
        let mut table = Self::default();
        let mut text = Vec::new();
        for (kind, file, family, socket) in FILES {
            if !kinds.contains(kind) {
                continue;
            }
            match place.read_all(file, &mut text) {
                Ok(()) => table.add(
                    text.split(|byte| *byte == b'\n')
                        .skip(1)
                        .filter_map(|line| inet(line, family, socket)),
                ),
                // A kernel without IPv6; IPv4 is always there.
                Err(errno::ENOENT) if family == AddressFamily::Inet6 => {}
                Err(errno) => return Err(errno),
            }
        }
        if kinds.contains(ConnectionKinds::UNIX) {
            place.read_all("net/unix", &mut text)?;
            table.add(text.split(|byte| *byte == b'\n').skip(1).filter_map(unix));
        }
        Ok(table)
    }

    /// Those that listen, in this namespace: of one port, or all.
    pub(crate) fn listening(port: Option<u16>) -> Result<Self, Errno> {
        let _ = port;
        Self::read(None, ConnectionKinds::INET)
    }

    fn add(&mut self, connections: impl Iterator<Item = Connection>) {
        for connection in connections {
            self.by_inode.insert(connection.inode, self.connections.len());
            self.connections.push(connection);
        }
    }

    /// Keeps some.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Connection) -> bool) {
        self.connections.retain(keep);
        self.by_inode.clear();
        for (at, connection) in self.connections.iter().enumerate() {
            self.by_inode.insert(connection.inode, at);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.connections.is_empty()
    }

    /// Whether there is one with this number. Zero is the number of those that nobody has.
    pub(crate) fn contains(&self, inode: u64) -> bool {
        inode != 0 && self.by_inode.contains_key(&inode)
    }

    /// The ports that are listened on.
    pub(crate) fn listening_ports(&self) -> impl Iterator<Item = u16> {
        self.connections.iter().filter_map(listening_port)
    }

    /// The port that the socket with this number listens on.
    pub(crate) fn port_of_listener(&self, inode: u64) -> Option<u16> {
        self.get(inode).find_map(listening_port)
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
    pub(crate) fn of(&mut self, namespace: u64, pid: i32) -> Result<&SocketTable, Errno> {
        table(&mut self.all, namespace, pid, ConnectionKinds::all())
    }

    /// Those that may listen on a port.
    pub(crate) fn listening(&mut self, namespace: u64, pid: i32) -> Result<&SocketTable, Errno> {
        table(&mut self.inet, namespace, pid, ConnectionKinds::INET)
    }
}

fn table(
    tables: &mut HashMap<u64, SocketTable>,
    namespace: u64,
    pid: i32,
    kinds: ConnectionKinds,
) -> Result<&SocketTable, Errno> {
    use std::collections::hash_map::Entry;
    Ok(match tables.entry(namespace) {
        Entry::Occupied(table) => table.into_mut(),
        Entry::Vacant(place) => place.insert(SocketTable::read(Some(pid), kinds)?),
    })
}

/// A line of `tcp`, `udp` and their like: number, local address, remote address, state, queues, timers, retries, user, timeout, inode.
fn inet(line: &[u8], family: AddressFamily, kind: SocketKind) -> Option<Connection> {
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.next()?;
    let local = address(words.next()?)?;
    let remote = address(words.next()?)?;
    let state = u8::from_str_radix(std::str::from_utf8(words.next()?).ok()?, 16).ok()?;
    let uid = std::str::from_utf8(words.nth(3)?).ok()?.parse().ok()?;
    let inode = std::str::from_utf8(words.nth(1)?).ok()?.parse().ok()?;
    let status = match kind {
        SocketKind::Stream => ConnectionStatus::from_number(state),
        _ => ConnectionStatus::None,
    };
    let connected = remote.port() != 0;
    Some(Connection {
        family,
        kind,
        local: Some(Address::Ip(local)),
        remote: connected.then_some(Address::Ip(remote)),
        status,
        uid,
        inode,
    })
}

/// An address as the kernel prints it: words of its own byte order in hexadecimal, a colon, the port.
fn address(text: &[u8]) -> Option<SocketAddr> {
    let text = std::str::from_utf8(text).ok()?;
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let word = |at: usize| -> Option<[u8; 4]> {
        let digits = ip.get(at * 8..at * 8 + 8)?;
        Some(u32::from_str_radix(digits, 16).ok()?.to_ne_bytes())
    };
    let ip = match ip.len() {
        8 => IpAddr::V4(Ipv4Addr::from(word(0)?)),
        32 => {
            let mut bytes = [0; 16];
            for (at, chunk) in bytes.chunks_exact_mut(4).enumerate() {
                chunk.copy_from_slice(&word(at)?);
            }
            IpAddr::V6(Ipv6Addr::from(bytes))
        }
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

/// A line of `unix`: address, references, protocol, flags, type, state, inode, path.
fn unix(line: &[u8]) -> Option<Connection> {
    const ACCEPTS: u32 = 1 << 16;
    let mut rest = line;
    let mut word = || {
        rest = rest.trim_ascii_start();
        let end = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        std::str::from_utf8(word).ok()
    };
    let flags = (word()?, word()?, word()?, word()?).3;
    let kind = match u32::from_str_radix(word()?, 16).ok()? {
        1 => SocketKind::Stream,
        5 => SocketKind::SeqPacket,
        _ => SocketKind::Datagram,
    };
    let state = word()?;
    let inode = word()?.parse().ok()?;
    let path = rest.strip_prefix(b" ").unwrap_or(rest);
    let listens = u32::from_str_radix(flags, 16).ok()? & ACCEPTS != 0;
    let status = match (listens, state) {
        (true, _) => ConnectionStatus::Listen,
        (false, "03") => ConnectionStatus::Established,
        _ => ConnectionStatus::None,
    };
    Some(Connection {
        family: AddressFamily::Unix,
        kind,
        local: (!path.is_empty()).then(|| Address::Unix(OsString::from_vec(path.to_vec()))),
        remote: None,
        status,
        uid: 0,
        inode,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[cfg(target_endian = "little")]
    fn lines_of_tables() {
        let line = b"   1: 0100007F:1F90 0200007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0 20 4 30 10 -1";
        let socket = inet(line, AddressFamily::Inet, SocketKind::Stream).unwrap();
        assert_eq!(socket.local.unwrap().to_os_string(), "127.0.0.1:8080");
        assert_eq!(socket.remote.unwrap().to_os_string(), "127.0.0.2:50000");
        assert_eq!(
            (socket.status, socket.uid, socket.inode),
            (ConnectionStatus::Established, 1000, 4242)
        );
        let line = b"0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 7 1";
        let socket = inet(line, AddressFamily::Inet6, SocketKind::Stream).unwrap();
        assert_eq!(socket.local.as_ref().unwrap().to_os_string(), "[::1]:80");
        assert!(socket.is_listening() && socket.remote.is_none());
        let socket =
            unix(b"0000000000000000: 00000002 00000000 00010000 0001 01 99 /run/a b").unwrap();
        assert_eq!(socket.local.as_ref().unwrap().to_os_string(), "/run/a b");
        assert!(socket.is_listening());
        assert_eq!(socket.inode, 99);
        assert_eq!(unix(b"0: 2 0 0 2 01 98").unwrap().local, None);
    }

    proptest! {
        #[test]
        fn no_line_panics(line in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = inet(&line, AddressFamily::Inet6, SocketKind::Datagram);
            let _ = unix(&line);
        }

        #[test]
        fn no_words_panic(line in "[0-9A-F: ]{0,120}") {
            let _ = inet(line.as_bytes(), AddressFamily::Inet, SocketKind::Stream);
            let _ = unix(line.as_bytes());
        }
    }
}
