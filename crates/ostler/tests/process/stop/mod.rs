mod cgroup;
pub(crate) mod freeze;
mod many;
mod outcomes;
mod storm;
pub(crate) mod tree;
