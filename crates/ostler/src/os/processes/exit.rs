//! Ending this process.

use ostler_sys as sys;

/// Ends the process with `SIGABRT`, and a core dump where those are made: `os.abort()`, `abort(3)`.
///
/// On Windows it is the C runtime's `abort`, which a handler of `SIGABRT` may see; the exit code is 3, or that of a failure
/// the system is to report.
///
/// ```no_run
/// ostler::os::abort();
/// ```
pub fn abort() -> ! {
    sys::processes::abort()
}

/// Ends the process at once: `os._exit(n)`, `_exit(2)`.
///
/// No destructor and no exit handler runs, and nothing is flushed. It is meant for the child after
/// `fork`, whose exit must not run what its parent has set up; [`std::process::exit`] is the ordinary way.
/// Of `status` the parent sees the low eight bits. The `EX_` constants are customary values.
///
/// ```
/// use ostler::os;
/// os::_exit(os::EX_OK);
/// ```
pub fn _exit(status: i32) -> ! {
    sys::processes::exit_now(status)
}

macro_rules! exit_codes {
    ($($name:ident = $value:expr, $meaning:literal;)*) => {
        $(
            #[doc = concat!("Exit code: ", $meaning, ".")]
            pub const $name: i32 = $value;
        )*
    };
}

// The values of <sysexits.h>, the same everywhere since 4.3BSD.
exit_codes! {
    EX_OK = 0, "no error";
}

#[cfg(unix)]
exit_codes! {
    EX_USAGE = 64, "the command was used wrongly, such as with a wrong number of arguments";
    EX_DATAERR = 65, "the input was wrong";
    EX_NOINPUT = 66, "an input file is missing or cannot be read";
    EX_NOUSER = 67, "there is no such user";
    EX_NOHOST = 68, "there is no such host";
    EX_UNAVAILABLE = 69, "a service that is needed is not available";
    EX_SOFTWARE = 70, "the program found an error in itself";
    EX_OSERR = 71, "the system refused, such as to fork or to make a pipe";
    EX_OSFILE = 72, "a file of the system is missing or broken";
    EX_CANTCREAT = 73, "an output file cannot be made";
    EX_IOERR = 74, "reading or writing failed";
    EX_TEMPFAIL = 75, "it did not work this time; try again later";
    EX_PROTOCOL = 76, "the other side of an exchange did not keep to the protocol";
    EX_NOPERM = 77, "the user may not do this (not a matter of file permissions)";
    EX_CONFIG = 78, "the configuration is wrong";
}
