mod cgroup;
mod freeze;
mod many;
mod outcomes;
mod storm;
mod tree;
