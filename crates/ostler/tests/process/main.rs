//! Tests of `ostler::process` against the real system.

#![cfg(any(target_os = "linux", windows))]
#![allow(unsafe_code, missing_docs)]
#![cfg_attr(windows, allow(clippy::undocumented_unsafe_blocks))] // The windows of the test program.

#[cfg(target_os = "linux")]
#[path = "../os/support.rs"]
mod support;

#[cfg(target_os = "linux")]
mod attributes;
#[cfg(target_os = "linux")]
mod child;
#[cfg(target_os = "linux")]
mod control;
#[cfg(target_os = "linux")]
mod crowd;
#[cfg(target_os = "linux")]
mod elsewhere;
#[cfg(target_os = "linux")]
mod kept;
#[cfg(target_os = "linux")]
mod reuse;
#[cfg(target_os = "linux")]
mod shortage;
#[cfg(target_os = "linux")]
mod stop;
#[cfg(target_os = "linux")]
mod ticks;
#[cfg(target_os = "linux")]
mod unknown;
#[cfg(windows)]
mod windows;
