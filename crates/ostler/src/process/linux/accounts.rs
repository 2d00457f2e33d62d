//! The names of users and groups, each looked up once in a scan.

use std::collections::HashMap;
use std::ffi::OsString;

use ostler_sys::accounts;

use crate::errno::Errno;

/// Names that have been looked up.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    users: HashMap<u32, Result<OsString, Errno>>,
    groups: HashMap<u32, Result<OsString, Errno>>,
}

impl Accounts {
    /// The name of a user; the number where there is none. An error where the accounts could not be looked up.
    pub(crate) fn user(&mut self, uid: u32) -> Result<OsString, Errno> {
        self.users.entry(uid).or_insert_with(|| named(uid, accounts::user_name(uid))).clone()
    }

    /// The name of a group; the number where there is none. An error where the accounts could not be looked up.
    pub(crate) fn group(&mut self, gid: u32) -> Result<OsString, Errno> {
        self.groups.entry(gid).or_insert_with(|| named(gid, accounts::group_name(gid))).clone()
    }
}

fn named(id: u32, name: Result<Option<OsString>, Errno>) -> Result<OsString, Errno> {
    Ok(name?.unwrap_or_else(|| id.to_string().into()))
}
