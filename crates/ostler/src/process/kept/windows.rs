//! Identities that other programs understand.

use ostler_sys::{identity, wide};

use super::{System, uuid};
use crate::error::{Error, Result};

/// The machine that numbers of processes are told on here.
pub(super) fn here() -> Result<System> {
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
