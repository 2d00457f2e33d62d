//! Tests of `ostler::time` against the C library, other crates and the stock interpreter.

#![allow(unsafe_code, missing_docs)]

#[cfg(unix)]
#[path = "../os/support.rs"]
#[allow(dead_code)]
mod support;

#[cfg(unix)]
mod calendar;
#[cfg(unix)]
mod clocks;
mod convert;
mod fixed;
#[cfg(unix)]
mod locale;
#[cfg(unix)]
mod python;
mod rounding;
mod sleep;
#[cfg(unix)]
mod strftime;
#[cfg(unix)]
mod strptime;
mod struct_time;
#[cfg(windows)]
mod windows;
#[cfg(unix)]
mod zones;
