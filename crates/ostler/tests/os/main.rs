//! Tests of `ostler::os` against the real system, in the order of the reference.

#![cfg(unix)]
#![allow(unsafe_code, missing_docs)]

mod support;

mod descriptors;
mod differences;
mod events;
mod files;
mod names;
mod params;
mod processes;
mod scheduler;
mod system;
mod walk;
