//! The threads of a process: from `task`.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use ostler_sys::linux::process::stat;

use crate::errno::{self, Errno};
use crate::process::Thread;
use crate::process::reader::Reader;

impl Reader {
    pub(crate) fn num_threads(&mut self) -> Result<i32, Errno> {
        Ok(self.stat()?.num_threads)
    }

    pub(crate) fn threads(&mut self) -> Result<Vec<Thread>, Errno> {
        let mut threads = Vec::new();
        let mut text = Vec::new();
        for id in self.list("task")? {
            match self.place().read_piece(&format!("task/{id}/stat"), &mut text) {
                Ok(()) => {}
                // One that has ended meanwhile.
                Err(errno::ENOENT | errno::ESRCH) => continue,
                Err(errno) => return Err(errno),
            }
            let (name, stat) = stat::parse(&text)?;
            threads.push(Thread {
                id,
                name: OsString::from_vec(name.to_vec()),
                user_time: self.context.duration(stat.utime),
                system_time: self.context.duration(stat.stime),
            });
        }
        Ok(threads)
    }
}
