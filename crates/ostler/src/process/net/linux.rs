//! Sockets, from `/proc/net` and the descriptors of processes.

use super::{Connection, ConnectionKinds, OwnedConnection};
use crate::errno::Errno;
use crate::error::{OrPath as _, Result};
use crate::process::backend::pids;
use crate::process::backend::sockets::{SocketTable, Tables};
use crate::process::code::{is_gone, is_refusal};
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::process::reader::Reader;

/// The sockets of this network namespace.
pub(super) fn sockets(kinds: ConnectionKinds) -> Result<Vec<OwnedConnection>> {
    let table = SocketTable::read(None, kinds).or_path("/proc/net".as_ref())?;
    owners(table, |_| true)
}

/// Those that listen on a port.
pub(super) fn listeners(port: u16) -> Result<Vec<OwnedConnection>> {
    let table = SocketTable::read(None, ConnectionKinds::INET).or_path("/proc/net".as_ref())?;
    owners(table, |socket| socket.is_listening() && socket.local_port() == Some(port))
}

/// Looks through the descriptors of all processes for those sockets of a table that are wanted.
fn owners(
    mut table: SocketTable,
    wanted: impl Fn(&Connection) -> bool,
) -> Result<Vec<OwnedConnection>> {
    let mut found = Vec::new();
    let mut owned = std::collections::HashSet::new();
    if !table.is_empty() {
        let mut reader = Reader::new();
        let mut here = Vec::new();
        for pid in pids()? {
            reader.turn_to(pid);
            if !reader.own_of(&mut table, &wanted, &mut here, pid)? {
                continue;
            }
            let held = match Held::take(pid) {
                Ok(held) => held,
                Err(errno) if is_none_of_ours(errno) => continue,
                Err(errno) => return Err(Trouble::of(errno, "getting hold").about(pid)),
            };
            let process = held.process();
            reader.turn_to_held(held);
            if !reader.own_of(&mut table, &wanted, &mut here, pid)?
                || !matches!(reader.still_there(), Ok(true))
            {
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
    for connection in table {
        if owned.contains(&connection.inode) || !wanted(&connection) {
            continue;
        }
        found.push(OwnedConnection { connection, process: None, fd: None });
    }
    Ok(found)
}

/// Whether an answer says that the process is gone, or that its descriptors are another user's and not for us to see.
fn is_none_of_ours(errno: Errno) -> bool {
    is_gone(errno) || is_refusal(errno)
}

impl Reader {
    /// Which of its descriptors are wanted sockets of a table, as far as they are for us to see: whether there are any.
    fn own_of(
        &mut self,
        table: &mut SocketTable,
        wanted: impl Fn(&Connection) -> bool,
        here: &mut Vec<(i32, u64)>,
        pid: i32,
    ) -> Result<bool> {
        here.clear();
        let seen = self
            .each_socket(|fd, inode| here.push((fd, inode)))
            .and_then(|()| self.look_again(here, table));
        here.retain(|&(_, inode)| table.get(inode).any(&wanted));
        match seen {
            Err(errno) if !is_none_of_ours(errno) => Err(Trouble::of(errno, "sockets").about(pid)),
            _ => Ok(!here.is_empty()),
        }
    }

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
        let namespace = self.shared_place().stat("ns/net")?.st_ino;
        let pid = self.pid();
        let table = self.table(Tables::of, namespace, pid, &sockets)?;
        let mut connections = Vec::new();
        for (fd, inode) in sockets {
            let sockets = table.get(inode).filter(|connection| kinds.include(connection));
            connections.extend(sockets.map(|connection| (fd, connection.clone())));
        }
        Ok(connections)
    }

    /// The table of a namespace, of which a process is given. It is looked through for sockets of the reader's process.
    pub(crate) fn table(
        &mut self,
        table: fn(&mut Tables, u64, i32) -> Result<&mut SocketTable, Errno>,
        namespace: u64,
        pid: i32,
        sockets: &[(i32, u64)],
    ) -> Result<&SocketTable, Errno> {
        let mut tables = std::mem::take(&mut self.context.sockets);
        let looked =
            table(&mut tables, namespace, pid).and_then(|table| self.look_again(sockets, table));
        self.context.sockets = tables;
        looked?;
        table(&mut self.context.sockets, namespace, pid).map(|table| &*table)
    }

    /// The ports the process listens on, in order.
    pub(crate) fn ports(&mut self) -> Result<Vec<u16>, Errno> {
        let mut sockets = Vec::new();
        self.each_socket(|fd, inode| sockets.push((fd, inode)))?;
        if sockets.is_empty() {
            return Ok(Vec::new());
        }
        let namespace = self.shared_place().stat("ns/net")?.st_ino;
        let pid = self.pid();
        let table = self.table(Tables::listening, namespace, pid, &sockets)?;
        let mut ports: Vec<u16> =
            sockets.into_iter().filter_map(|(_, inode)| table.port_of_listener(inode)).collect();
        ports.sort_unstable();
        ports.dedup();
        Ok(ports)
    }
}
