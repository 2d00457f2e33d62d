//! Stopping trees and control groups.

mod census;
mod cgroup;
mod control_group;
mod family;
mod freeze;
mod groups;
mod inherited;
mod strays;
mod tree;

pub(super) use cgroup::stop as stop_cgroup;
pub(crate) use control_group::{ControlGroup, members};
pub(super) use tree::stop as stop_tree;
