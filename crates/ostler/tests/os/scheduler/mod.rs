//! Interface to the scheduler.

mod affinity;
mod cpu_set;
mod policy;
