//! What is known of the machine and of all processes together.

use std::collections::HashMap;
use std::ffi::OsString;
use std::time::{Duration, SystemTime};

use ostler_sys::process::desktop::{self, Window};
use ostler_sys::process::handles::{self, Handle};
use ostler_sys::process::table::{self, Entry};
use ostler_sys::process::{machine, services, sessions, time};

use super::super::super::types::code::Code;
use super::super::super::types::family::Family;
use super::super::super::types::{Connection, ConnectionKinds};
use super::super::accounts::Accounts;
use super::super::{duration, sockets};

/// Facts that hold for a whole scan.
#[derive(Debug, Default)]
pub(crate) struct Context {
    table: Option<HashMap<u32, Entry>>,
    pub(crate) accounts: Accounts,
    /// Who is whose child.
    pub(crate) family: Option<Family>,
    sockets: Option<Vec<(u32, Connection)>>,
    windows: Option<Vec<Window>>,
    handles: Option<Vec<Handle>>,
    services: Option<HashMap<u32, Vec<OsString>>>,
    sessions: Option<HashMap<u32, OsString>>,
    memory: Option<u64>,
}

impl Context {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Forgets what changes by the moment.
    pub(super) fn look_afresh(&mut self) {
        self.table = None;
        self.family = None;
        self.sockets = None;
        self.windows = None;
        self.handles = None;
        self.services = None;
        self.sessions = None;
    }

    /// What the system's table has of a process.
    pub(crate) fn entry(&mut self, pid: u32) -> Result<Option<&Entry>, Code> {
        let table = match self.table.take() {
            Some(table) => table,
            None => table::read()?.into_iter().map(|entry| (entry.pid, entry)).collect(),
        };
        Ok(self.table.insert(table).get(&pid))
    }

    /// The sockets, with the numbers of those who have them.
    pub(crate) fn sockets(&mut self) -> Result<&[(u32, Connection)], Code> {
        let sockets = match self.sockets.take() {
            Some(sockets) => sockets,
            None => sockets::read(ConnectionKinds::INET)?,
        };
        Ok(self.sockets.insert(sockets))
    }

    /// The handles of files, with the numbers of those who have them.
    pub(crate) fn handles(&mut self) -> Result<&[Handle], Code> {
        let handles = match self.handles.take() {
            Some(handles) => handles,
            None => handles::of_files()?,
        };
        Ok(self.handles.insert(handles))
    }

    /// The services that run in a process.
    pub(crate) fn services(&mut self, pid: u32) -> Result<&[OsString], Code> {
        if self.services.is_none() {
            let mut services: HashMap<u32, Vec<OsString>> = HashMap::new();
            for (pid, name) in services::running()? {
                services.entry(pid).or_default().push(name);
            }
            self.services = Some(services);
        }
        let services = self.services.as_ref().and_then(|services| services.get(&pid));
        Ok(services.map_or(&[], Vec::as_slice))
    }

    /// The name of a session.
    pub(crate) fn session(&mut self, number: u32) -> Result<Option<&OsString>, Code> {
        let sessions = match self.sessions.take() {
            Some(sessions) => sessions,
            None => sessions::names()?.into_iter().collect(),
        };
        let name = self.sessions.insert(sessions).get(&number);
        Ok(name.filter(|name| !name.is_empty()))
    }

    /// The windows of this desktop.
    pub(crate) fn windows(&mut self) -> &[Window] {
        self.windows.get_or_insert_with(desktop::windows)
    }

    /// The machine's memory, in bytes.
    pub(crate) fn total_memory(&mut self) -> Result<u64, Code> {
        let memory = match self.memory {
            Some(memory) => memory,
            None => machine::memory()?.total,
        };
        Ok(*self.memory.insert(memory))
    }
}

/// A point in time, in units of 100 ns since 1601; what cannot be is the epoch.
pub(crate) fn point(units: u64) -> SystemTime {
    let epoch = SystemTime::UNIX_EPOCH;
    let point = match units.checked_sub(time::EPOCH) {
        Some(since) => epoch.checked_add(duration(since)),
        None => epoch.checked_sub(duration(time::EPOCH - units)),
    };
    point.unwrap_or(epoch)
}

/// How long ago that was.
pub(crate) fn since(units: u64) -> Duration {
    SystemTime::now().duration_since(point(units)).unwrap_or_default()
}
