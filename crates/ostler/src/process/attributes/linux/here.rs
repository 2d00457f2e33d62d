//! Names of a process that are names here: in the namespaces of this program. A query compares these, and no others.
//!
//! | names | are ours if |
//! |---|---|
//! | ports, addresses | the socket is one of our network namespace |
//! | paths | the file is the one that has the path here; or has been removed from a mount namespace and root that are ours |
//! | names of Unix sockets | they are abstract and of our network namespace, or paths of our mount namespace and root |
//! | pseudo-terminals | they are of the file system that is our `/dev/pts` |
//! | ids of users and groups | our user namespace has a number for them |
//! | sessions and process groups | their number is not zero, which stands for all whose leader is outside of our PID namespace |
//!
//! Numbers of processes and paths of control groups are translated by the kernel.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use ostler_sys::linux::process::namespace::{self, FileId};
use ostler_sys::linux::process::read::file_status;
use ostler_sys::linux::process::terminal;

use crate::errno::{self, Errno};
use crate::process::backend::sockets::{SocketTable, Tables};
use crate::process::query::Here;
use crate::process::reader::{File, Reader, Terminals};
use crate::process::{Address, AddressFamily, Connection, ConnectionKinds, Field, Value, net};

/// A value that is known if asked for once.
fn once<T: Copy>(
    known: &mut Option<T>,
    find: impl FnOnce() -> Result<T, Errno>,
) -> Result<T, Errno> {
    match *known {
        Some(known) => Ok(known),
        None => Ok(*known.insert(find()?)),
    }
}

impl Reader {
    /// What a field says that are names here; `None` if it has no name here.
    pub(crate) fn named_here(&mut self, field: Field) -> Result<Option<Here>, Errno> {
        match field {
            Field::Exe => self.link_here(field, File::Exe),
            Field::Cwd => self.link_here(field, File::Cwd),
            Field::Root => self.link_here(field, File::Root),
            Field::Files => self.files_here().map(Some),
            Field::OpenFiles | Field::MemoryMaps => self.paths_here(field).map(Some),
            Field::NetConnections => self.connections_here().map(Some),
            Field::Ports => {
                let ports = self.ports_here()?.into_iter().map(|port| Value::Int(port.into()));
                Ok(Some(Here { value: Value::List(ports.collect()), partial: false }))
            }
            Field::Terminal => self.terminal_here(),
            _ => Ok(Some(Here { value: self.value(field)?, partial: false })),
        }
    }

    /// Whether the process's mount namespace and ours are one, and its paths are told from our root.
    fn shares_paths(&mut self) -> Result<bool, Errno> {
        if let Some(shares) = self.shares_paths {
            return shares;
        }
        let shares = self.find_out_whether_it_shares_paths();
        self.shares_paths = Some(shares);
        shares
    }

    fn find_out_whether_it_shares_paths(&mut self) -> Result<bool, Errno> {
        let mount = FileId::of(&self.shared_status("ns/mnt")?);
        if mount != once(&mut self.context.own.mount, namespace::mount)? {
            return Ok(false);
        }
        // Below our root the kernel says so; "/" that is another directory is outside of it.
        Ok(self.target(File::Root)? != Some(b"/") || self.has_our_root()?)
    }

    fn has_our_root(&mut self) -> Result<bool, Errno> {
        let root = FileId::of(&self.shared_status("root")?);
        let own = once(&mut self.context.own.root, || Ok(FileId::of(&file_status("/".as_ref())?)))?;
        Ok(root == own)
    }

    /// Where a link points to.
    fn link_here(&mut self, field: Field, link: File) -> Result<Option<Here>, Errno> {
        let value = self.value(field)?;
        let here = match value.as_text() {
            Some(path) => self.is_path_here(path, link.name())?,
            None => true,
        };
        Ok(here.then_some(Here { value, partial: false }))
    }

    /// Whether the kernel's path of a file is its path here.
    fn is_path_here(&mut self, path: &OsStr, link: &str) -> Result<bool, Errno> {
        Ok(self.is_file(link, path) || self.shares_paths()?)
    }

    fn files_here(&mut self) -> Result<Here, Errno> {
        let value = self.value(Field::Files)?;
        Ok(if self.shares_paths()? { complete(value) } else { none_of(&value) })
    }

    /// Those of several maps whose path is one here.
    fn paths_here(&mut self, field: Field) -> Result<Here, Errno> {
        let value = self.value(field)?;
        if is_nothing(&value) || self.shares_paths()? {
            return Ok(complete(value));
        }
        let Value::List(mut maps) = value else { return Ok(complete(value)) };
        let before = maps.len();
        if field == Field::OpenFiles {
            maps.retain(|map| {
                let text = |part| map.part(part).and_then(Value::as_text);
                let fd = map.part("fd").and_then(Value::as_int);
                matches!((text("path"), fd), (Some(path), Some(fd)) if self.is_file(&format!("fd/{fd}"), path))
            });
        } else {
            maps.retain(|map| {
                let path = map.part("path").and_then(Value::as_text);
                path.is_none_or(|path| !path.as_bytes().starts_with(b"/"))
            });
        }
        let partial = maps.len() < before;
        Ok(Here { value: Value::List(maps), partial })
    }

    /// Whether the process has the file in use that has this path here; one that has been removed is known by its path.
    pub(crate) fn uses_path(&mut self, path: &[u8]) -> Result<bool, Errno> {
        let name = OsStr::from_bytes(path);
        if !Path::new(name).is_absolute() {
            return Ok(false);
        }
        match file_status(name) {
            Ok(status) => {
                let known_by_path = self.shares_paths()?.then_some(path);
                self.uses_file(FileId::of(&status), known_by_path)
            }
            Err(errno::ENOENT | errno::ENOTDIR) => {
                let here = self.files_here()?;
                let Value::List(paths) = here.value else { return Ok(false) };
                Ok(paths.iter().filter_map(Value::as_text).any(|other| other == name))
            }
            Err(errno) => Err(errno),
        }
    }

    /// The sockets of our network namespace, looked through for those of the process.
    fn own_sockets(&mut self, sockets: &[(i32, u64)]) -> Result<&SocketTable, Errno> {
        let namespace = once(&mut self.context.own.network, namespace::network)?.inode;
        self.table(Tables::of, namespace, crate::os::getpid(), sockets)
    }

    /// The addresses of our network namespace that may be listened on, looked through for those of the process.
    fn own_listeners(&mut self, sockets: &[(i32, u64)]) -> Result<&SocketTable, Errno> {
        let namespace = once(&mut self.context.own.network, namespace::network)?.inode;
        self.table(Tables::listening, namespace, crate::os::getpid(), sockets)
    }

    /// Whether no socket of our network namespace listens on a port that fits.
    pub(crate) fn no_socket_listens_on(
        &mut self,
        fits: &mut dyn FnMut(i64) -> bool,
    ) -> Result<bool, Errno> {
        let mut ports = self.own_listeners(&[])?.listening_ports();
        Ok(!ports.any(|port| fits(port.into())))
    }

    fn ports_here(&mut self) -> Result<Vec<u16>, Errno> {
        let mut sockets = Vec::new();
        self.each_socket(|fd, inode| sockets.push((fd, inode)))?;
        let table = self.own_listeners(&sockets)?;
        Ok(sockets.into_iter().filter_map(|(_, inode)| table.port_of_listener(inode)).collect())
    }

    fn connections_here(&mut self) -> Result<Here, Errno> {
        let mut sockets = Vec::new();
        self.each_socket(|fd, inode| sockets.push((fd, inode)))?;
        if sockets.is_empty() {
            return Ok(complete(Value::List(Vec::new())));
        }
        let names_paths = self.shares_paths()? && self.has_our_root()?;
        let table = self.own_sockets(&sockets)?;
        let (mut here, mut partial) = (Vec::new(), false);
        for (fd, inode) in sockets {
            for connection in
                table.get(inode).filter(|socket| ConnectionKinds::all().include(socket))
            {
                let mut connection = connection.clone();
                if !names_paths && has_path(&connection) {
                    connection.local = None;
                    partial = true;
                }
                here.push(net::value((fd, connection)));
            }
        }
        Ok(Here { value: Value::List(here), partial })
    }

    /// The terminal, if it is one of ours: each file system of pseudo-terminals counts from zero.
    fn terminal_here(&mut self) -> Result<Option<Here>, Errno> {
        let value = self.value(Field::Terminal)?;
        let here = is_nothing(&value) || self.has_terminal_here()?;
        Ok(here.then(|| complete(value)))
    }

    fn has_terminal_here(&mut self) -> Result<bool, Errno> {
        let (major, minor) = terminal::device(self.stat()?.tty_nr);
        if !terminal::is_pseudo(major) {
            return Ok(true);
        }
        let own = once(&mut self.context.own.terminals, || namespace::terminals().map(Terminals))?;
        let Terminals(Some(own)) = own else { return Ok(false) };
        // A descriptor of the terminal is proof; processes rarely have none of the first three.
        for fd in ["fd/0", "fd/1", "fd/2"] {
            if let Ok(status) = self.shared_status(fd)
                && terminal::is_device(&status, major, minor)
            {
                return Ok(status.st_dev == own);
            }
        }
        match self.shared_status("root/dev/pts") {
            Ok(status) => Ok(status.st_dev == own),
            Err(errno::ENOENT | errno::ENOTDIR) => Ok(false),
            // Another user's. One that is in our PID namespace is in no container.
            Err(errno::EACCES | errno::EPERM) => {
                let numbers = self.status()?.numbers("NSpid").ok_or(errno::EACCES)?;
                if numbers.count() == 1 { Ok(true) } else { Err(errno::EACCES) }
            }
            Err(errno) => Err(errno),
        }
    }

    /// Whether what a field says is the number of one user, group or session: those that our namespaces have no number for are
    /// all told by the same.
    pub(crate) fn is_number_here(&mut self, field: Field) -> Result<bool, Errno> {
        let (users, groups): (Vec<u32>, Vec<u32>) = match field {
            Field::Uid | Field::Username => (vec![self.uids()?[0]], Vec::new()),
            Field::Euid | Field::User => (vec![self.uids()?[1]], Vec::new()),
            Field::Uids => (self.uids()?.to_vec(), Vec::new()),
            Field::Gid | Field::RealGroup => (Vec::new(), vec![self.gids()?[0]]),
            Field::Egid | Field::Group => (Vec::new(), vec![self.gids()?[1]]),
            Field::Gids => (Vec::new(), self.gids()?.to_vec()),
            Field::Groups => (Vec::new(), self.groups()?),
            Field::Session | Field::ProcessGroup => {
                let stat = self.stat()?;
                let number = if field == Field::Session { stat.session } else { stat.pgrp };
                // The kernel's own parts are in none.
                return Ok(number != 0 || stat.is_kernel_thread());
            }
            _ => return Ok(true),
        };
        // A number that stands for a name which could not be looked up is not the name.
        match field {
            Field::Username | Field::User => drop(self.context.accounts.user(users[0])?),
            Field::RealGroup | Field::Group => drop(self.context.accounts.group(groups[0])?),
            _ => {}
        }
        let own = &mut self.context.own;
        let known_users = once(&mut own.users, || namespace::Ids::of("uid"))?;
        let known_groups = once(&mut own.groups, || namespace::Ids::of("gid"))?;
        Ok(users.into_iter().all(|id| known_users.tells(id))
            && groups.into_iter().all(|id| known_groups.tells(id)))
    }
}

fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::None)
}

fn complete(value: Value) -> Here {
    Here { value, partial: false }
}

/// Nothing of a list, for it is of names elsewhere.
fn none_of(value: &Value) -> Here {
    let partial = matches!(value, Value::List(values) if !values.is_empty());
    Here { value: Value::List(Vec::new()), partial }
}

/// Whether its own end is a path: a name that begins with `@` is none.
fn has_path(connection: &Connection) -> bool {
    connection.family == AddressFamily::Unix
        && matches!(&connection.local, Some(Address::Unix(name)) if !name.as_bytes().starts_with(b"@"))
}
