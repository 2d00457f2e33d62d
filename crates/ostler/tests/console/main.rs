//! `console`: single keys, and the terminal as it was afterwards.

#![allow(unsafe_code, missing_docs)]

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;
