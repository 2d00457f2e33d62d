//! The clocks of the system.

use ostler_sys::c;

codes! {
    /// A clock of the system: `time.CLOCK_*`, `clockid_t`.
    ///
    /// A constant exists where the system has the clock. Drivers have clocks too (`CLOCK_*` of a descriptor), and so has
    /// each thread ([`pthread_getcpuclockid`](crate::time::pthread_getcpuclockid)): [`ClockId::from_raw`] takes any number.
    pub struct ClockId: i32 {
        /// The time of day, in seconds since 1970. It can be set.
        CLOCK_REALTIME = c::CLOCK_REALTIME;
        /// The time since some moment in the past. It cannot be set. On Linux it stands still while the system sleeps.
        CLOCK_MONOTONIC = c::CLOCK_MONOTONIC;
        /// The processor time of this process.
        CLOCK_PROCESS_CPUTIME_ID = c::CLOCK_PROCESS_CPUTIME_ID;
        /// The processor time of this thread.
        CLOCK_THREAD_CPUTIME_ID = c::CLOCK_THREAD_CPUTIME_ID;
        /// [`CLOCK_MONOTONIC`] that also goes on while the system sleeps.
        #[cfg(linux_kernel)]
        CLOCK_BOOTTIME = c::CLOCK_BOOTTIME;
        /// [`CLOCK_BOOTTIME`], for timers that wake the system.
        #[cfg(linux_kernel)]
        CLOCK_BOOTTIME_ALARM = c::CLOCK_BOOTTIME_ALARM;
        /// [`CLOCK_REALTIME`], for timers that wake the system.
        #[cfg(linux_kernel)]
        CLOCK_REALTIME_ALARM = c::CLOCK_REALTIME_ALARM;
        /// [`CLOCK_REALTIME`] as of the last tick: faster to read, and some milliseconds behind.
        #[cfg(linux_kernel)]
        CLOCK_REALTIME_COARSE = c::CLOCK_REALTIME_COARSE;
        /// [`CLOCK_MONOTONIC`] as of the last tick.
        #[cfg(linux_kernel)]
        CLOCK_MONOTONIC_COARSE = c::CLOCK_MONOTONIC_COARSE;
        /// [`CLOCK_MONOTONIC`] as the hardware counts, which nobody steers.
        #[cfg(any(linux_kernel, apple))]
        CLOCK_MONOTONIC_RAW = c::CLOCK_MONOTONIC_RAW;
        /// International Atomic Time: [`CLOCK_REALTIME`] with the leap seconds, if somebody has told the kernel of them.
        #[cfg(linux_kernel)]
        CLOCK_TAI = c::CLOCK_TAI;
        /// [`CLOCK_MONOTONIC_RAW`] as of the last switch of threads.
        #[cfg(apple)]
        CLOCK_MONOTONIC_RAW_APPROX = c::CLOCK_MONOTONIC_RAW_APPROX;
        /// The time the system has been awake, which nobody steers.
        #[cfg(apple)]
        CLOCK_UPTIME_RAW = c::CLOCK_UPTIME_RAW;
        /// [`CLOCK_UPTIME_RAW`] as of the last switch of threads.
        #[cfg(apple)]
        CLOCK_UPTIME_RAW_APPROX = c::CLOCK_UPTIME_RAW_APPROX;
        /// The time the system has been awake.
        #[cfg(any(target_os = "freebsd", target_os = "openbsd"))]
        CLOCK_UPTIME = c::CLOCK_UPTIME;
        /// The processor time of this process, user and system.
        #[cfg(any(target_os = "freebsd", target_os = "netbsd"))]
        CLOCK_PROF = c::CLOCK_PROF;
    }
}
