//! The children this program has started by [`Child`](crate::process::Child): who collects one tells all.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ostler_sys::linux::process::supervisor::Supervisor;

use crate::error::{ErrorKind, Result};
use crate::os::WaitStatus;
use crate::process::control::{Collect, has_ended};
use crate::process::identity::Held;
use crate::process::linux::control::of_a_child;
use crate::process::linux::stop::control_group::ControlGroup;
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

    /// Whether nothing remains to be done for it: it has been collected, and its supervisor has.
    fn is_over(&self) -> bool {
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

static CHILDREN: Mutex<Vec<Arc<Shared>>> = Mutex::new(Vec::new());

fn children() -> MutexGuard<'static, Vec<Arc<Shared>>> {
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Enters a child that has been started.
pub(crate) fn enter(
    process: Process,
    supervisor: Option<Supervisor>,
    control_group: Option<ControlGroup>,
) -> Arc<Shared> {
    let end = Mutex::new(None);
    let shared = Arc::new(Shared { process, supervisor, control_group, end });
    children().push(Arc::clone(&shared));
    shared
}

/// The child that is this process.
pub(crate) fn find(process: Process) -> Option<Arc<Shared>> {
    children().iter().rev().find(|child| child.process == process).cloned()
}

/// How the child that was this process ended, if it was one and has ended.
pub(crate) fn known(process: Process) -> Option<WaitStatus> {
    let child = find(process)?;
    // Under a supervisor it is gone as soon as that has collected it.
    child.look().ok()?;
    child.known()?
}

/// Collects the children that have ended and that nobody has a handle of. What has a handle is its holder's to ask.
pub(crate) fn tidy() {
    children().retain(|child| {
        // One handle is the table's own.
        if Arc::strong_count(child) > 1 {
            return true;
        }
        // A child that cannot be looked at stays for the next time.
        let _ = child.look();
        !child.is_over()
    });
}

/// Those that have not ended.
pub(crate) fn active() -> Result<Vec<Process>> {
    tidy();
    let all: Vec<_> = children().clone();
    let mut active = Vec::new();
    for child in all {
        child.look()?;
        if child.known().is_none() {
            active.push(child.process);
        }
    }
    Ok(active)
}
