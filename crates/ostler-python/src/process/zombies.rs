//! What is said of a process that has ended and that its parent has not waited for: what psutil says.
//!
//! The library says that it is a zombie wherever there is nothing to be had. Windows has none.

use ostler::process::{Field, Value};
use ostler::{Error, ErrorKind, os};

use super::tuples;

/// Whether an error says that a process is a zombie whose files the system does not let us read: they are the superuser's.
pub(super) fn is_refused(error: &Error, pid: i32) -> bool {
    error.kind() == ErrorKind::ZombieProcess
        && os::listdir(format!("/proc/{pid}/fd"))
            .is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
}

/// The fields whose files are refused, where those of others say that there is nothing.
pub(super) fn may_be_refused(field: Field) -> bool {
    matches!(
        field,
        Field::Cwd | Field::Environ | Field::IoCounters | Field::NumFds | Field::OpenFiles
    )
}

/// The memory of a zombie: it has none.
pub(super) fn memory(error: &Error) -> Option<Value> {
    (error.kind() == ErrorKind::ZombieProcess).then(|| {
        Value::Map(tuples::PFULLMEM.fields.iter().map(|name| (*name, Value::Size(0))).collect())
    })
}
