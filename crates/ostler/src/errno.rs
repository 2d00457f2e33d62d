//! System error numbers: [`Errno`], a constant for each name, and the way back from a number to its name.
//!
//! The reference module is `errno`. A constant exists where the system has the number, so a program that matches on
//! `errno::EOWNERDEAD` compiles exactly where that error can happen.
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
