//! Identities that other programs understand.

use ostler_sys::{identity, wide};

use super::identity::Identity as Mark;
use crate::error::{Error, Result};
use crate::process::kept::{Start, System, uuid};

/// The machine that numbers of processes are told on here.
pub(crate) fn here() -> Result<System> {
    let wide = |text: &str| wide::owned(text.as_ref()).ok();
    let text = || {
        let key = wide(r"SOFTWARE\Microsoft\Cryptography")?;
        identity::registry_text(&key, &wide("MachineGuid")?)
    };
    let machine = text().as_deref().and_then(uuid).ok_or_else(|| {
        Error::not_implemented("identity: no MachineGuid in the registry of this system")
    })?;
    Ok(System::Windows { machine })
}

pub(crate) fn start_of(mark: Mark) -> Start {
    Start::Created(mark.time())
}

pub(crate) fn mark_of(start: Start) -> Option<Mark> {
    match start {
        Start::Created(created) => Some(Mark::created(created)),
        Start::Pidfd(_) | Start::Ticks(_) => None,
    }
}
