//! Tests of `ostler::time` against the C library, other crates and the stock interpreter.

#![cfg(unix)]
#![allow(unsafe_code, missing_docs)]

#[path = "../os/support.rs"]
#[allow(dead_code)]
mod support;

mod python;
mod strptime;
