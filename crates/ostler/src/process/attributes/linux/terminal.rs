//! The terminal of a process, its session and its process groups.

use std::path::PathBuf;

use ostler_sys::linux::process::terminal;

use crate::errno::Errno;

use crate::process::attributes::reads;
use crate::process::reader::Reader;

reads! {
    /// Its controlling terminal, a path: `psutil.Process.terminal()`. `None` if it has none.
    ///
    /// ```
    /// use ostler::process::Process;
    /// if let Some(terminal) = Process::current()?.terminal()? {
    ///     assert!(terminal.starts_with("/dev"));
    /// }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    terminal: Option<PathBuf> = "terminal", |reader| {
        Ok(reader.terminal()?.map(|name| PathBuf::from(format!("/dev/{name}"))))
    };

    /// The number of its session.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.session()?, os::getsid(0)?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    session: i32 = "session", |reader| Ok(reader.stat()?.session);

    /// The number of its process group.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.process_group()?, os::getpgrp());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    process_group: i32 = "process group", |reader| Ok(reader.stat()?.pgrp);

    /// The number of the process group in the foreground of its terminal. `None` if it has no terminal, or that has none.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let me = Process::current()?;
    /// let in_front = me.foreground_group()? == Some(me.process_group()?);
    /// # let _ = in_front;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    foreground_group: Option<i32> = "process group", Reader::foreground_group;
}

impl Reader {
    /// The terminal, without the directory of devices: `pts/0`.
    pub(crate) fn terminal(&mut self) -> Result<Option<String>, Errno> {
        let (major, minor) = terminal::device(self.stat()?.tty_nr);
        Ok(match major {
            0 => None,
            4 if minor < 64 => Some(format!("tty{minor}")),
            // The pseudo-terminals' numbers go on from one major number to the next.
            _ if terminal::is_pseudo(major) => Some(format!("pts/{}", (major - 136) * 256 + minor)),
            // Where nobody has a name for it, device managers have a link of this one.
            _ => terminal::kernel_name(major, minor)
                .or_else(|| Some(format!("char/{major}:{minor}"))),
        })
    }

    pub(crate) fn foreground_group(&mut self) -> Result<Option<i32>, Errno> {
        Ok(Some(self.stat()?.tpgid).filter(|&group| group > 0))
    }
}
