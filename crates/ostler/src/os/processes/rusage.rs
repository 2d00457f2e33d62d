//! What a process used.

use std::fmt;
use std::time::Duration;

use ostler_sys::c;

/// What a child used of the system: the third result of [`wait3`](super::wait3) and [`wait4`](super::wait4),
/// `getrusage(2)`.
///
/// Many systems do not keep all of these; what is not kept is zero.
#[derive(Clone, Copy)]
#[doc(alias = "struct_rusage")]
pub struct Rusage(c::rusage);

impl Rusage {
    pub(super) const fn from_raw(raw: c::rusage) -> Self {
        Self(raw)
    }

    /// Seconds of work in the program.
    pub fn ru_utime(&self) -> f64 {
        seconds(self.0.ru_utime)
    }

    /// Seconds of work in the system on the program's behalf.
    pub fn ru_stime(&self) -> f64 {
        seconds(self.0.ru_stime)
    }

    /// [`ru_utime`](Self::ru_utime), to the microsecond.
    pub fn user_time(&self) -> Duration {
        duration(self.0.ru_utime)
    }

    /// [`ru_stime`](Self::ru_stime), to the microsecond.
    pub fn system_time(&self) -> Duration {
        duration(self.0.ru_stime)
    }
}

fn seconds(time: c::timeval) -> f64 {
    time.tv_sec as f64 + 1e-6 * time.tv_usec as f64
}

fn duration(time: c::timeval) -> Duration {
    let micros = u64::try_from(time.tv_usec).unwrap_or(0);
    Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or(0))
        .saturating_add(Duration::from_micros(micros))
}

macro_rules! counters {
    ($($name:ident, $meaning:literal;)*) => {
        impl Rusage {
            $(
                #[doc = concat!($meaning, ".")]
                pub fn $name(&self) -> i64 {
                    self.0.$name as i64
                }
            )*
        }

        impl fmt::Debug for Rusage {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Rusage")
                    .field("ru_utime", &self.ru_utime())
                    .field("ru_stime", &self.ru_stime())
                    $(.field(stringify!($name), &self.$name()))*
                    .finish()
            }
        }
    };
}

counters! {
    ru_maxrss, "The most memory that was resident at once: KiB, bytes on macOS";
    ru_ixrss, "Shared memory, over time";
    ru_idrss, "Unshared memory, over time";
    ru_isrss, "Unshared stack, over time";
    ru_minflt, "Page faults served without input or output";
    ru_majflt, "Page faults that had to be read";
    ru_nswap, "Times it was swapped out";
    ru_inblock, "Block inputs";
    ru_oublock, "Block outputs";
    ru_msgsnd, "Messages sent";
    ru_msgrcv, "Messages received";
    ru_nsignals, "Signals received";
    ru_nvcsw, "Times it gave up the processor";
    ru_nivcsw, "Times the processor was taken from it";
}
