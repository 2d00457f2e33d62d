//! Who goes first: priority classes, and the priority of what is read and written.

use std::os::windows::io::AsHandle as _;

use ostler_sys::process::handle;

use crate::error::{Error, Result as Outcome};
use crate::process::code::Code;
use crate::process::reader::Reader;
use crate::process::{Process, Value};

/// A priority class, after all others: `psutil.IDLE_PRIORITY_CLASS`.
pub const IDLE_PRIORITY_CLASS: u32 = 0x40;
/// A priority class, after the common one: `psutil.BELOW_NORMAL_PRIORITY_CLASS`.
pub const BELOW_NORMAL_PRIORITY_CLASS: u32 = 0x4000;
/// The common priority class: `psutil.NORMAL_PRIORITY_CLASS`.
pub const NORMAL_PRIORITY_CLASS: u32 = 0x20;
/// A priority class, before the common one: `psutil.ABOVE_NORMAL_PRIORITY_CLASS`.
pub const ABOVE_NORMAL_PRIORITY_CLASS: u32 = 0x8000;
/// A priority class, for what must be done at once: `psutil.HIGH_PRIORITY_CLASS`.
pub const HIGH_PRIORITY_CLASS: u32 = 0x80;
/// A priority class, before the system's own threads: `psutil.REALTIME_PRIORITY_CLASS`.
pub const REALTIME_PRIORITY_CLASS: u32 = 0x100;

codes! {
    /// The priority of what a process reads and writes: `psutil.Process.ionice()`, `IO_PRIORITY_HINT`.
    pub struct IoPriority: u32 {
        /// Only when nobody else wants to: `psutil.IOPRIO_VERYLOW`.
        IOPRIO_VERYLOW = 0;
        /// After the common one: `psutil.IOPRIO_LOW`.
        IOPRIO_LOW = 1;
        /// The common one: `psutil.IOPRIO_NORMAL`.
        IOPRIO_NORMAL = 2;
        /// Before the common one: `psutil.IOPRIO_HIGH`.
        IOPRIO_HIGH = 3;
    }
}

/// A map with one part, `ioclass`: the classes of Linux have levels, too.
impl From<IoPriority> for Value {
    fn from(priority: IoPriority) -> Self {
        let class = match priority {
            IOPRIO_VERYLOW => "verylow",
            IOPRIO_LOW => "low",
            IOPRIO_NORMAL => "normal",
            IOPRIO_HIGH => "high",
            _ => "critical",
        };
        Self::Map(vec![("ioclass", class.into())])
    }
}

/// [`Process::set_ionice`].
pub(in super::super) fn set_ionice(process: Process, priority: IoPriority) -> Outcome<()> {
    if priority.raw() > IOPRIO_HIGH.raw() {
        return Err(Error::value(format!("no such I/O priority: {}", priority.raw())));
    }
    process.set("I/O priority", |held| {
        let process = held.open(handle::PROCESS_SET_INFORMATION)?;
        handle::set_io_priority(process.as_handle(), priority.raw()).map_err(unknown)
    })
}

impl Reader {
    pub(crate) fn ionice(&mut self) -> Result<IoPriority, Code> {
        let process = self.holder()?.handle()?;
        Ok(IoPriority::from_raw(handle::io_priority(process).map_err(unknown)?))
    }
}

/// A system that knows nothing of the kind says that the question is wrong.
fn unknown(code: crate::errno::WinError) -> Code {
    const INVALID_FUNCTION: u32 = 1;
    const NOT_SUPPORTED: u32 = 50;
    const INVALID_PARAMETER: u32 = 87;
    const CALL_NOT_IMPLEMENTED: u32 = 120;
    match code.raw() {
        INVALID_FUNCTION | NOT_SUPPORTED | INVALID_PARAMETER | CALL_NOT_IMPLEMENTED => {
            Code::NotImplemented
        }
        _ => code.into(),
    }
}
