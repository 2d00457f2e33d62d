//! The constants.

#[cfg(unix)]
mod linux;
#[cfg(windows)]
mod windows;

use ostler::process::{ConnectionStatus, Status};
use pyo3::prelude::*;

#[cfg(unix)]
use linux as platform;
#[cfg(windows)]
use windows as platform;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    for (name, status) in [
        ("STATUS_RUNNING", Status::Running),
        ("STATUS_SLEEPING", Status::Sleeping),
        ("STATUS_DISK_SLEEP", Status::DiskSleep),
        ("STATUS_STOPPED", Status::Stopped),
        ("STATUS_TRACING_STOP", Status::TracingStop),
        ("STATUS_ZOMBIE", Status::Zombie),
        ("STATUS_DEAD", Status::Dead),
        ("STATUS_WAKING", Status::Waking),
        ("STATUS_IDLE", Status::Idle),
        ("STATUS_PARKED", Status::Parked),
    ] {
        module.add(name, status.as_str())?;
    }
    // Of other systems.
    module.add("STATUS_LOCKED", "locked")?;
    module.add("STATUS_WAITING", "waiting")?;

    for (name, status) in [
        ("CONN_ESTABLISHED", ConnectionStatus::Established),
        ("CONN_SYN_SENT", ConnectionStatus::SynSent),
        ("CONN_SYN_RECV", ConnectionStatus::SynRecv),
        ("CONN_FIN_WAIT1", ConnectionStatus::FinWait1),
        ("CONN_FIN_WAIT2", ConnectionStatus::FinWait2),
        ("CONN_TIME_WAIT", ConnectionStatus::TimeWait),
        ("CONN_CLOSE", ConnectionStatus::Close),
        ("CONN_CLOSE_WAIT", ConnectionStatus::CloseWait),
        ("CONN_LAST_ACK", ConnectionStatus::LastAck),
        ("CONN_LISTEN", ConnectionStatus::Listen),
        ("CONN_CLOSING", ConnectionStatus::Closing),
        ("CONN_NONE", ConnectionStatus::None),
    ] {
        module.add(name, status.as_str())?;
    }
    platform::add(module)
}
