//! Numbers that processes are waited for and end with.

use ostler::os;
use ostler_sys::c;
use pyo3::prelude::*;

/// Adds numbers to a module under their own names.
macro_rules! numbers {
    ($module:expr, $place:ident: $($name:ident)*) => {
        $($module.add(stringify!($name), $place::$name as i64)?;)*
    };
}

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    numbers!(module, c: WNOHANG WUNTRACED WCONTINUED WEXITED WSTOPPED WNOWAIT);
    numbers!(module, c: P_ALL P_PID P_PGID);
    numbers!(module, c: CLD_EXITED CLD_KILLED CLD_DUMPED CLD_TRAPPED CLD_STOPPED CLD_CONTINUED);
    numbers!(module, os: EX_OK EX_USAGE EX_DATAERR EX_NOINPUT EX_NOUSER EX_NOHOST EX_UNAVAILABLE EX_SOFTWARE);
    numbers!(module, os: EX_OSERR EX_OSFILE EX_CANTCREAT EX_IOERR EX_TEMPFAIL EX_PROTOCOL EX_NOPERM EX_CONFIG);
    #[cfg(target_os = "linux")]
    numbers!(module, c: P_PIDFD);
    Ok(())
}
