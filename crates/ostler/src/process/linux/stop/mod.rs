//! Stopping trees and control groups.

mod cgroup;
mod family;
mod freeze;
mod tree;

use crate::error::Result;
use crate::process::linux::child::table::Shared;
use crate::process::{Process, Report, Stop};

pub(crate) use cgroup::stop as stop_cgroup;

/// Stops a process, a child perhaps, and all that descend from it.
pub(crate) fn stop_tree(stop: &Stop<'_>, root: Process, child: Option<&Shared>) -> Result<Report> {
    tree::stop(stop, root, child.and_then(Shared::supervisor))
}
