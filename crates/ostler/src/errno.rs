//! System error numbers: [`Errno`], a constant for each name, and lookup of names and numbers.
//!
//! The reference module is `errno`. A constant exists only where the system has the number: a program that matches on
//! `errno::EOWNERDEAD` compiles only where that error can happen.
//!
//! ```
//! use ostler::errno;
//!
//! assert_eq!(errno::ENOENT.name(), Some("ENOENT"));
//! assert_eq!(errno::errorcode(errno::EPERM.raw()), Some("EPERM"));
//! assert_eq!(errno::from_name("EPIPE"), Some(errno::EPIPE));
//! println!("{}", errno::ENOENT);       // No such file or directory
//! ```

#[doc(inline)]
pub use ostler_sys::errno::*;
