//! The status as the reference packs it.

use super::WaitStatus;
use crate::error::{Error, Result};

pub(super) use std::os::windows::process::ExitStatusExt;

pub(super) type Raw = u64;
pub(super) type ExitCode = u32;

#[allow(clippy::unnecessary_wraps)] // As where a signal may have ended it.
pub(super) const fn code(raw: Raw) -> Option<i32> {
    Some(standard(raw).cast_signed())
}

/// The number as the standard library has it.
pub(super) const fn standard(raw: Raw) -> u32 {
    (raw >> 8) as u32
}

pub(super) fn exit_code(status: WaitStatus) -> Result<ExitCode> {
    let code = status.0 >> 8;
    u32::try_from(code).map_err(|_| Error::value(format!("invalid exit code: {code}")))
}
