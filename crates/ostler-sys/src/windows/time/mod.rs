//! Clocks, sleeping, and the calendar of the C runtime.

mod calendar;
mod clocks;
mod sleep;

pub use crate::tm::Tm;
pub use calendar::{Rules, Wide, localtime, mktime, narrow, rules, wcsftime, widen, with_locale};
pub use clocks::{monotonic, monotonic_step, process_time, realtime, thread_time};
pub use sleep::{reset, sleep_until, wait_until};
