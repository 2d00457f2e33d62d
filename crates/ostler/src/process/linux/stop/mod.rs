//! Stopping trees and control groups.

mod census;
mod cgroup;
pub(super) mod control_group;
mod family;
mod freeze;
mod groups;
mod inherited;
mod strays;
mod tree;

pub(crate) use cgroup::stop as stop_cgroup;
pub(crate) use tree::stop as stop_tree;
