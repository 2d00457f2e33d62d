//! Changing something of a process that the kernel finds by its number.

use crate::errno::Errno;
use crate::error::Result;

use crate::process::identity::Held;
use crate::process::reading::of_living;
use crate::process::{Process, Trouble};

impl Process {
    /// Changes something of this process, by its number: it is made sure of before, and looked at again afterwards. Whoever is
    /// there on both sides was there in between. Where it was not, the change may have met whoever got the number, and the
    /// answer is that the process is gone.
    pub(super) fn change(
        &self,
        what: &'static str,
        change: impl FnOnce(i32) -> Result<(), Errno>,
    ) -> Result<()> {
        let held = Held::of(*self)?;
        let changed = change(self.pid());
        let trouble = match (held.still_there(), changed) {
            (Ok(true), Ok(())) => return Ok(()),
            (Ok(false), _) => Trouble::Gone,
            (Ok(true), Err(errno)) => of_living(&held, errno, what),
            (Err(errno), _) => Trouble::of(errno, what),
        };
        Err(trouble.about(self.pid()))
    }
}
