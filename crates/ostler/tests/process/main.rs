//! Tests of `ostler::process` against the real system.

#![cfg(target_os = "linux")]
#![allow(unsafe_code, missing_docs)]

#[path = "../os/support.rs"]
mod support;

mod attributes;
mod child;
mod control;
mod crowd;
mod reuse;
mod shortage;
mod stop;
