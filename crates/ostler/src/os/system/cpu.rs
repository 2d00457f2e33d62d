//! Processors and their load.

use ostler_sys as sys;

#[cfg(all(unix, not(target_os = "android")))]
use crate::error::Result;

/// How many logical processors the system has running: `os.cpu_count()`. `None` if it does not say.
///
/// ```
/// assert!(ostler::os::cpu_count() >= Some(1));
/// ```
pub fn cpu_count() -> Option<usize> {
    sys::system::processors().filter(|count| *count > 0)
}

/// How many logical processors the calling thread may run on: `os.process_cpu_count()`. `None` if the system does not say.
///
/// As many as `sched_getaffinity` gives, where there is such a thing; all of them
/// elsewhere. Nothing overrides it: `PYTHON_CPU_COUNT` is for interpreters.
///
/// ```
/// use ostler::os;
/// assert!(os::process_cpu_count() <= os::cpu_count());
/// ```
pub fn process_cpu_count() -> Option<usize> {
    #[cfg(linux_kernel)]
    if let Ok(cpus) = crate::os::sched_getaffinity(0) {
        return Some(cpus.len()).filter(|count| *count > 0);
    }
    cpu_count()
}

/// How many processes were running or ready to, on average over 1, 5 and 15 minutes: `os.getloadavg()`, `getloadavg(3)`.
///
/// # Errors
///
/// Where the system does not say.
///
/// ```
/// let (one, _five, _fifteen) = ostler::os::getloadavg()?;
/// assert!(one >= 0.0);
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(all(unix, not(target_os = "android")))]
pub fn getloadavg() -> Result<(f64, f64, f64)> {
    let [one, five, fifteen] = sys::system::getloadavg()?;
    Ok((one, five, fifteen))
}
