//! Services of the Windows C runtime: locks, line endings, handles, the console. The reference module is `msvcrt`.
//!
//! The runtime is `ucrtbase.dll`. CPython uses it too, so both share descriptors.
//!
//! ```no_run
//! # fn main() -> ostler::Result<()> {
//! use ostler::msvcrt;
//!
//! // Read a key, without Enter and without echo.
//! while !msvcrt::kbhit() {
//!     std::thread::yield_now();
//! }
//! let key = msvcrt::getwch()?;
//! # let _ = key;
//! # Ok(())
//! # }
//! ```
//!
//! | section | names |
//! |---|---|
//! | File operations | [`locking`], [`setmode`], [`open_osfhandle`], [`get_osfhandle`] |
//! | Console | [`kbhit`], [`getch`], [`getwch`], [`getche`], [`getwche`], [`putch`], [`putwch`], [`ungetch`], [`ungetwch`] |
//! | Other functions | [`heapmin`], [`set_error_mode`], [`CrtSetReportMode`], [`CrtSetReportFile`], [`SetErrorMode`] |
//! | Versions | [`CRT_ASSEMBLY_VERSION`], [`VC_ASSEMBLY_PUBLICKEYTOKEN`], [`LIBRARIES_ASSEMBLY_NAME_PREFIX`] |
//!
//! # Platforms
//!
//! Windows only. [`console`](crate::console) reads keys on every system.

mod console;
mod files;
mod heap;
mod locking;
mod report;
mod version;

pub use console::*;
pub use files::*;
pub use heap::*;
pub use locking::*;
pub use report::*;
pub use version::*;
