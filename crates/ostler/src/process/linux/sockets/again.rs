//! Sockets that a list of the kernel's has left out.
//!
//! The kernel hands out a list in pieces, and walks tables that change meanwhile: one that was there all the time may be missing. It is
//! noticed where a process has a descriptor of it, and is looked for again: a Unix socket by its number, the others in lists that
//! are read again.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use ostler_sys::linux::process::unix_sockets::unix_socket;

use super::super::super::types::{Connection, ConnectionKinds};
use super::super::reader::Reader;
use super::{FILES, SocketTable, connection};
use crate::errno::{self, Errno};

/// How often the list of a kind is read again at most, for all processes of a scan together.
const TIMES: u8 = 8;

/// What has been seen of the kernel's lists.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// What tells the last list of a kind from others, and how often it was read.
    lists: HashMap<ConnectionKinds, (u64, u8)>,
    /// The numbers of sockets that have been looked for in vain, or that are of no kind that the table has.
    absent: HashSet<u64>,
}

impl Seen {
    /// Takes note of a list.
    pub(super) fn listed(&mut self, kind: ConnectionKinds, sockets: &[Connection]) {
        let mut hasher = DefaultHasher::new();
        for socket in sockets {
            socket.inode.hash(&mut hasher);
        }
        let (list, times) = self.lists.entry(kind).or_default();
        (*list, *times) = (hasher.finish(), times.saturating_add(1));
    }

    fn list(&self, kind: ConnectionKinds) -> (u64, u8) {
        self.lists.get(&kind).copied().unwrap_or_default()
    }
}

impl SocketTable {
    /// Whether a socket that a process has is to be looked for.
    fn lacks(&self, inode: u64) -> bool {
        !self.contains(inode) && !self.seen.absent.contains(&inode)
    }

    /// Looks again for sockets that a process has, each with its kind.
    fn look_again(&mut self, lacking: &[(u64, ConnectionKinds)]) -> Result<(), Errno> {
        let own = self.is_own();
        for &(inode, kinds) in lacking {
            if own && kinds.contains(ConnectionKinds::UNIX) {
                let exists = self.ask(inode);
                // One that may be of another kind is looked for there, too.
                if exists == Some(false) && kinds == ConnectionKinds::UNIX {
                    self.seen.absent.insert(inode);
                }
            }
        }
        for kind in FILES.map(|(kind, ..)| kind).into_iter().chain([ConnectionKinds::UNIX]) {
            self.read_again(kind, lacking)?;
        }
        self.seen.absent.extend(lacking.iter().map(|&(inode, _)| inode));
        Ok(())
    }

    /// Asks for one Unix socket: whether it exists, if the kernel answers such questions. Twice, as the socket may be given a name and
    /// so change its place in the kernel's table meanwhile.
    fn ask(&mut self, inode: u64) -> Option<bool> {
        let number = u32::try_from(inode).ok().filter(|number| *number != 0)?;
        for _ in 0..2 {
            let mut found = None;
            match unix_socket(number, |socket| found = Some(connection(socket))) {
                Err(errno::ENOENT) => {}
                Ok(()) => {
                    self.add(found);
                    return Some(true);
                }
                Err(_) => return None,
            }
        }
        Some(false)
    }

    /// Reads the list of a kind again until it has them all. One that is as it was before has nothing left out. What came in the
    /// meantime comes into the table as well, but for what has no number: that may be there in another state.
    fn read_again(
        &mut self,
        kind: ConnectionKinds,
        lacking: &[(u64, ConnectionKinds)],
    ) -> Result<(), Errno> {
        loop {
            let mut of_it = lacking.iter().filter(|(_, kinds)| kinds.contains(kind));
            let (before, times) = self.seen.list(kind);
            if times > TIMES || !of_it.any(|&(inode, _)| self.lacks(inode)) {
                return Ok(());
            }
            let sockets = self.list(kind)?;
            self.add(sockets.into_iter().filter(|socket| socket.inode != 0));
            if self.seen.list(kind).0 == before {
                return Ok(());
            }
        }
    }
}

/// The kinds of sockets that a protocol of the kernel's may be.
fn kinds_of(protocol: &[u8]) -> ConnectionKinds {
    match protocol {
        b"TCP" => ConnectionKinds::TCP4,
        b"TCPv6" => ConnectionKinds::TCP6,
        b"UDP" => ConnectionKinds::UDP4,
        b"UDPv6" => ConnectionKinds::UDP6,
        // With the kind behind it, since Linux 5.15.
        _ if protocol.starts_with(b"UNIX") => ConnectionKinds::UNIX,
        _ => ConnectionKinds::empty(),
    }
}

impl Reader {
    /// Looks again for those sockets of the process that a table lacks.
    pub(crate) fn look_again(
        &mut self,
        sockets: &[(i32, u64)],
        table: &mut SocketTable,
    ) -> Result<(), Errno> {
        // Those of a process in another network namespace are in another table.
        if sockets.iter().all(|&(_, inode)| !table.lacks(inode))
            || !self.shared_place().stat("ns/net").is_ok_and(|status| table.is_of(&status))
        {
            return Ok(());
        }
        let mut lacking = Vec::new();
        let mut protocol = Vec::new();
        for &(fd, inode) in sockets {
            if !table.lacks(inode) {
                continue;
            }
            let kinds = match self.shared_place().socket_protocol(fd, &mut protocol) {
                Ok(()) => kinds_of(&protocol) & table.kinds,
                // The kernel does not say.
                Err(errno::EOPNOTSUPP | errno::ENODATA | errno::ENOSYS) => table.kinds,
                // Closed meanwhile, or not for us to see any more.
                Err(_) => continue,
            };
            if kinds.is_empty() {
                table.seen.absent.insert(inode);
            } else {
                lacking.push((inode, kinds));
            }
        }
        if lacking.is_empty() { Ok(()) } else { table.look_again(&lacking) }
    }
}
