//! Sockets: the system's tables say whose they are.

use std::collections::HashMap;

use ostler_sys::process::sockets::{self, Socket};

use super::Code;
use super::identity::Held;
use super::reader::Reader;
use crate::errno::WinError;
use crate::error::Result;
use crate::process::{
    Address, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, OwnedConnection,
    Process, SocketKind,
};

/// The sockets of this machine, and the numbers of those who have them. There are none of Unix: the system does not list them.
fn read(kinds: ConnectionKinds) -> Result<Vec<(u32, Connection)>, Code> {
    type Read = fn() -> Result<Vec<Socket>, WinError>;
    const TABLES: [(ConnectionKinds, Read); 4] = [
        (ConnectionKinds::TCP4, sockets::tcp4),
        (ConnectionKinds::TCP6, sockets::tcp6),
        (ConnectionKinds::UDP4, sockets::udp4),
        (ConnectionKinds::UDP6, sockets::udp6),
    ];
    let mut all = Vec::new();
    for (kind, table) in TABLES {
        if kinds.contains(kind) {
            all.extend(table()?.iter().map(|socket| (socket.pid, connection(socket))));
        }
    }
    Ok(all)
}

fn connection(socket: &Socket) -> Connection {
    let remote = socket.remote.filter(|remote| remote.port() != 0);
    Connection {
        family: if socket.local.is_ipv4() { AddressFamily::Inet } else { AddressFamily::Inet6 },
        kind: if socket.remote.is_some() { SocketKind::Stream } else { SocketKind::Datagram },
        local: Some(Address::Ip(socket.local)),
        remote: remote.map(Address::Ip),
        status: status(socket.state),
        uid: 0,
        inode: 0,
    }
}

/// `MIB_TCP_STATE_*`.
fn status(number: u32) -> ConnectionStatus {
    match number {
        // Closed, and about to be forgotten.
        1 | 12 => ConnectionStatus::Close,
        2 => ConnectionStatus::Listen,
        3 => ConnectionStatus::SynSent,
        4 => ConnectionStatus::SynRecv,
        5 => ConnectionStatus::Established,
        6 => ConnectionStatus::FinWait1,
        7 => ConnectionStatus::FinWait2,
        8 => ConnectionStatus::CloseWait,
        9 => ConnectionStatus::Closing,
        10 => ConnectionStatus::LastAck,
        11 => ConnectionStatus::TimeWait,
        _ => ConnectionStatus::None,
    }
}

/// The sockets of this machine.
pub(crate) fn sockets(kinds: ConnectionKinds) -> Result<Vec<OwnedConnection>> {
    owned(read(kinds)?, |_| true)
}

/// Those that listen on a port.
pub(crate) fn listeners(port: u16) -> Result<Vec<OwnedConnection>> {
    owned(read(ConnectionKinds::INET)?, |connection| {
        connection.is_listening() && connection.local_port() == Some(port)
    })
}

/// Those that are wanted, with their processes, as far as these are there still when the tables are read once more.
fn owned(
    sockets: Vec<(u32, Connection)>,
    wanted: impl Fn(&Connection) -> bool,
) -> Result<Vec<OwnedConnection>> {
    let mut owners: HashMap<u32, Option<Held>> = HashMap::new();
    let mut found: Vec<(u32, Connection)> = Vec::new();
    for (pid, connection) in sockets.into_iter().filter(|(_, connection)| wanted(connection)) {
        owners
            .entry(pid)
            .or_insert_with(|| Held::take(pid.cast_signed()).ok().filter(|_| pid != 0));
        found.push((pid, connection));
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    // Whoever is held has the number now; so it has what the table says of the number now.
    let now = read(ConnectionKinds::INET)?;
    let owner = |pid: u32, connection: &Connection| -> Option<Process> {
        let held = owners.get(&pid)?.as_ref()?;
        let same = |(other, socket): &(u32, Connection)| {
            *other == pid && socket.local == connection.local && socket.kind == connection.kind
        };
        now.iter().any(same).then(|| held.process())
    };
    Ok(found
        .into_iter()
        .map(|(pid, connection)| OwnedConnection {
            process: owner(pid, &connection),
            connection,
            fd: None,
        })
        .collect())
}

impl Reader {
    /// The process's sockets. Descriptors have no numbers here: -1.
    pub(crate) fn connections(
        &mut self,
        kinds: ConnectionKinds,
    ) -> Result<Vec<(i32, Connection)>, Code> {
        let pid = self.pid().cast_unsigned();
        let table = self.context.sockets()?;
        let own = table.iter().filter(|(owner, socket)| *owner == pid && kinds.include(socket));
        Ok(own.map(|(_, connection)| (-1, connection.clone())).collect())
    }

    /// The ports the process listens on, in order.
    pub(crate) fn ports(&mut self) -> Result<Vec<u16>, Code> {
        let sockets = self.connections(ConnectionKinds::INET)?;
        let listening = sockets.iter().filter(|(_, socket)| socket.is_listening());
        let mut ports: Vec<u16> = listening.filter_map(|(_, socket)| socket.local_port()).collect();
        ports.sort_unstable();
        ports.dedup();
        Ok(ports)
    }
}

/// The tables as a reader keeps them.
pub(super) fn all() -> Result<Vec<(u32, Connection)>, Code> {
    read(ConnectionKinds::INET)
}
