//! Where this system's clocks are read.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::*;
#[cfg(windows)]
pub(super) use windows::*;

/// What systems differ in of what [`get_clock_info`](super::get_clock_info) tells.
pub(super) struct Info {
    pub(super) implementation: &'static str,
    pub(super) resolution: f64,
}
