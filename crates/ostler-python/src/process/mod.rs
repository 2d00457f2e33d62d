//! What `ostler.process` is made of: psutil's names for processes, and the library's own for finding and stopping them.

// What Python programs read is plain text, and a few names are psutil's.
#![allow(clippy::doc_markdown, clippy::used_underscore_binding, clippy::unused_self)]

mod attribute;
mod change;
mod class;
mod clock;
mod constants;
mod errors;
mod family;
#[cfg(windows)]
mod files;
mod iterate;
mod machine;
mod maps;
mod net;
mod numbers;
mod object;
mod oneshot;
mod pickle;
mod query;
mod report;
mod repr;
mod state;
mod stop;
mod tuples;
mod values;
mod wait;
mod wanted;
mod zombies;

use pyo3::prelude::*;

use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add_class::<object::Process>()?;
    wanted::remember(py)?;
    machine::remember();
    module.add_class::<query::Query>()?;
    module.add_class::<stop::Stop>()?;
    module.add_class::<report::Report>()?;
    errors::add(module)?;
    tuples::add(module)?;
    constants::add(module)?;
    functions!(module;
        family::active_children,
        family::parent_process,
        #[cfg(windows)]
        files::users_of_file,
        iterate::forget_processes,
        iterate::process_iter,
        machine::boot_time,
        machine::cpu_count,
        machine::cpu_percent,
        machine::cpu_times,
        #[cfg(unix)]
        machine::getloadavg,
        numbers::pid_exists,
        numbers::pids,
        pickle::process_of,
        report::report_of,
        machine::swap_memory,
        machine::users,
        machine::virtual_memory,
        net::net_connections,
        wait::wait_procs,
    );
    Ok(())
}
