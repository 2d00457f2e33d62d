//! Seconds as floats, and the whole numbers the system wants.

use crate::error::{Error, Result};

/// A billion: nanoseconds of a second.
pub(super) const BILLION: i64 = 1_000_000_000;

/// 2 to the power of 63: the first number that 64 bits with a sign cannot hold.
const LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// Which whole number stands for a fraction.
///
/// The reference rounds moments down ([`Floor`](Self::Floor)), lengths of time away from zero ([`Up`](Self::Up)), so that
/// nothing is shorter than was asked for, and conversions of dates to even ([`HalfEven`](Self::HalfEven)).
///
/// ```
/// use ostler::time::Rounding;
/// assert_eq!(Rounding::Floor.nanoseconds(-1e-10)?, -1);
/// assert_eq!(Rounding::Up.nanoseconds(1e-10)?, 1);
/// assert_eq!(Rounding::HalfEven.nanoseconds(2.5e-9)?, 2);
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rounding {
    /// Towards minus infinity.
    Floor,
    /// Towards infinity.
    Ceiling,
    /// To the nearest; halves to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
}

impl Rounding {
    /// The whole number for a number. What is infinite or not a number stays so.
    ///
    /// ```
    /// use ostler::time::Rounding;
    /// assert_eq!(Rounding::HalfEven.round(2.5), 2.0);
    /// assert_eq!(Rounding::Up.round(-2.1), -3.0);
    /// ```
    pub fn round(self, number: f64) -> f64 {
        match self {
            Self::Ceiling => number.ceil(),
            Self::HalfEven => number.round_ties_even(),
            Self::Up if number >= 0.0 => number.ceil(),
            Self::Floor | Self::Up => number.floor(),
        }
    }

    /// Seconds in nanoseconds.
    ///
    /// # Errors
    ///
    /// `Value` for what is not a number, `Overflow` for what 64 bits of nanoseconds cannot hold (292 years).
    pub fn nanoseconds(self, seconds: f64) -> Result<i64> {
        whole(self.round(number(seconds)? * 1e9))
    }

    /// Seconds in whole seconds.
    ///
    /// # Errors
    ///
    /// `Value` for what is not a number, `Overflow` for what 64 bits cannot hold.
    ///
    /// ```
    /// use ostler::time::Rounding;
    /// assert_eq!(Rounding::Floor.seconds(-0.5)?, -1);
    /// assert_eq!(Rounding::Floor.seconds(1e300).unwrap_err().kind(), ostler::ErrorKind::Overflow);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn seconds(self, seconds: f64) -> Result<i64> {
        whole(self.round(number(seconds)?))
    }

    /// Seconds in whole seconds and nanoseconds to be added to them, as the system's `timespec` has them. Other than
    /// [`nanoseconds`](Self::nanoseconds) this reaches 292 billion years, and rounds the fraction only.
    ///
    /// # Errors
    ///
    /// As [`seconds`](Self::seconds).
    ///
    /// ```
    /// use ostler::time::Rounding;
    /// assert_eq!(Rounding::Floor.timespec(-0.25)?, (-1, 750_000_000));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn timespec(self, seconds: f64) -> Result<(i64, u32)> {
        let mut sec = number(seconds)?.trunc();
        let mut nsec = self.round((seconds - sec) * 1e9);
        if nsec >= 1e9 {
            nsec -= 1e9;
            sec += 1.0;
        } else if nsec < 0.0 {
            nsec += 1e9;
            sec -= 1.0;
        }
        // An infinity has no fraction, and is refused for its size.
        Ok((whole(sec)?, nsec as u32))
    }

    /// A whole number in larger units: nanoseconds in microseconds, by 1,000.
    ///
    /// ```
    /// use ostler::time::Rounding;
    /// assert_eq!(Rounding::HalfEven.divide(2_500, 1_000), Some(2));
    /// assert_eq!(Rounding::Floor.divide(-1, 1_000), Some(-1));
    /// assert_eq!(Rounding::Floor.divide(1, 0), None);
    /// ```
    pub fn divide(self, number: i64, by: i64) -> Option<i64> {
        let (down, rest) = (number.checked_div_euclid(by)?, number.checked_rem_euclid(by)?);
        // With a negative divisor the quotient of Euclid's is the larger one.
        let (down, rest, by) = if by < 0 && rest != 0 {
            (down - 1, by.unsigned_abs() - rest.unsigned_abs(), by.unsigned_abs())
        } else {
            (down, rest.unsigned_abs(), by.unsigned_abs())
        };
        let up = match self {
            Self::Floor => false,
            Self::Ceiling => rest > 0,
            Self::HalfEven => match rest.cmp(&(by - rest)) {
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Equal => rest > 0 && down & 1 == 1,
                std::cmp::Ordering::Greater => true,
            },
            Self::Up => rest > 0 && down >= 0,
        };
        Some(down + i64::from(up))
    }
}

/// Nanoseconds in seconds, as the nearest float there is.
///
/// ```
/// assert_eq!(ostler::time::seconds(1_500_000_000), 1.5);
/// ```
pub fn seconds(ns: i64) -> f64 {
    // Whole seconds are exact, whatever their number.
    if ns % BILLION == 0 { (ns / BILLION) as f64 } else { ns as f64 / 1e9 }
}

fn number(seconds: f64) -> Result<f64> {
    if seconds.is_nan() {
        return Err(Error::value("Invalid value NaN (not a number)"));
    }
    Ok(seconds)
}

fn whole(number: f64) -> Result<i64> {
    if !(-LIMIT..LIMIT).contains(&number) {
        return Err(out_of_range());
    }
    Ok(number as i64)
}

#[cold]
pub(super) fn out_of_range() -> Error {
    Error::overflow("timestamp out of range for platform time_t")
}
