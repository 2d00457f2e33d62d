//! Operating system services, complete and portable: one crate for what a program asks of the system it runs on.
//!
//! It is the "Generic Operating System Services" chapter of Python's library, for Rust: the same names, the same meanings,
//! the same breadth. Whoever knows Python's `os` knows [`os`]; whoever knows the man pages finds them named in every
//! function's documentation.
//!
//! # A first program
//!
//! ```
//! use ostler::os::{self, At};
//!
//! # let tmp = tempfile::tempdir()?;
//! # let spool = tmp.path();
//! // Open a directory once, then work below it by name: nobody can move it from under the program.
//! let dir = os::open(spool, os::O_RDONLY | os::O_DIRECTORY)?;
//! os::mkdir_with("incoming", 0o700, At::dir(&dir))?;
//!
//! let file = os::open_with("incoming/job", os::O_WRONLY | os::O_CREAT, 0o600, At::dir(&dir))?;
//! os::write(&file, b"print 3 copies\n")?;
//! os::fsync(&file)?;
//! os::close(file)?;
//!
//! let status = os::stat_with("incoming/job", At::dir(&dir))?;
//! assert_eq!(status.st_size(), 15);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to expect
//!
//! **Names** are the reference's: [`os::removedirs`], [`os::O_CREAT`], [`StatResult::st_mtime_ns`](os::StatResult). A
//! class keeps its name in Rust's spelling (`stat_result` is [`os::StatResult`]), and the search box of this page finds
//! both. The C functions without a fixed number of arguments (`execl`) take a slice. The plain function has the
//! reference's defaults; its sibling ending in `_with` takes the rest. *The reference* is the text of Python's
//! documentation; where a function does not do quite the same, its page says so.
//!
//! **Errors** say what the system said and about which files, in the reference's words; see [`Error`]:
//!
//! ```
//! let error = ostler::os::rename("draft", "final").unwrap_err();
//! assert_eq!(error.to_string(), "[Errno 2] No such file or directory: 'draft' -> 'final'");
//! assert_eq!(error.kind(), ostler::ErrorKind::FileNotFound);
//! ```
//!
//! **Paths and descriptors.** What the reference lets a caller name "by path or by descriptor" takes a
//! [`Target`](os::Target): a string, a path, a `&File`, an [`OwnedFd`](fd::OwnedFd). Where a path starts and which links it
//! follows is one small value, [`At`](os::At):
//!
//! ```
//! use ostler::os::{self, At};
//!
//! os::stat("/etc/passwd")?;                               // by path
//! os::stat(&std::fs::File::open("/etc/passwd")?)?;        // by descriptor
//! os::stat_with("/proc/self", At::cwd().nofollow())?;     // the link itself
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An option that a function or this system cannot honour is an error, never ignored. [`At::beneath`](os::At::beneath)
//! keeps a path inside a directory, whatever it says.
//!
//! **Flags** are types with the C names, on the type and beside it: `os::O_RDWR | os::O_CREAT` is an
//! [`os::OpenFlags`].
//!
//! **Trees** are walked relative to open directories, so no path is too long and no swapped directory leads astray:
//!
//! ```
//! use ostler::os;
//!
//! # let tmp = tempfile::tempdir()?;
//! # std::fs::create_dir_all(tmp.path().join("src/.git"))?;
//! # std::fs::write(tmp.path().join("src/lib.rs"), "")?;
//! # let top = tmp.path();
//! let mut walk = os::walk(top);
//! while let Some(step) = walk.step() {
//!     let step = step?;
//!     step.dirnames.retain(|name| name != ".git");        // not visited
//!     for name in step.filenames {
//!         println!("{}", step.dirpath.join(name).display());
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Safety.** No safe function can break a program's memory or close a descriptor somebody else owns. What can (`fork`,
//! closing by number, changing the environment under other threads) is an `unsafe fn` with its rule, and has a safe
//! sibling for the common need. Descriptors this crate opens are closed when dropped. Programs the process runs do not
//! inherit them, unless the flags of `os::pipe2` and its like ask for that. No input panics: a NUL byte in a path, a negative id, an absurd length is an [`Error`].
//!
//! **Interrupted calls** are repeated. **Audit hooks** ([`audit`]) see every event the reference lists before it happens,
//! and may refuse it.
//!
//! # The modules
//!
//! | module | what is in it |
//! |---|---|
//! | [`os`] | files, directories, descriptors, processes, ids, the scheduler, system information |
//! | [`process`] | finding, inspecting, waiting for and stopping processes (Linux, Windows) |
//! | [`platform`] | what the program runs on: system, machine, C library, distribution |
//! | [`time`] | clocks, sleeping, the calendar, dates as text and back |
//! | [`console`] | single keys of a terminal, without Enter and without their being shown |
//! | `msvcrt` | the C runtime of Windows: locks, line ends, handles, the console (Windows only) |
//! | [`errno`] | error numbers and their names |
//! | [`stat`] | file types and permission bits |
//! | [`signal`] | signals and their names |
//! | [`fd`] | the descriptor types of every signature |
//! | [`audit`] | hooks that see, and may refuse, what is about to happen |
//! | [`not_implemented`] | every documented name that a platform lacks, and why |
//!
//! # Platforms
//!
//! Linux is what the tests run on, and Wine for Windows. macOS, FreeBSD and Android type-check, and the modules that ask
//! nothing of a system on WASI. `docs/platforms.md` has the table. The crate wants Rust 1.88.
//!
//! # Features
//!
//! | feature | by default | what it adds |
//! |---|---|---|
//! | `console`, `msvcrt`, `os`, `platform`, `process`, `time` | yes | the module of this name |
//! | `query` | yes | [`process::Query`], with regular expressions: the only part with a heavy dependency |
//! | `jiff` | no | conversions between the types of [`time`] and those of the crate `jiff` |
//! | `use-libc` | no | every system call goes through the C library, so that tools which interpose on it (`LD_PRELOAD`) see them |
//!
//! A program that lists, watches and stops processes without the query language compiles three times as fast:
//!
//! ```toml
//! ostler = { version = "0.1", default-features = false, features = ["process"] }
//! ```

// What the modules share has no user where they are not.
#![cfg_attr(target_os = "wasi", allow(dead_code))]
#![cfg_attr(not(feature = "os"), allow(dead_code, unused_imports, unused_macros))]

#[cfg(not(any(unix, windows, target_os = "wasi")))]
compile_error!(
    "ostler has nothing for this system: it is for Unix and Windows, and in a small part for WASI"
);

pub mod audit;
#[cfg(all(feature = "console", any(unix, windows)))]
pub mod console;
#[cfg(all(any(unix, windows), any(feature = "os", feature = "msvcrt", feature = "time")))]
#[macro_use]
mod constants;
pub mod errno;
mod error;
pub mod fd;
#[doc(hidden)]
pub mod host;
#[doc = include_str!("not_implemented.md")]
pub mod not_implemented {}
#[cfg(all(feature = "msvcrt", windows))]
pub mod msvcrt;
#[cfg(all(feature = "os", any(unix, windows)))]
pub mod os;
#[cfg(all(feature = "platform", any(unix, windows)))]
pub mod platform;
#[cfg(all(feature = "process", any(linux_kernel, windows)))]
pub mod process;
#[cfg(any(unix, windows))]
pub mod signal;
pub mod stat;
#[cfg(all(feature = "time", any(unix, windows)))]
pub mod time;

pub use error::{Error, ErrorKind, Result};

/// The examples of the front page of the repository, which are to work like all others.
#[cfg(all(doctest, feature = "query"))]
#[doc = include_str!("../../../README.md")]
mod readme {}
