//! Tests of `ostler::os` against the real system, in the order of the reference.

#![allow(unsafe_code, missing_docs)]

#[cfg(unix)]
mod support;

#[cfg(unix)]
mod descriptors;
#[cfg(unix)]
mod differences;
#[cfg(unix)]
mod events;
#[cfg(unix)]
mod files;
#[cfg(unix)]
mod names;
#[cfg(unix)]
mod params;
#[cfg(unix)]
mod processes;
#[cfg(unix)]
mod scheduler;
#[cfg(unix)]
mod system;
#[cfg(unix)]
mod walk;
#[cfg(windows)]
mod windows;
