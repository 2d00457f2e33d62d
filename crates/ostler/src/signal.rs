//! Signals: [`Signal`], a constant for each name, and conversions between numbers, names and descriptions. A
//! [`Receiver`] reports signals that arrive.
//!
//! Parsing accepts the usual spellings; printing gives the name in the manual:
//!
//! ```
//! use ostler::signal::{self, Signal};
//!
//! for text in ["SIGTERM", "TERM", "term", "15"] {
//!     assert_eq!(text.parse::<Signal>()?, signal::SIGTERM);
//! }
//! assert_eq!(signal::SIGTERM.to_string(), "SIGTERM");
//! # Ok::<(), ostler::Error>(())
//! ```
//!
//! A constant exists where the system has the signal. Real-time signals have no fixed numbers: `SIGRTMIN` and
//! `SIGRTMAX` are functions; `"RTMIN+3"` can be parsed and printed too.

use std::fmt;
use std::str::FromStr;

use ostler_sys as sys;

use crate::error::{Error, Result, quoted};

/// Declares the names of signals as free and as associated constants, and a table of them.
macro_rules! signals {
    ($table:ident: $($(#[$on:meta])* $name:ident, $meaning:literal;)*) => {
        $(
            $(#[$on])*
            #[doc = concat!($meaning, ".")]
            pub const $name: Signal = Signal(c::$name);
        )*

        impl Signal {
            $(
                $(#[$on])*
                #[doc = concat!($meaning, ".")]
                pub const $name: Self = $name;
            )*
        }

        pub(super) static $table: &[(&str, Signal)] = &[$($(#[$on])* (stringify!($name), $name),)*];
    };
}

/// Declares second names of signals.
macro_rules! aliases {
    ($($(#[$on:meta])* $name:ident = $signal:ident;)*) => {
        $(
            $(#[$on])*
            #[doc = concat!("Another name of [`", stringify!($signal), "`].")]
            pub const $name: Signal = $signal;
        )*

        pub(super) static ALIASES: &[(&str, Signal)] = &[$($(#[$on])* (stringify!($name), $name),)*];
    };
}

#[cfg(any(unix, windows))]
mod receiver;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(any(unix, windows))]
pub use receiver::Receiver;
#[cfg(unix)]
pub use unix::*;
#[cfg(unix)]
use unix::{ALIASES, NAMES};
#[cfg(windows)]
pub use windows::*;
#[cfg(windows)]
use windows::{ALIASES, NAMES};

/// The number of a signal.
///
/// Any number can be held: zero, which `kill` takes for a question, and numbers this system does not have, which it
/// refuses. [`Signal::is_valid`] tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signal(i32);

impl Signal {
    /// Takes a number as it is, known to this system or not.
    pub const fn from_raw(number: i32) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn raw(self) -> i32 {
        self.0
    }

    /// The symbolic name, `"SIGTERM"`, or `None` for a number without one.
    ///
    /// Real-time signals are named after their distance from the ends of their range, by [`Display`](fmt::Display) only.
    ///
    /// ```
    /// use ostler::signal::{SIGKILL, Signal};
    /// assert_eq!(SIGKILL.name(), Some("SIGKILL"));
    /// assert_eq!(Signal::from_raw(0).name(), None);
    /// ```
    pub fn name(self) -> Option<&'static str> {
        NAMES.iter().find(|(_, signal)| *signal == self).map(|&(name, _)| name)
    }

    /// What the signal means, in the words (and the language) of the C library: `"Terminated"`; `strsignal(3)`.
    ///
    /// `None` for what is no signal here.
    ///
    /// ```
    /// use ostler::signal::{SIGSEGV, Signal};
    /// assert_eq!(SIGSEGV.description().as_deref(), Some("Segmentation fault"));
    /// assert_eq!(Signal::from_raw(4000).description(), None);
    /// ```
    #[doc(alias = "strsignal")]
    pub fn description(self) -> Option<String> {
        sys::signal::strsignal(self.0)
    }

    /// Whether a program can send and receive the signal. Zero is none, and the C library keeps a few for itself.
    pub fn is_valid(self) -> bool {
        sys::signal::is_valid(self.0)
    }

    /// Whether it is one of the real-time signals, which queue and are told apart only by number.
    #[cfg(linux_kernel)]
    pub fn is_realtime(self) -> bool {
        (SIGRTMIN()..=SIGRTMAX()).contains(&self)
    }

    /// Every valid signal, in order: `signal.valid_signals()`.
    ///
    /// ```
    /// use ostler::signal::{SIGHUP, Signal};
    /// assert_eq!(Signal::all().next(), Some(SIGHUP));
    /// assert!(Signal::all().all(Signal::is_valid));
    /// ```
    #[doc(alias = "valid_signals")]
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
        (1..=HIGHEST).map(Self).filter(|signal| signal.is_valid())
    }
}

/// No system has a signal beyond this number.
const HIGHEST: i32 = 128;

/// The first real-time signal that a program may use: `signal.SIGRTMIN`.
///
/// ```
/// use ostler::signal::{SIGRTMAX, SIGRTMIN};
/// assert!(SIGRTMIN() < SIGRTMAX());
/// ```
#[cfg(linux_kernel)]
#[allow(non_snake_case)]
pub fn SIGRTMIN() -> Signal {
    Signal(sys::signal::SIGRTMIN())
}

/// The last real-time signal: `signal.SIGRTMAX`.
#[cfg(linux_kernel)]
#[allow(non_snake_case)]
pub fn SIGRTMAX() -> Signal {
    Signal(sys::signal::SIGRTMAX())
}

/// `SIGTERM`, `SIGRTMIN+3`, or the number where there is no name. [`Signal::from_str`] reads it back.
impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.name() {
            return f.pad(name);
        }
        #[cfg(linux_kernel)]
        if self.is_realtime() {
            return f.pad(&realtime_name(*self));
        }
        fmt::Display::fmt(&self.0, f)
    }
}

/// The name from the nearer end of the range.
#[cfg(linux_kernel)]
fn realtime_name(signal: Signal) -> String {
    let (above, below) = (signal.0 - SIGRTMIN().0, SIGRTMAX().0 - signal.0);
    match (above, below) {
        (0, _) => "SIGRTMIN".to_owned(),
        (_, 0) => "SIGRTMAX".to_owned(),
        _ if above <= below => format!("SIGRTMIN+{above}"),
        _ => format!("SIGRTMAX-{below}"),
    }
}

/// The name where there is one: `SIGTERM`, else `Signal(99)`.
impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_string();
        if text.starts_with("SIG") {
            f.write_str(&text)
        } else {
            f.debug_tuple("Signal").field(&self.0).finish()
        }
    }
}

/// Reads a name in either case, with `SIG` or without, an alias of one (`CLD`, `IOT`, `POLL`), a real-time signal by its
/// distance (`RTMIN+3`, `SIGRTMAX-1`), or a number. Zero is read as the signal that is none.
impl FromStr for Signal {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| {
            Error::value(format!("unknown signal: {}", quoted(std::path::Path::new(text))))
        })
    }
}

fn parse(text: &str) -> Option<Signal> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|number| (0..=HIGHEST).contains(number)).map(Signal);
    }
    let upper = text.to_ascii_uppercase();
    let short = upper.strip_prefix("SIG").unwrap_or(&upper);
    let named = |(name, signal): &(&str, Signal)| (&name[3..] == short).then_some(*signal);
    NAMES.iter().chain(ALIASES).find_map(named).or_else(|| parse_realtime(short))
}

/// `RTMIN`, `RTMIN+3`, `RTMAX-1`, within the range.
#[cfg(linux_kernel)]
fn parse_realtime(short: &str) -> Option<Signal> {
    let distance = |text: &str, sign: char| match text {
        "" => Some(0),
        _ => text
            .strip_prefix(sign)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|digits| digits.parse::<i32>().ok()),
    };
    let number = if let Some(above) = short.strip_prefix("RTMIN") {
        SIGRTMIN().0.checked_add(distance(above, '+')?)?
    } else {
        SIGRTMAX().0.checked_sub(distance(short.strip_prefix("RTMAX")?, '-')?)?
    };
    Some(Signal(number)).filter(|signal| signal.is_realtime())
}

/// There are no real-time signals here.
#[cfg(not(linux_kernel))]
fn parse_realtime(_short: &str) -> Option<Signal> {
    None
}

/// Any number, as [`Signal::from_raw`] takes it.
impl From<i32> for Signal {
    fn from(number: i32) -> Self {
        Self(number)
    }
}

impl From<Signal> for i32 {
    fn from(signal: Signal) -> i32 {
        signal.0
    }
}

impl From<Signal> for crate::audit::Arg<'_> {
    fn from(signal: Signal) -> Self {
        Self::Int(signal.0.into())
    }
}
