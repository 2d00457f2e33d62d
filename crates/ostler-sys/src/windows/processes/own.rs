//! This process: how long it has worked, and its end.

use windows_sys::Win32::Foundation::FILETIME;
use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetProcessTimes};

use crate::check_win;
use crate::errno::WinError;
use crate::windows::crt;
use crate::windows::filetime::{SECOND, units};

pub use crate::ticks::Times;

/// `GetProcessTimes`. Of children nothing is known, and of the time that passed nothing is said, as the reference has it.
pub fn times() -> Result<Times, WinError> {
    let mut times = [FILETIME::default(); 4];
    let [start, end, system, user] = &mut times;
    // SAFETY: the handle is this process's own; the times are written to.
    check_win(unsafe { GetProcessTimes(GetCurrentProcess(), start, end, system, user) })?;
    let [_, _, system, user] = times;
    Ok(Times {
        user: units(user).cast_signed(),
        system: units(system).cast_signed(),
        children_user: 0,
        children_system: 0,
        elapsed: 0,
        ticks_per_second: SECOND.cast_signed(),
    })
}

/// `abort`
pub fn abort() -> ! {
    // SAFETY: it takes nothing and does not return.
    unsafe { crt::abort() }
}

/// `_exit`
pub fn exit_now(status: i32) -> ! {
    // SAFETY: it takes a number and does not return.
    unsafe { crt::_exit(status) }
}
