//! How a process ended: a number.

use ostler_sys::process::handle;

use crate::os::WaitStatus;
use crate::process::child;
use crate::process::control::Collect;
use crate::process::identity::Held;

pub(crate) fn exit_code(status: WaitStatus) -> Option<i32> {
    status.code()
}

/// How a process that is held and has ended did so: the system tells whoever has a handle.
pub(crate) fn how_it_ended(held: &Held, _: Collect) -> Option<WaitStatus> {
    if let Some(child) = child::find(held.process()) {
        return child.look();
    }
    handle::exit_code(held.handle().ok()?).ok()?.map(WaitStatus::exited)
}
