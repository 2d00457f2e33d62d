//! Tests of `ostler::platform`: against the system's own programs, the stock interpreter where there is one, and by hand.

#![allow(unsafe_code, missing_docs)]

#[cfg(unix)]
#[allow(dead_code, reason = "of what tests share, these take some")]
#[path = "../os/support.rs"]
mod support;

#[cfg(unix)]
#[path = "../python/mod.rs"]
mod python;

#[cfg(unix)]
mod architecture;
#[cfg(unix)]
mod cache;
mod elsewhere;
#[cfg(unix)]
mod libc_ver;
#[cfg(unix)]
mod os_release;
#[cfg(unix)]
mod stock;
mod text;
#[cfg(unix)]
mod uname;
#[cfg(windows)]
mod windows;
