//! How a process ended: a number.

use super::child;
use super::identity::Held;
use crate::process::control::Collect;
use crate::sys::process::handle;

/// What a process exited with: `GetExitCodeProcess`. One that was ended from outside has the number that whoever did it chose.
///
/// ```no_run
/// use ostler::process::Child;
/// let child = Child::spawn("cmd", ["/c", "exit 3"])?;
/// assert_eq!(child.wait(None)?.status().map(|status| status.raw()), Some(3));
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ExitStatus(u32);

impl ExitStatus {
    /// Takes a number as it is.
    pub const fn from_raw(raw: u32) -> Self {
        Self(raw)
    }

    /// The number.
    pub const fn raw(self) -> u32 {
        self.0
    }

    /// The number as C programs have it: that of an exception, as `0xC0000005`, is negative.
    #[allow(clippy::unnecessary_wraps)] // As where a signal may have ended it.
    pub const fn code(self) -> Option<i32> {
        Some(self.0.cast_signed())
    }

    /// Whether it is zero.
    pub const fn success(self) -> bool {
        self.0 == 0
    }
}

pub(crate) fn exit_code(status: ExitStatus) -> Option<i32> {
    status.code()
}

/// How a process that is held and has ended did so: the system tells whoever has a handle.
pub(crate) fn how_it_ended(held: &Held, _: Collect) -> Option<ExitStatus> {
    if let Some(child) = child::find(held.process()) {
        return child.look();
    }
    handle::exit_code(held.handle().ok()?).ok()?.map(ExitStatus)
}
