//! [`Reader`]: the attributes of one process after another, each source read once and only when something in it is wanted.

mod context;

use std::ffi::OsString;
use std::os::windows::io::OwnedHandle;

pub(crate) use context::Context;
pub(crate) use context::{point, since};

use ostler_sys::process::handle;
use ostler_sys::process::parameters::Parameters;
use ostler_sys::process::table::Entry;

use super::super::types::code::{Code, GONE};
use super::identity::{Held, is_kernel};

/// Reads attributes of the process it is turned to.
///
/// Turned to a number, it reads of whoever has it. Turned to a [`Held`] process, all it has read is of that process: its number is
/// nobody else's meanwhile.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) pid: i32,
    pub(crate) held: Option<Held>,
    /// Who has the number, where it is not held.
    taken: Option<Result<Held, Code>>,
    pub(crate) name: Option<OsString>,
    pub(crate) command: Option<OsString>,
    /// What is known of the machine and of all processes together.
    pub(crate) context: Context,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self { pid: 0, held: None, taken: None, name: None, command: None, context: Context::new() }
    }

    /// Forgets what it knows of all processes together, which is of one moment.
    pub(crate) fn look_afresh(&mut self) {
        self.context.look_afresh();
    }

    /// Turns to the process that has the number.
    pub(crate) fn turn_to(&mut self, pid: i32) {
        self.pid = pid;
        self.held = None;
        self.taken = None;
        self.name = None;
        self.command = None;
    }

    /// Whoever it is turned to, for questions that take a handle.
    pub(crate) fn holder(&mut self) -> Result<&Held, Code> {
        if let Some(held) = &self.held {
            return Ok(held);
        }
        let taken = self.taken.get_or_insert_with(|| Held::take(self.pid));
        taken.as_ref().map_err(|code| *code)
    }

    /// What the system's table has of it.
    pub(crate) fn entry(&mut self) -> Result<&Entry, Code> {
        let created = self.held.as_ref().map(Held::created);
        let is = |entry: &Entry| created.is_none_or(|created| created == entry.created);
        let number = self.pid.cast_unsigned();
        if self.context.entry(number)?.is_none_or(|entry| !is(entry)) {
            // The table is older than the process.
            self.context.look_afresh();
        }
        self.context.entry(number)?.filter(|entry| is(entry)).ok_or(GONE)
    }

    /// Opens it for looking into its memory.
    pub(crate) fn inside(&mut self) -> Result<OwnedHandle, Code> {
        self.holder()?.open(handle::PROCESS_QUERY_INFORMATION | handle::PROCESS_VM_READ)
    }

    /// What it was started with.
    pub(crate) fn parameters(&mut self) -> Result<Parameters, Code> {
        Ok(Parameters::of(self.inside()?)?)
    }

    /// Whether it is a part of the kernel, with no program of its own.
    pub(crate) fn is_kernel(&self) -> bool {
        is_kernel(self.pid.cast_unsigned())
    }

    /// Whether a look at the beginning of the name is enough to know that it is not this one: it is read in one piece.
    #[cfg(feature = "query")]
    #[allow(clippy::unused_self, clippy::unnecessary_wraps)]
    pub(crate) fn is_cut_off_otherwise(&mut self, _name: &[u8]) -> Result<bool, Code> {
        Ok(false)
    }
}
