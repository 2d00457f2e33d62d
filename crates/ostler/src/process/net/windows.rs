//! Sockets: the system's tables say whose they are.

use std::collections::HashMap;

use super::{Connection, ConnectionKinds, OwnedConnection};
use crate::error::Result;
use crate::process::Process;
use crate::process::backend::sockets::read;
use crate::process::code::Code;
use crate::process::identity::Held;
use crate::process::reader::Reader;

/// The sockets of this machine.
pub(super) fn sockets(kinds: ConnectionKinds) -> Result<Vec<OwnedConnection>> {
    owned(read(kinds)?, |_| true)
}

/// Those that listen on a port.
pub(super) fn listeners(port: u16) -> Result<Vec<OwnedConnection>> {
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
