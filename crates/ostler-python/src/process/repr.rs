//! What a `Process` looks like.

use ostler::ErrorKind;
use ostler::process::Field;
use pyo3::prelude::*;
use pyo3::types::PyFloat;

use super::object::Process;
use super::values;

pub(super) fn repr(slf: &Bound<'_, Process>) -> PyResult<String> {
    let py = slf.py();
    let this = slf.get();
    let class = slf.get_type();
    let (mut name, exit, started) = {
        let state = this.state();
        let clone = |object: &Option<Py<PyAny>>| object.as_ref().map(|object| object.clone_ref(py));
        (clone(&state.name), clone(&state.exit), state.create_time)
    };
    let status = match this.known() {
        None => Some("terminated".to_owned()),
        Some(process) => {
            let read =
                this.look_with(py, |look| Ok((look.get(Field::Name)?, look.get(Field::Status)?)))?;
            match read {
                Ok((told, status)) => {
                    name = Some(values::plain(py, told)?.unbind());
                    status.as_text().map(|text| text.to_string_lossy().into_owned())
                }
                Err(error) => match error.kind() {
                    ErrorKind::ZombieProcess => Some("zombie".to_owned()),
                    ErrorKind::ProcessLookup => Some(
                        match ostler::process::exists(process.pid()) {
                            Ok(true) => "terminated + PID reused",
                            _ => "terminated",
                        }
                        .to_owned(),
                    ),
                    _ => None,
                },
            }
        }
    };
    let mut parts = vec![format!("pid={}", this.pid())];
    if let Some(name) = name {
        let name = name.into_bound(py);
        if name.is_truthy()? {
            parts.push(format!("name={}", name.repr()?));
        }
    }
    if let Some(status) = status {
        parts.push(format!("status='{status}'"));
    }
    if let Some(exit) = exit.filter(|exit| !exit.is_none(py)) {
        parts.push(format!("exitcode={}", exit.bind(py).repr()?));
    }
    if let Some(started) = started {
        parts.push(format!("started='{}'", clock_time(py, started)?));
    }
    let module = class.getattr("__module__")?;
    Ok(format!("{}.{}({})", module.str()?, class.name()?, parts.join(", ")))
}

/// A time of today, or with its date.
fn clock_time(py: Python<'_>, time: f64) -> PyResult<String> {
    let now = values::since_epoch(std::time::SystemTime::now());
    let form = if now - time < 86400.0 { "%H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" };
    let datetime = py.import("datetime")?.getattr("datetime")?;
    let moment = datetime.call_method1("fromtimestamp", (PyFloat::new(py, time),))?;
    Ok(moment.call_method1("strftime", (form,))?.to_string())
}
