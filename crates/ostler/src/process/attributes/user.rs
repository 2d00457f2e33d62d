//! Whose a process is.

use std::ffi::OsString;

use super::super::reader::Reader;
use super::reads;

reads! {
    /// The name of its real user, the number where there is no name: `psutil.Process.username()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{}", Process::current()?.username()?.display());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    username: OsString = "user", Reader::username;
}
