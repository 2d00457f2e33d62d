//! What a moment is given as.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::Result;
use crate::time::rounding::{BILLION, Rounding, out_of_range};

/// A moment, as [`gmtime`](crate::time::gmtime), [`localtime`](crate::time::localtime) and
/// [`ctime`](crate::time::ctime) take it: seconds since 1970 as an integer or a float, or a
/// [`SystemTime`]. A fraction is rounded down.
///
/// ```
/// use std::time::SystemTime;
/// use ostler::time;
/// assert_eq!(time::gmtime(-0.5)?.tm_year, 1969);
/// assert_eq!(time::gmtime(0)?, time::gmtime(SystemTime::UNIX_EPOCH)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub trait Moment: Sealed {}

/// What is behind it, which is nobody's business.
pub trait Sealed {
    /// Whole seconds since 1970.
    fn seconds(self) -> Result<i64>;
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(
            impl Moment for $type {}
            impl Sealed for $type {
                #[inline]
                fn seconds(self) -> Result<i64> {
                    i64::try_from(self).map_err(|_| out_of_range())
                }
            }
        )*
    };
}

integers!(i32, u32, i64, u64, i128);

impl Moment for f64 {}
impl Sealed for f64 {
    #[inline]
    fn seconds(self) -> Result<i64> {
        Rounding::Floor.seconds(self)
    }
}

impl Moment for SystemTime {}
impl Sealed for SystemTime {
    fn seconds(self) -> Result<i64> {
        nanoseconds(self).div_euclid(BILLION.into()).seconds()
    }
}

/// The nanoseconds from 1970 to a moment.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use ostler::time;
/// let moment = SystemTime::UNIX_EPOCH - Duration::from_nanos(1);
/// assert_eq!(time::nanoseconds(moment), -1);
/// assert_eq!(time::system_time(-1)?, moment);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn nanoseconds(moment: SystemTime) -> i128 {
    match moment.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos().cast_signed(),
        Err(before) => -before.duration().as_nanos().cast_signed(),
    }
}

/// The moment some nanoseconds from 1970. The standard library's type counts in steps of 100 on Windows.
///
/// # Errors
///
/// `Overflow` for one that the system's type cannot hold.
///
/// ```
/// use ostler::time;
/// let now = std::time::SystemTime::now();
/// assert_eq!(time::system_time(time::nanoseconds(now))?, now);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn system_time(ns: i128) -> Result<SystemTime> {
    let sec = u64::try_from(ns.unsigned_abs() / BILLION as u128).map_err(|_| out_of_range())?;
    let distance = Duration::new(sec, (ns.unsigned_abs() % BILLION as u128) as u32);
    let moment =
        if ns < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
    moment.ok_or_else(out_of_range)
}
