//! The constants.

use ostler::process::{ConnectionStatus, RLIM_INFINITY, Resource, Status};
use pyo3::prelude::*;

use super::values;
use crate::constants;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let number = |resource: Resource| resource.raw();
    constants!(module; number => ostler::process::{
        RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_LOCKS, RLIMIT_MEMLOCK,
        RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_RSS, RLIMIT_RTPRIO,
        RLIMIT_RTTIME, RLIMIT_SIGPENDING, RLIMIT_STACK,
    });
    // As a signed number, which is how the interpreter writes it.
    module.add("RLIM_INFINITY", RLIM_INFINITY as i64)?;

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

    let classes = values::io_priority(module.py())?;
    module.add("IOPriority", classes)?;
    module.add("Negsignal", super::wait::signals(module.py())?)?;
    for name in values::CLASSES {
        let name = format!("IOPRIO_CLASS_{}", name.to_uppercase());
        module.add(name.as_str(), classes.getattr(name.as_str())?)?;
    }
    Ok(())
}
