//! Tests of `ostler::platform`: against the system's own programs, the stock interpreter where there is one, and by hand.

#![cfg(unix)]
#![allow(unsafe_code, missing_docs)]

#[allow(dead_code, reason = "of what tests share, these take some")]
#[path = "../os/support.rs"]
mod support;

#[path = "../python/mod.rs"]
mod python;

mod architecture;
mod cache;
mod elsewhere;
mod libc_ver;
mod os_release;
mod stock;
mod text;
mod uname;
