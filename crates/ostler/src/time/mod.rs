//! Clocks, sleeping, the calendar, dates as text and back: the reference module is `time`.
//!
//! ```
//! use std::time::SystemTime;
//! use ostler::time;
//!
//! let begin = time::monotonic_ns();
//! time::sleep(0.001)?;
//! assert!(time::monotonic_ns() - begin >= 1_000_000);
//!
//! let now = time::localtime(SystemTime::now())?;
//! println!("{}", time::strftime("%A, %d %B %Y, %H:%M %Z", &now)?);
//!
//! let time = time::strptime("2024-02-29 23:59", "%Y-%m-%d %H:%M")?;
//! assert_eq!((time.tm_wday, time.tm_yday), (3, 60));
//! # Ok::<(), ostler::Error>(())
//! ```
//!
//! # Seconds
//!
//! A point in time is a number of seconds since the start of 1970 in UTC, without leap seconds. As a float it is the
//! reference's; functions ending in `_ns` have it in nanoseconds, to the last one. [`std::time::SystemTime`] goes in
//! wherever a [`Moment`] is asked for, and comes out of [`StructTime::to_system_time`] and [`system_time`]. How a fraction
//! becomes whole is [`Rounding`].
//!
//! | from | to | by |
//! |---|---|---|
//! | a moment | fields in UTC | [`gmtime`] |
//! | a moment | fields in local time | [`localtime`] |
//! | fields in UTC | seconds | [`timegm`] |
//! | fields in local time | seconds | [`mktime`] |
//! | fields | text | [`strftime`], [`asctime`] |
//! | text | fields | [`strptime()`] |
//!
//! # The platform's own
//!
//! Local time, its rules and the names of the locale are those of the C library, for one process has one of each: what
//! this module says of them is what every other part of a program says. Everything else is calculated here, and no
//! function keeps its result where another thread would find it.
//!
//! On Windows the library is the C runtime. It knows one set of rules for a zone, today's, and applies it to all years; the
//! variable `TZ` goes before the zone of the system. There are no clocks by number, and the zone is read once.

mod calendar;
mod civil;
#[cfg(unix)]
mod clock_gettime;
#[cfg(unix)]
mod clock_id;
mod clocks;
mod info;
#[cfg(feature = "jiff")]
mod jiff;
mod locale;
mod moment;
mod range;
mod rounding;
mod sleep;
mod source;
mod strftime;
mod strptime;
mod struct_time;
mod zone;
mod zone_name;

pub use calendar::*;
#[cfg(unix)]
pub use clock_gettime::*;
#[cfg(unix)]
pub use clock_id::*;
pub use clocks::*;
pub use info::*;
pub use moment::{Moment, nanoseconds, system_time};
pub use rounding::{Rounding, seconds};
pub use sleep::*;
pub use strftime::{strftime, strftime_into};
pub use strptime::*;
pub use struct_time::StructTime;
pub use zone::*;
pub use zone_name::ZoneName;
