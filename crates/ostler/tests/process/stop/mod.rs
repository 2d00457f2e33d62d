mod cgroup;
mod daemons;
pub(crate) mod freeze;
mod groups;
mod kinds;
mod many;
mod outcomes;
mod storm;
pub(crate) mod tree;
