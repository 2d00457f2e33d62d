//! `msvcrt`: the C runtime's locks, line ends, handles, console and reports.

#![cfg(windows)]
#![allow(unsafe_code, missing_docs)]

mod console;
mod files;
mod locking;
mod other;
mod support;
