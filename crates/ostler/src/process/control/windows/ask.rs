//! Asking a process to end: its windows, or its console.

use ostler_sys::process::parameters::Parameters;
use ostler_sys::process::{console, desktop, handle};

use crate::audit::events;
use crate::error::Result;
use crate::process::code::{Code, ERROR_INVALID_PARAMETER};
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::process::{Process, child};

/// In which way a process was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// Its windows were asked to close.
    Window,
    /// Ctrl-Break was typed for it.
    Console,
    /// It has no window, and leads no group at our console.
    None,
}

/// Asks in the first way there is.
pub(super) fn to_end(held: &Held) -> Result<Way, Code> {
    let mut refusal = None;
    let mut asked = false;
    for window in desktop::windows() {
        if window.main && window.pid == held.number() {
            match window.close() {
                Ok(()) => asked = true,
                Err(code) => refusal = Some(code),
            }
        }
    }
    match refusal {
        _ if asked => return Ok(Way::Window),
        // Closed meanwhile, and perhaps the last: the next step will tell.
        Some(code) if !held.has_ended()? => return Err(code.into()),
        _ => {}
    }
    let told =
        leads_group_here(held) && console::tell(console::CTRL_BREAK_EVENT, held.number()).is_ok();
    Ok(if told { Way::Console } else { Way::None })
}

/// Tells a process of a key at the console. The event goes to the group that it leads; of one that leads none, the system would tell
/// everybody at the console.
pub(super) fn tell(held: &Held, event: u32) -> Result<(), Code> {
    if leads_group_here(held) {
        Ok(console::tell(event, held.number())?)
    } else {
        Err(ERROR_INVALID_PARAMETER.into())
    }
}

/// Whether it is at our console, and the head of a group there.
fn leads_group_here(held: &Held) -> bool {
    let here = console::processes().is_ok_and(|numbers| numbers.contains(&held.number()));
    here && (child::find(held.process()).is_some_and(|child| child.leads_group())
        || group_of(held).is_ok_and(|group| group == held.number()))
}

fn group_of(held: &Held) -> Result<u32, Code> {
    let process = held.open(handle::PROCESS_QUERY_INFORMATION | handle::PROCESS_VM_READ)?;
    Ok(Parameters::of(process)?.group()?)
}

impl Process {
    /// Asks the process to end, in the first way there is: its windows get `WM_CLOSE`, as by a click on their cross; or Ctrl-Break is
    /// typed for it, if it is at this program's console and leads a process group there. `taskkill /PID`.
    ///
    /// It may have other ideas, or ask back; [`Stop`](crate::process::Stop) insists.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone;
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) if there is no way to ask it: only force would end it;
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it has higher rights than this program.
    ///
    /// # Audit
    ///
    /// `os.kill` with `pid` and `SIGTERM`.
    ///
    /// # Platforms
    ///
    /// Windows.
    ///
    /// ```no_run
    /// use ostler::process::{Child, Process};
    ///
    /// let editor = Child::spawn("notepad", [""; 0])?;
    /// # std::thread::sleep(std::time::Duration::from_secs(1));
    /// editor.process().close()?;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    #[doc(alias = "WM_CLOSE")]
    pub fn close(&self) -> Result<()> {
        let held = Held::of(*self)?;
        crate::audit::audit!(events::Kill { pid: self.pid(), sig: crate::signal::SIGTERM });
        match to_end(&held) {
            Ok(Way::None) => Err(super::super::no_way(self.pid())),
            Ok(_) => Ok(()),
            Err(code) => Err(Trouble::of(code, "asking to end").about(self.pid())),
        }
    }
}
