//! What is under everything else, on Windows: error numbers and codes, descriptors, signals.

#![cfg(windows)]
#![allow(unsafe_code, missing_docs)]

mod errno;
mod error;
mod fd;
mod signal;
