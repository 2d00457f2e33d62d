//! Audit hooks: observe system operations before they happen, and refuse them if necessary.
//!
//! Every function for which the reference documents an audit event raises it before it acts, with the documented name
//! and arguments. If a hook returns an error, the operation does not happen and the caller gets that error. Hooks cannot
//! be removed. Without a hook, an event costs one relaxed atomic load.
//!
//! ```
//! use ostler::{audit, os, Error};
//!
//! audit::add_hook(|event| {
//!     if event.name() == "os.remove" && event.args()[0].to_string().contains("precious") {
//!         return Err(Error::vetoed("this file stays"));
//!     }
//!     Ok(())
//! });
//! let refused = os::remove("precious.txt").unwrap_err();
//! assert_eq!(refused.kind(), ostler::ErrorKind::Vetoed);
//! ```

#[doc(hidden)]
pub mod events;

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Result, quoted};

/// Something a program is about to do.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    name: &'a str,
    args: &'a [Arg<'a>],
}

impl<'a> Event<'a> {
    /// An event of the caller's own.
    pub const fn new(name: &'a str, args: &'a [Arg<'a>]) -> Self {
        Self { name, args }
    }

    /// The name the reference lists: `"os.rename"`.
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The arguments the reference lists, in its order.
    pub const fn args(&self) -> &'a [Arg<'a>] {
        self.args
    }
}

/// An argument of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Arg<'a> {
    /// Not given (`None`).
    None,
    /// A number, a flag word, a process id. A directory descriptor that was not given is -1.
    Int(i128),
    /// Seconds.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// A descriptor given in the place of a path.
    Fd(i32),
    /// A file name.
    Path(&'a Path),
    /// A string of the system's: a variable, a command, a mode.
    Str(&'a OsStr),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Several strings: a program's arguments, its environment as `NAME=value`.
    Strs(&'a [&'a OsStr]),
    /// Several arguments.
    List(&'a [Arg<'a>]),
}

impl fmt::Display for Arg<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn all<T: fmt::Display>(
            f: &mut fmt::Formatter<'_>,
            items: impl Iterator<Item = T>,
        ) -> fmt::Result {
            f.write_str("[")?;
            for (n, item) in items.enumerate() {
                write!(f, "{}{item}", if n == 0 { "" } else { ", " })?;
            }
            f.write_str("]")
        }
        match self {
            Arg::None => f.write_str("None"),
            Arg::Int(number) => write!(f, "{number}"),
            Arg::Float(number) => write!(f, "{number:?}"),
            Arg::Bool(yes) => write!(f, "{yes}"),
            Arg::Fd(number) => write!(f, "{number}"),
            Arg::Path(path) => write!(f, "{}", quoted(path)),
            Arg::Str(text) => write!(f, "{}", quoted(Path::new(text))),
            Arg::Bytes(bytes) => write!(f, "b\"{}\"", bytes.escape_ascii()),
            Arg::Strs(texts) => all(f, texts.iter().map(|text| quoted(Path::new(text)))),
            Arg::List(args) => all(f, args.iter()),
        }
    }
}

macro_rules! from {
    ($($type:ty => |$value:ident| $arg:expr),* $(,)?) => {
        $(impl<'a> From<$type> for Arg<'a> {
            fn from($value: $type) -> Self {
                $arg
            }
        })*
    };
}

from! {
    i32 => |n| Arg::Int(n.into()),
    i64 => |n| Arg::Int(n.into()),
    i128 => |n| Arg::Int(n),
    u32 => |n| Arg::Int(n.into()),
    u64 => |n| Arg::Int(n.into()),
    bool => |b| Arg::Bool(b),
    &'a Path => |p| Arg::Path(p),
    &'a OsStr => |s| Arg::Str(s),
    &'a str => |s| Arg::Str(OsStr::new(s)),
    &'a [u8] => |b| Arg::Bytes(b),
    &'a [&'a OsStr] => |s| Arg::Strs(s),
    &'a [Arg<'a>] => |a| Arg::List(a),
}

impl<'a, T: Into<Arg<'a>>> From<Option<T>> for Arg<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Arg::None, Into::into)
    }
}

type Hook = dyn Fn(&Event<'_>) -> Result<()> + Send + Sync;

static ACTIVE: AtomicBool = AtomicBool::new(false);
static HOOKS: RwLock<Vec<&'static Hook>> = RwLock::new(Vec::new());

/// Adds a hook to all that follows in this process: `sys.addaudithook(hook)`.
///
/// The hook is called on the thread that acts, before the act, and may itself use this crate (its own events reach it
/// again). An error it returns is what the caller of the function gets.
pub fn add_hook<F>(hook: F)
where
    F: Fn(&Event<'_>) -> Result<()> + Send + Sync + 'static,
{
    // Hooks live as long as the process: leaking each makes it callable without the lock held, so a hook may add a hook.
    let hook: &'static Hook = Box::leak(Box::new(hook));
    HOOKS.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(hook);
    ACTIVE.store(true, Ordering::Release);
}

/// Whether any hook is installed.
#[inline]
pub(crate) fn active() -> bool {
    ACTIVE.load(Ordering::Relaxed)
}

/// Raises an event: `sys.audit(name, *args)`. For programs with events of their own.
///
/// # Errors
///
/// The error of the first hook that refuses.
///
/// ```
/// use ostler::audit;
/// audit::raise("spool.submit", &["job-7".into(), 3_i64.into()])?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn raise(name: &str, args: &[Arg<'_>]) -> Result<()> {
    if !active() {
        return Ok(());
    }
    let hooks = HOOKS.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let event = Event::new(name, args);
    hooks.iter().try_for_each(|hook| hook(&event))
}

/// Raises an event before an act. Its arguments are not even made when there is no hook.
#[cfg(any(unix, windows))]
macro_rules! audit {
    ($event:expr) => {
        if $crate::audit::active() {
            $crate::host::Host::raise(&mut $crate::host::Native, $event)?;
        }
    };
}
#[cfg(any(unix, windows))]
pub(crate) use audit;
