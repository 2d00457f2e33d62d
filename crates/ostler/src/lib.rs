//! Portable operating-system services with the names and meanings of Python's library.
//!
//! The crate covers the "Generic Operating System Services" chapter of Python's library reference. If you know Python's
//! `os`, you know [`os`]; if you know the man pages, the documentation of each function names them.
//!
//! # A first program
//!
//! ```
//! use ostler::os::{self, At};
//!
//! # let tmp = tempfile::tempdir()?;
//! # let spool = tmp.path();
//! // Open a directory once and work relative to it: renaming the directory does not affect the program.
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
//! # Conventions
//!
//! *The reference* is Python's documentation. Where a function differs from it, its page says so.
//!
//! **Names** are those of the reference: [`os::removedirs`], [`os::O_CREAT`],
//! [`StatResult::st_mtime_ns`](os::StatResult). Class names follow Rust's spelling (`stat_result` is
//! [`os::StatResult`]); the search box of this page finds both. Functions with a variable number of arguments (`execl`)
//! take a slice. A plain function uses the reference's defaults; its sibling ending in `_with` takes the optional
//! arguments.
//!
//! **Errors** carry the error number and the paths, and read as in the reference; see [`Error`]:
//!
//! ```
//! let error = ostler::os::rename("draft", "final").unwrap_err();
//! assert_eq!(error.to_string(), "[Errno 2] No such file or directory: 'draft' -> 'final'");
//! assert_eq!(error.kind(), ostler::ErrorKind::FileNotFound);
//! ```
//!
//! **Paths and descriptors.** Where the reference accepts a path or a descriptor, the function takes a
//! [`Target`](os::Target): a string, a path, a `&File`, an [`OwnedFd`](fd::OwnedFd). One value, [`At`](os::At), says
//! where a path starts and which links it follows:
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
//! An option that a function or the system cannot honour is an error; none is ignored.
//! [`At::beneath`](os::At::beneath) keeps any path inside a directory.
//!
//! **Flags** are types. Their constants have the C names, in the type and in the module: `os::O_RDWR | os::O_CREAT` is
//! an [`os::OpenFlags`].
//!
//! **Trees** are walked relative to open directories, so no path is too long and a directory that is swapped meanwhile
//! does not divert the walk:
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
//!     step.dirnames.retain(|name| name != ".git");        // do not visit
//!     for name in step.filenames {
//!         println!("{}", step.dirpath.join(name).display());
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Safety.** No safe function can corrupt memory or close a descriptor that it does not own. Functions that can
//! (`fork`, closing by number, changing the environment while other threads run) are `unsafe fn`; each states its rule
//! and has a safe sibling for common cases. Descriptors opened by this crate close on drop. Child programs do not inherit
//! them, unless flags such as those of `os::pipe2` request it. No input causes a panic: a NUL byte in a path, a negative
//! id or an absurd length is an [`Error`].
//!
//! **Interrupted calls** are retried. **Audit hooks** ([`audit`]) see every event that the reference lists before it
//! happens, and can refuse it.
//!
//! # Modules
//!
//! | module | content |
//! |---|---|
//! | [`os`] | files, directories, descriptors, processes, ids, the scheduler, system information |
//! | [`process`] | find, inspect, wait for and stop processes (Linux, Windows) |
//! | [`platform`] | system, machine, C library, distribution |
//! | [`time`] | clocks, sleeping, the calendar, formatting and parsing dates |
//! | [`console`] | single key presses at a terminal, without Enter and without echo |
//! | `msvcrt` | the C runtime of Windows: locks, line endings, handles, the console (Windows only) |
//! | [`errno`] | error numbers and their names |
//! | [`stat`] | file types and permission bits |
//! | [`signal`] | signals and their names |
//! | [`fd`] | the descriptor types in all signatures |
//! | [`audit`] | hooks that observe events before they happen, and can refuse them |
//! | [`not_implemented`] | every documented name that a platform lacks, and why |
//!
//! # Platforms
//!
//! The tests run on Linux, and under Wine for Windows. The crate type-checks on macOS, FreeBSD and Android, and on WASI
//! with only the modules that make no system calls. `docs/platforms.md` has a table. The crate requires Rust 1.88.
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `console`, `msvcrt`, `os`, `platform`, `process`, `time` | yes | include the module of that name |
//! | `query` | yes | [`process::Query`], with regular expressions: the only part with a heavy dependency |
//! | `jiff` | no | conversions between the types of [`time`] and those of the crate `jiff` |
//! | `use-libc` | no | makes every system call through the C library, so that `LD_PRELOAD` tools can intercept it |
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
