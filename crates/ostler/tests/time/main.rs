//! Tests of `ostler::time` against the C library, other crates and the stock interpreter.

#![cfg(unix)]
#![allow(unsafe_code, missing_docs)]

#[path = "../os/support.rs"]
#[allow(dead_code)]
mod support;

mod calendar;
mod clocks;
mod convert;
mod fixed;
mod locale;
mod python;
mod rounding;
mod sleep;
mod strftime;
mod strptime;
mod struct_time;
mod zones;
