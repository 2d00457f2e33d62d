//! [`Shared`]: what is known of a child.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ostler_sys::linux::process::supervisor::Supervisor;

use crate::error::{ErrorKind, Result};
use crate::os::WaitStatus;
use crate::process::child::table::find;
use crate::process::control::{Collect, has_ended, of_a_child};
use crate::process::identity::Held;
use crate::process::stop::ControlGroup;
use crate::process::{Handle, Process};

/// What the handles of a child share.
#[derive(Debug)]
pub(crate) struct Shared {
    process: Process,
    supervisor: Option<Supervisor>,
    /// The control group that was empty when it was started in there.
    control_group: Option<ControlGroup>,
    /// `Some` once it has been collected; the status is `None` if somebody else has done that.
    #[allow(clippy::option_option)] // Not collected; by somebody else; by us.
    end: Mutex<Option<Option<WaitStatus>>>,
}

impl Shared {
    pub(super) fn new(
        process: Process,
        supervisor: Option<Supervisor>,
        control_group: Option<ControlGroup>,
    ) -> Self {
        Self { process, supervisor, control_group, end: Mutex::new(None) }
    }

    pub(crate) fn process(&self) -> Process {
        self.process
    }

    /// What the process is held by.
    pub(crate) fn handle(&self) -> Result<Handle> {
        self.process.handle()
    }

    /// What keeps its descendants together.
    pub(crate) fn supervisor(&self) -> Option<&Supervisor> {
        self.supervisor.as_ref()
    }

    /// The control group that it has for itself.
    pub(crate) fn control_group(&self) -> Option<&ControlGroup> {
        self.control_group.as_ref()
    }

    #[allow(clippy::option_option)]
    fn lock(&self) -> MutexGuard<'_, Option<Option<WaitStatus>>> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it ended, if it has been collected.
    #[allow(clippy::option_option)]
    pub(crate) fn known(&self) -> Option<Option<WaitStatus>> {
        *self.lock()
    }

    /// Collects it, which has ended, unless that has been done.
    pub(crate) fn collect(&self, held: &Held) -> Option<WaitStatus> {
        let mut end = self.lock();
        *end.get_or_insert_with(|| match &self.supervisor {
            Some(supervisor) => supervisor.status().map(WaitStatus::from_raw),
            // Another call of this program has collected it.
            None => of_a_child(held, Collect::Yes).unwrap_or(None),
        })
    }

    /// Whether it has ended: it is collected then.
    pub(crate) fn has_ended(&self) -> Result<bool> {
        self.look()?;
        Ok(self.known().is_some())
    }

    /// Collects it if it has ended. Whether nothing remains to be done for it: it has been collected, and its supervisor has.
    pub(crate) fn is_over(&self) -> bool {
        // A child that cannot be looked at stays for the next time.
        let _ = self.look();
        self.known().is_some()
            && self.supervisor.as_ref().is_none_or(|supervisor| supervisor.collect().is_some())
    }

    /// Collects it if it has ended.
    fn look(&self) -> Result<()> {
        if self.known().is_some() {
            return Ok(());
        }
        match Held::of(self.process) {
            Ok(held) => {
                if has_ended(&held)? {
                    self.collect(&held);
                }
            }
            Err(error) if error.kind() == ErrorKind::ProcessLookup => {
                let mut end = self.lock();
                let status = || Some(WaitStatus::from_raw(self.supervisor.as_ref()?.status()?));
                end.get_or_insert_with(status);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// How the child that was this process ended, if it was one and has ended.
pub(crate) fn known(process: Process) -> Option<WaitStatus> {
    let child = find(process)?;
    // Under a supervisor it is gone as soon as that has collected it.
    child.look().ok()?;
    child.known()?
}
