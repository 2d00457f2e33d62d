//! The system's tables of sockets.

use ostler_sys::process::sockets::{self, Socket};

use super::super::types::code::Code;
use super::super::types::{
    Address, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, SocketKind,
};
use crate::errno::WinError;

/// The sockets of this machine, and the numbers of those who have them. There are none of Unix: the system does not list them.
pub(crate) fn read(kinds: ConnectionKinds) -> Result<Vec<(u32, Connection)>, Code> {
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
