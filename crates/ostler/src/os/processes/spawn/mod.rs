//! Running programs the old way. What comes back is a process id on Unix, a handle on Windows.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::exit_code;
#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
pub use windows::*;

codes! {
    /// What [`spawnv`] and its kin do once the program runs.
    pub struct SpawnMode: i32 {
        /// They wait for it to end, and tell its exit code; on Unix the negated number of the signal that ended it, if one did.
        P_WAIT = 0;
        /// They do not, and tell its process id, or give a handle of it on Windows.
        P_NOWAIT = 1;
        /// The same as [`P_NOWAIT`].
        P_NOWAITO = if cfg!(windows) { 3 } else { 1 };
        /// They end this process, as [`execv`](crate::os::execv) does.
        #[cfg(windows)]
        P_OVERLAY = ostler_sys::c::P_OVERLAY;
        /// It has no console, and is waited for by no process.
        #[cfg(windows)]
        P_DETACH = ostler_sys::c::P_DETACH;
    }
}
