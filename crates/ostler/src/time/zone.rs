//! The time zone.

use std::sync::{PoisonError, RwLock};

use ostler_sys as sys;

use crate::error::Result;
use crate::time::ZoneName;
#[cfg(unix)]
use crate::time::{calendar, time_ns};

/// The local time zone, as `tzset` found it, or on Windows the first question.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Zone {
    /// Seconds west of UTC, outside summer time.
    pub timezone: i64,
    /// Seconds west of UTC in summer time.
    pub altzone: i64,
    /// Whether there is summer time.
    pub daylight: bool,
    /// The abbreviations outside summer time and in it.
    pub tzname: (ZoneName, ZoneName),
}

static ZONE: RwLock<Option<Zone>> = RwLock::new(None);

/// Takes notice of a changed time zone: `time.tzset()`, `tzset(3)`.
///
/// Reads the variable `TZ`, or `/etc/localtime` where there is none, for all of the process: for [`localtime`] and its kind,
/// for [`timezone`] and its. To change the variable in a program with threads is `unsafe` for reasons of its own.
///
/// # Errors
///
/// `Overflow` if the present cannot be put into fields.
///
/// # Platforms
///
/// Unix.
///
/// ```
/// use ostler::time;
/// time::tzset()?;
/// assert!(time::daylight() || time::altzone() == time::timezone());
/// # Ok::<(), ostler::Error>(())
/// ```
///
/// [`localtime`]: crate::time::localtime
#[cfg(unix)]
pub fn tzset() -> Result<()> {
    let zone = survey()?;
    *ZONE.write().unwrap_or_else(PoisonError::into_inner) = Some(zone);
    Ok(())
}

/// The time zone, all of it at once, as of the last `tzset` or the first question.
///
/// ```
/// let zone = ostler::time::zone();
/// assert!(zone.daylight || zone.altzone == zone.timezone);
/// ```
pub fn zone() -> Zone {
    with_zone(Zone::clone)
}

pub(super) fn with_zone<T>(f: impl FnOnce(&Zone) -> T) -> T {
    let known = ZONE.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(zone) = &*known {
        return f(zone);
    }
    drop(known);
    let zone = survey().unwrap_or_else(|_| Zone {
        timezone: 0,
        altzone: 0,
        daylight: false,
        tzname: (ZoneName::from("UTC"), ZoneName::from("UTC")),
    });
    f(ZONE.write().unwrap_or_else(PoisonError::into_inner).insert(zone))
}

/// What the C runtime found.
#[cfg(windows)]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn survey() -> Result<Zone> {
    let (sys::time::Rules { timezone, dstbias, daylight }, tzname) =
        sys::time::rules(ZoneName::new);
    let altzone = if daylight { timezone + dstbias } else { timezone };
    Ok(Zone { timezone, altzone, daylight, tzname })
}

/// The offset in the middle of winter and in the middle of summer. Which is which depends on the hemisphere: summer time is
/// the one further east.
#[cfg(unix)]
fn survey() -> Result<Zone> {
    const YEAR: i64 = (365 * 24 + 6) * 3_600;
    sys::time::tzset();
    let january = time_ns() / 1_000_000_000 / YEAR * YEAR;
    let at = |seconds| -> Result<(i64, ZoneName)> {
        let time = calendar::local(seconds)?;
        Ok((-time.tm_gmtoff.unwrap_or(0), time.tm_zone.unwrap_or_default()))
    };
    let (january, july) = (at(january)?, at(january + YEAR / 2)?);
    let (standard, summer) = if january.0 < july.0 { (july, january) } else { (january, july) };
    Ok(Zone {
        timezone: standard.0,
        altzone: summer.0,
        daylight: standard.0 != summer.0,
        tzname: (standard.1, summer.1),
    })
}

/// The seconds the zone is west of UTC outside summer time: `time.timezone`. Negative in most of Europe.
///
/// It is what holds now; what held at some time is [`tm_gmtoff`](crate::time::StructTime::tm_gmtoff).
///
/// ```
/// assert!(ostler::time::timezone().abs() <= 48 * 3600);
/// ```
pub fn timezone() -> i64 {
    with_zone(|zone| zone.timezone)
}

/// The seconds the zone is west of UTC in summer time: `time.altzone`. Without summer time it is [`timezone`].
///
/// ```
/// use ostler::time;
/// assert!(time::altzone() <= time::timezone());
/// ```
pub fn altzone() -> i64 {
    with_zone(|zone| zone.altzone)
}

/// Whether the zone has summer time: `time.daylight`.
///
/// ```
/// use ostler::time;
/// assert_eq!(time::daylight(), time::altzone() != time::timezone());
/// ```
pub fn daylight() -> bool {
    with_zone(|zone| zone.daylight)
}

/// The abbreviations of the zone outside summer time and in it: `time.tzname`. On Windows they are the names of the system's,
/// in its language, and not short: `W. Europe Standard Time`.
///
/// ```
/// let (standard, summer) = ostler::time::tzname();
/// println!("{standard}, {summer}");        // CET, CEST
/// ```
pub fn tzname() -> (ZoneName, ZoneName) {
    with_zone(|zone| zone.tzname.clone())
}
