//! The signals of Windows: what the C runtime raises within a process, and the two events of a console.

use ostler_sys::c;

use super::Signal;

signals! {
    NAMES:
    SIGABRT, "Abnormal end, from `abort`";
    SIGBREAK, "Ctrl-Break from the keyboard, or [`CTRL_BREAK_EVENT`]";
    SIGFPE, "A wrong arithmetic operation";
    SIGILL, "An instruction the processor does not have";
    SIGINT, "Interrupt from the keyboard, Ctrl-C";
    SIGSEGV, "Access to memory that is not the process's";
    SIGTERM, "End, please";
}

aliases! {
    SIGIOT = SIGABRT;
}

/// For `os::kill`: Ctrl-C, as if typed at the console of a group of processes. `signal.CTRL_C_EVENT`.
pub const CTRL_C_EVENT: Signal = Signal(c::CTRL_C_EVENT);

/// For `os::kill`: Ctrl-Break, as if typed at the console of a group of processes. `signal.CTRL_BREAK_EVENT`.
pub const CTRL_BREAK_EVENT: Signal = Signal(c::CTRL_BREAK_EVENT);
