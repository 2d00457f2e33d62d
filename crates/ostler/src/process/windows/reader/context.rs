//! What is known of the machine and of all processes together.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use super::super::accounts::Accounts;
use super::super::net;
use super::super::{Code, duration};
use crate::process::Connection;
use crate::process::attributes::Family;
use crate::sys::process::desktop::{self, Window};
use crate::sys::process::handles::{self, Handle};
use crate::sys::process::table::{self, Entry};
use crate::sys::process::{machine, time};

/// Facts that hold for a whole scan.
#[derive(Debug, Default)]
pub(crate) struct Context {
    table: Option<HashMap<u32, Entry>>,
    pub(in super::super) accounts: Accounts,
    /// Who is whose child.
    pub(crate) family: Option<Family>,
    sockets: Option<Vec<(u32, Connection)>>,
    windows: Option<Vec<Window>>,
    handles: Option<Vec<Handle>>,
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
    }

    /// What the system's table has of a process.
    pub(in super::super) fn entry(&mut self, pid: u32) -> Result<Option<&Entry>, Code> {
        let table = match self.table.take() {
            Some(table) => table,
            None => table::read()?.into_iter().map(|entry| (entry.pid, entry)).collect(),
        };
        Ok(self.table.insert(table).get(&pid))
    }

    /// The sockets, with the numbers of those who have them.
    pub(in super::super) fn sockets(&mut self) -> Result<&[(u32, Connection)], Code> {
        let sockets = match self.sockets.take() {
            Some(sockets) => sockets,
            None => net::all()?,
        };
        Ok(self.sockets.insert(sockets))
    }

    /// The handles of files, with the numbers of those who have them.
    pub(in super::super) fn handles(&mut self) -> Result<&[Handle], Code> {
        let handles = match self.handles.take() {
            Some(handles) => handles,
            None => handles::of_files()?,
        };
        Ok(self.handles.insert(handles))
    }

    /// The windows of this desktop.
    pub(in super::super) fn windows(&mut self) -> &[Window] {
        self.windows.get_or_insert_with(desktop::windows)
    }

    /// The machine's memory, in bytes.
    pub(in super::super) fn total_memory(&mut self) -> Result<u64, Code> {
        let memory = match self.memory {
            Some(memory) => memory,
            None => machine::memory()?.total,
        };
        Ok(*self.memory.insert(memory))
    }
}

/// A point in time, in units of 100 ns since 1601.
pub(in super::super) fn point(units: u64) -> SystemTime {
    match units.checked_sub(time::EPOCH) {
        Some(since) => SystemTime::UNIX_EPOCH + duration(since),
        None => SystemTime::UNIX_EPOCH - duration(time::EPOCH - units),
    }
}

/// How long ago that was.
pub(in super::super) fn since(units: u64) -> Duration {
    SystemTime::now().duration_since(point(units)).unwrap_or_default()
}
