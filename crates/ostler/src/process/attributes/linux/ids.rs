//! Users and groups.

use std::ffi::OsString;

use crate::errno::{self, Errno};

use crate::process::attributes::{parts, reads};
use crate::process::reader::Reader;

parts! {
    /// User or group ids.
    #[derive(Copy, Hash)]
    pub struct Ids {
        /// Who it belongs to.
        real: u32,
        /// Whose rights it has.
        effective: u32,
        /// Whose rights it may take back.
        saved: u32,
    }
}

reads! {
    /// Its user ids: `psutil.Process.uids()`.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.uids()?.real, os::getuid());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    uids: Ids = "user ids", |reader| reader.uids().map(ids);

    /// Its group ids: `psutil.Process.gids()`.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.gids()?.effective, os::getegid());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    gids: Ids = "group ids", |reader| reader.gids().map(ids);

    /// Its supplementary group ids.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.groups()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    groups: Vec<u32> = "groups", Reader::groups;
}

pub(crate) fn ids([real, effective, saved]: [u32; 3]) -> Ids {
    Ids { real, effective, saved }
}

impl Reader {
    /// The name of the real user, the number where there is none.
    pub(crate) fn username(&mut self) -> Result<OsString, Errno> {
        self.user(0)
    }

    /// The name of a user, the real one or the effective; the number where there is no name to be had.
    pub(crate) fn user(&mut self, which: usize) -> Result<OsString, Errno> {
        let id = self.uids()?[which];
        Ok(self.context.accounts.user(id).unwrap_or_else(|_| id.to_string().into()))
    }

    /// The name of a group, likewise.
    pub(crate) fn group(&mut self, which: usize) -> Result<OsString, Errno> {
        let id = self.gids()?[which];
        Ok(self.context.accounts.group(id).unwrap_or_else(|_| id.to_string().into()))
    }

    pub(crate) fn groups(&mut self) -> Result<Vec<u32>, Errno> {
        Ok(self.status()?.numbers("Groups").ok_or(errno::EIO)?.map(|id| id as u32).collect())
    }
}
