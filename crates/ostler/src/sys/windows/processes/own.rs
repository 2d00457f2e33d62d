//! This process: how long it has worked, and its end.

use windows_sys::Win32::Foundation::FILETIME;
use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetProcessTimes};

use crate::errno::WinError;
use crate::sys::check_win;
use crate::sys::windows::crt;

/// How long this process has worked, in ticks.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub user: i64,
    pub system: i64,
    pub children_user: i64,
    pub children_system: i64,
    pub elapsed: i64,
    pub ticks_per_second: i64,
}

/// `GetProcessTimes`. Of children nothing is known, and of the time that passed nothing is said, as the reference has it.
pub fn times() -> Result<Times, WinError> {
    let ticks =
        |time: FILETIME| i64::from(time.dwHighDateTime) << 32 | i64::from(time.dwLowDateTime);
    let mut times = [FILETIME { dwLowDateTime: 0, dwHighDateTime: 0 }; 4];
    let [start, end, system, user] = &mut times;
    // SAFETY: the handle is this process's own; the times are written to.
    check_win(unsafe { GetProcessTimes(GetCurrentProcess(), start, end, system, user) })?;
    let [_, _, system, user] = times;
    Ok(Times {
        user: ticks(user),
        system: ticks(system),
        children_user: 0,
        children_system: 0,
        elapsed: 0,
        ticks_per_second: 10_000_000,
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
