//! The children this program has started by [`Child`](super::Child): who collects one tells all.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Shared;
use crate::error::Result;
use crate::process::Process;

static CHILDREN: Mutex<Vec<Arc<Shared>>> = Mutex::new(Vec::new());

fn children() -> MutexGuard<'static, Vec<Arc<Shared>>> {
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Enters a child that has been started.
pub(super) fn enter(shared: Shared) -> Arc<Shared> {
    let shared = Arc::new(shared);
    children().push(Arc::clone(&shared));
    shared
}

/// The child that is this process.
pub(crate) fn find(process: Process) -> Option<Arc<Shared>> {
    children().iter().rev().find(|child| child.process() == process).cloned()
}

/// Reaps the children that have ended and that have no handle. The owner of a handle asks for its child.
pub(super) fn tidy() {
    // One handle is the table's own.
    children().retain(|child| Arc::strong_count(child) > 1 || !child.is_over());
}

/// Those that have not ended.
pub(super) fn active() -> Result<Vec<Process>> {
    tidy();
    let all: Vec<_> = children().clone();
    let mut active = Vec::new();
    for child in all {
        if !child.has_ended()? {
            active.push(child.process());
        }
    }
    Ok(active)
}
