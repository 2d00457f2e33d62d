//! Which process is meant: a number, and when its holder was started.

use std::os::windows::io::{AsHandle as _, BorrowedHandle, OwnedHandle};

use ostler_sys::key::Key;
use ostler_sys::process::{handle, table};

use super::super::types::code::{Code, ERROR_ACCESS_DENIED, ERROR_INVALID_PARAMETER, GONE};
use super::super::types::error::Trouble;
use super::super::types::{Binding, Process, Protection};

/// A process that is held: its number is its own as long as this is there.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) process: Process,
    hold: Hold,
}

#[derive(Debug)]
enum Hold {
    /// It can be waited for.
    Handle(OwnedHandle),
    /// It can be asked, no more.
    Asked(OwnedHandle),
    /// The system lets nobody near it: what is known of it is in the table.
    Table,
}

impl Held {
    /// Holds the running process that has the number. One that has ended is gone, even if a program has a handle of it.
    pub(crate) fn take(pid: i32) -> Result<Self, Code> {
        let held = Self::take_any(pid)?;
        if held.has_ended()? { Err(GONE) } else { Ok(held) }
    }

    /// The same, also of one that has ended.
    pub(crate) fn take_any(pid: i32) -> Result<Self, Code> {
        let number = pid.cast_unsigned();
        let limited = handle::PROCESS_QUERY_LIMITED_INFORMATION;
        let hold = match handle::open(number, limited | handle::PROCESS_SYNCHRONIZE) {
            Ok(handle) => Hold::Handle(handle),
            Err(ERROR_ACCESS_DENIED) => match handle::open(number, limited) {
                Ok(handle) => Hold::Asked(handle),
                Err(_) => Hold::Table,
            },
            // The idle process, the only one that is not to be opened by anybody.
            Err(ERROR_INVALID_PARAMETER) if number == 0 => Hold::Table,
            Err(ERROR_INVALID_PARAMETER) => return Err(GONE),
            Err(code) => return Err(code.into()),
        };
        let created = match &hold {
            Hold::Handle(handle) | Hold::Asked(handle) => {
                // The two lowest bits of a number are not looked at.
                if handle::number(handle.as_handle())? != number {
                    return Err(GONE);
                }
                handle::times(handle.as_handle())?.created
            }
            Hold::Table => created_in_table(number)?.ok_or(GONE)?,
        };
        Ok(Self { process: Process::from_parts(pid, Key::Created(created)), hold })
    }

    /// Whether it is the process of this key.
    #[allow(clippy::unnecessary_wraps)] // Elsewhere the system may not say.
    pub(crate) fn is(&self, meant: Key) -> Result<bool, Code> {
        Ok(self.process.key() == meant)
    }

    /// When it was started, in units of 100 ns since 1601.
    pub(crate) fn created(&self) -> u64 {
        match self.process.key() {
            Key::Created(created) => created,
            // Of no process here.
            Key::Pidfd(_) | Key::Ticks(_) => 0,
        }
    }

    pub(crate) fn number(&self) -> u32 {
        self.process.pid().cast_unsigned()
    }

    /// Its handle, by which it can be asked.
    pub(crate) fn handle(&self) -> Result<BorrowedHandle<'_>, Code> {
        match &self.hold {
            Hold::Handle(handle) | Hold::Asked(handle) => Ok(handle.as_handle()),
            Hold::Table => Err(ERROR_ACCESS_DENIED.into()),
        }
    }

    /// Its handle, by which it can be waited for.
    pub(crate) fn waitable(&self) -> Option<BorrowedHandle<'_>> {
        match &self.hold {
            Hold::Handle(handle) => Some(handle.as_handle()),
            _ => None,
        }
    }

    /// The same for good.
    pub(crate) fn into_owned(self) -> Option<OwnedHandle> {
        match self.hold {
            Hold::Handle(handle) => Some(handle),
            _ => None,
        }
    }

    /// Opens it with more rights: the number is its own as long as it is held.
    pub(crate) fn open(&self, rights: u32) -> Result<OwnedHandle, Code> {
        if !matches!(self.hold, Hold::Table) {
            return Ok(handle::open(self.number(), rights)?);
        }
        // Held by nothing it may have gone meanwhile, and another may have its number.
        match handle::open(self.number(), rights | handle::PROCESS_QUERY_LIMITED_INFORMATION) {
            Ok(handle) if handle::times(handle.as_handle())?.created == self.created() => {
                Ok(handle)
            }
            Ok(_) => Err(GONE),
            Err(ERROR_INVALID_PARAMETER) if self.number() != 0 => Err(GONE),
            Err(code) => Err(code.into()),
        }
    }

    /// Whether the process runs still.
    pub(crate) fn still_there(&self) -> Result<bool, Code> {
        self.has_ended().map(|ended| !ended)
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&self) -> Result<bool, Code> {
        Ok(match &self.hold {
            Hold::Handle(handle) => handle::wait(handle.as_handle(), 0)?,
            // One that exits with this very number cannot be told from one that runs.
            Hold::Asked(handle) => match handle::exit_code(handle.as_handle()) {
                Ok(code) => code.is_some(),
                Err(_) => created_in_table(self.number())? != Some(self.created()),
            },
            Hold::Table => created_in_table(self.number())? != Some(self.created()),
        })
    }

    /// What an answer about it says: as it is, for nothing hides a process that is held.
    #[allow(clippy::unused_self)]
    pub(crate) fn judged(&self, code: Code) -> Code {
        code
    }

    /// What is wrong with it by itself: it is gone.
    pub(crate) fn over(&self) -> Option<Trouble> {
        self.has_ended().unwrap_or(false).then_some(Trouble::Gone)
    }

    /// The number of its parent; zero if that is not there any more, whoever has its number by now.
    pub(crate) fn ppid(&self) -> Result<i32, Code> {
        let parent = if let Ok(handle) = self.handle() {
            handle::parent(handle)?
        } else {
            let own = |entry: &&table::Entry| entry.pid == self.number();
            table::read()?.iter().find(own).map_or(0, |entry| entry.parent)
        };
        match Self::take(parent.cast_signed()) {
            Ok(held) if parent != self.number() && held.created() <= self.created() => {
                Ok(held.process.pid())
            }
            Ok(_) | Err(GONE) => Ok(0),
            Err(code) => Err(code),
        }
    }

    /// Whether it is one that the system is made of.
    #[allow(clippy::unnecessary_wraps)] // Elsewhere the system may not say.
    pub(crate) fn part_of_system(&self) -> Result<Option<Protection>, Code> {
        if is_kernel(self.number()) {
            return Ok(Some(Protection::KernelThread));
        }
        let Ok(handle) = self.handle() else { return Ok(None) };
        // Where it does not say it is taken for an ordinary one.
        Ok(handle::is_critical(handle).unwrap_or(false).then_some(Protection::Init))
    }

    /// Ends it.
    pub(crate) fn terminate(&self, code: u32) -> Result<(), Code> {
        let process = self.open(handle::PROCESS_TERMINATE)?;
        match handle::terminate(process.as_handle(), code) {
            // So says the system of one that has ended, and of one that is about to: the handle is allowed to.
            Err(ERROR_ACCESS_DENIED) => {
                if self.has_ended()? {
                    Err(GONE)
                } else {
                    Ok(())
                }
            }
            done => Ok(done?),
        }
    }

    /// How a signal reaches it.
    pub(crate) fn binding(&self) -> Binding {
        match &self.hold {
            Hold::Handle(_) | Hold::Asked(_) => Binding::Handle,
            Hold::Table => Binding::Checked,
        }
    }
}

/// When the process that has the number was started.
fn created_in_table(number: u32) -> Result<Option<u64>, Code> {
    let table = table::read()?;
    Ok(table.iter().find(|entry| entry.pid == number).map(|entry| entry.created))
}

/// Whether the number is that of the idle process or of the kernel's own, which have no program.
pub(crate) fn is_kernel(number: u32) -> bool {
    matches!(number, 0 | 4)
}
