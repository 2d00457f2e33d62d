//! The calendar of the C library: local time, its inverse, its names. And sleeping.

use std::ffi::CStr;

use crate::errno::{self, Errno};
pub use crate::tm::Tm;

impl Tm {
    fn of(tm: &libc::tm) -> Self {
        Self {
            sec: tm.tm_sec,
            min: tm.tm_min,
            hour: tm.tm_hour,
            mday: tm.tm_mday,
            mon: tm.tm_mon,
            year: tm.tm_year,
            wday: tm.tm_wday,
            yday: tm.tm_yday,
            isdst: tm.tm_isdst,
            gmtoff: tm.tm_gmtoff as i64,
        }
    }

    fn native(&self, zone: Option<&CStr>) -> libc::tm {
        let mut tm = empty();
        tm.tm_sec = self.sec;
        tm.tm_min = self.min;
        tm.tm_hour = self.hour;
        tm.tm_mday = self.mday;
        tm.tm_mon = self.mon;
        tm.tm_year = self.year;
        tm.tm_wday = self.wday;
        tm.tm_yday = self.yday;
        tm.tm_isdst = self.isdst;
        tm.tm_gmtoff = self.gmtoff as _;
        tm.tm_zone = zone.map_or(std::ptr::null(), CStr::as_ptr).cast_mut().cast();
        tm
    }
}

fn empty() -> libc::tm {
    // SAFETY: numbers and a pointer, all of which may be 0.
    unsafe { std::mem::zeroed() }
}

/// The system's type has 32 bits on some machines, and is about to get wider on musl, which is all that is deprecated about it.
#[allow(deprecated, non_camel_case_types)]
pub(super) type time_t = libc::time_t;

#[inline]
#[allow(clippy::unnecessary_fallible_conversions)]
fn narrowed(seconds: i64) -> Result<time_t, Errno> {
    time_t::try_from(seconds).map_err(|_| errno::EOVERFLOW)
}

/// `localtime_r(3)`. The name of the zone is the C library's: `zone` is called with it at once.
#[inline]
pub fn localtime<T>(seconds: i64, zone: impl FnOnce(&[u8]) -> T) -> Result<(Tm, T), Errno> {
    let seconds = narrowed(seconds)?;
    let mut tm = empty();
    // SAFETY: one is readable, the other writable.
    if unsafe { libc::localtime_r(&raw const seconds, &raw mut tm) }.is_null() {
        return Err(match Errno::last() {
            errno if errno.raw() == 0 => errno::EINVAL,
            errno => errno,
        });
    }
    let name = if tm.tm_zone.is_null() {
        &[]
    } else {
        // SAFETY: the C library's string ends with a NUL; it is read before anything else is asked of the library.
        unsafe { CStr::from_ptr(tm.tm_zone.cast()) }.to_bytes()
    };
    let zone = zone(name);
    Ok((Tm::of(&tm), zone))
}

/// `mktime(3)`: the seconds since 1970, and the fields put right. `None` where there are none.
pub fn mktime(time: &Tm) -> Option<(i64, Tm)> {
    let mut tm = time.native(None);
    // -1 is an answer as well as a failure. A failure leaves the day of the week alone.
    tm.tm_wday = -1;
    // SAFETY: the structure is readable and writable.
    let seconds = unsafe { libc::mktime(&raw mut tm) };
    (seconds != -1 || tm.tm_wday != -1).then(|| (seconds as i64, Tm::of(&tm)))
}

unsafe extern "C" {
    #[link_name = "tzset"]
    fn c_tzset();
    #[link_name = "wcsftime"]
    fn c_wcsftime(
        text: *mut libc::wchar_t,
        size: libc::size_t,
        format: *const libc::wchar_t,
        time: *const libc::tm,
    ) -> libc::size_t;
}

/// `tzset(3)`
pub fn tzset() {
    // SAFETY: no arguments. It reads the environment, as every call that starts a child does: whoever changes that answers
    // for nobody reading it.
    unsafe { c_tzset() }
}

/// A character of the C library's wide strings.
pub type Wide = libc::wchar_t;

/// A text as the C library's wide strings have it.
pub fn widen(text: &str, wide: &mut Vec<Wide>) {
    wide.extend(text.chars().map(|c| c as Wide));
}

/// A wide string as text; what is no character is replaced.
pub fn narrow(wide: &[Wide]) -> impl Iterator<Item = char> {
    let char = |wide: &Wide| u32::try_from(*wide).ok().and_then(char::from_u32);
    wide.iter().map(move |wide| char(wide).unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// `wcsftime(3)`: how many characters it wrote. 0 is an empty text, or a buffer too small. The format ends with a 0.
pub fn wcsftime(
    text: &mut [Wide],
    format: &[Wide],
    time: &Tm,
    zone: Option<&CStr>,
) -> Result<usize, Errno> {
    if format.last() != Some(&0) {
        return Err(errno::EINVAL);
    }
    let tm = time.native(zone);
    // SAFETY: the buffer is writable for its length, format and zone end, and the structure is readable.
    Ok(unsafe { c_wcsftime(text.as_mut_ptr(), text.len(), format.as_ptr(), &raw const tm) })
}

/// The name of the locale that times are written in, `setlocale(LC_TIME, NULL)`; `f` is called with it at once.
#[inline]
pub fn with_locale<T>(f: impl FnOnce(&[u8]) -> T) -> T {
    // SAFETY: a question; the answer ends with a NUL, or is none.
    let name = unsafe { libc::setlocale(libc::LC_TIME, std::ptr::null()) };
    if name.is_null() {
        return f(b"C");
    }
    // SAFETY: as above. It is read before anything else is asked of the library.
    f(unsafe { CStr::from_ptr(name) }.to_bytes())
}

/// Waits until a time on the monotonic clock; `EINTR` if a signal comes. `clock_nanosleep(2)` with `TIMER_ABSTIME`.
#[cfg(any(linux_kernel, target_os = "freebsd"))]
pub fn sleep_until(sec: i64, nsec: u32) -> Result<(), Errno> {
    let deadline = libc::timespec { tv_sec: sec as _, tv_nsec: nsec as _ };
    // SAFETY: the structure is readable, and with an absolute time nothing is written.
    let error = unsafe {
        libc::clock_nanosleep(
            libc::CLOCK_MONOTONIC,
            libc::TIMER_ABSTIME,
            &raw const deadline,
            std::ptr::null_mut(),
        )
    };
    super::check_number(error)
}

/// Waits until a time on the monotonic clock; `EINTR` if a signal comes. `nanosleep(2)` for what is left.
#[cfg(not(any(linux_kernel, target_os = "freebsd")))]
pub fn sleep_until(sec: i64, nsec: u32) -> Result<(), Errno> {
    let (now, now_ns) = super::clock::clock_gettime(libc::CLOCK_MONOTONIC as i32)?;
    let left =
        (i128::from(sec) - i128::from(now)) * 1_000_000_000 + i128::from(nsec) - i128::from(now_ns);
    if left <= 0 {
        return Ok(());
    }
    let left = libc::timespec {
        tv_sec: (left / 1_000_000_000) as _,
        tv_nsec: (left % 1_000_000_000) as _,
    };
    // SAFETY: the structure is readable; nothing is written.
    super::check(unsafe { libc::nanosleep(&raw const left, std::ptr::null_mut()) }).map(drop)
}
