//! Signals, of which the C runtime has seven and the system none.

use super::c;

/// Whether the runtime's `signal` takes the number.
pub fn is_valid(number: i32) -> bool {
    matches!(
        number,
        c::SIGINT | c::SIGILL | c::SIGFPE | c::SIGSEGV | c::SIGTERM | c::SIGBREAK | c::SIGABRT
    )
}

/// What they mean, in the words other systems have for them: the runtime has no `strsignal(3)`.
pub fn strsignal(number: i32) -> Option<String> {
    let text = match number {
        c::SIGINT => "Interrupt",
        c::SIGILL => "Illegal instruction",
        c::SIGFPE => "Floating point exception",
        c::SIGSEGV => "Segmentation fault",
        c::SIGTERM => "Terminated",
        c::SIGBREAK => "Break",
        c::SIGABRT => "Aborted",
        _ => return None,
    };
    Some(text.to_owned())
}
