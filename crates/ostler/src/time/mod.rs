//! Clocks, sleeping, the calendar, formatting and parsing dates. The reference module is `time`.
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
//! A point in time is the number of seconds since the start of 1970 in UTC, without leap seconds: a float, as in the
//! reference, or exact nanoseconds in functions ending in `_ns`. Every function that takes a [`Moment`] accepts a
//! [`std::time::SystemTime`]; [`StructTime::to_system_time`] and [`system_time`] return one. [`Rounding`] says how
//! fractions are rounded.
//!
//! | from | to | function |
//! |---|---|---|
//! | a moment | fields in UTC | [`gmtime`] |
//! | a moment | fields in local time | [`localtime`] |
//! | fields in UTC | seconds | [`timegm`] |
//! | fields in local time | seconds | [`mktime`] |
//! | fields | text | [`strftime`], [`asctime`] |
//! | text | fields | [`strptime()`] |
//!
//! # Time zone and locale
//!
//! Local time, time zone rules and locale names come from the C library, so they agree with the rest of the process.
//! Everything else is calculated here. No function keeps its result in storage shared between threads.
//!
//! On Windows the library is the C runtime. It knows only the current rules of a zone and applies them to all years. The
//! variable `TZ` takes precedence over the zone of the system. There are no clocks by number, and the zone is read once.

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
