//! Supplementary groups.

use std::ffi::CStr;

use crate::check;
use crate::errno::{self, Errno};

/// The most groups a user is asked for. No system takes as many for a process.
const MOST: usize = 1 << 20;

/// `getgroups(2)`
pub fn getgroups() -> Result<Vec<u32>, Errno> {
    loop {
        // SAFETY: with a size of zero nothing is written.
        let count = check(unsafe { libc::getgroups(0, std::ptr::null_mut()) })?;
        let mut groups: Vec<libc::gid_t> = vec![0; count as usize];
        // SAFETY: the list is as long as is said.
        match check(unsafe { libc::getgroups(count, groups.as_mut_ptr()) }) {
            Ok(count) => {
                groups.truncate(count as usize);
                return Ok(groups);
            }
            // Another thread set more meanwhile.
            Err(errno::EINVAL) => {}
            Err(other) => return Err(other),
        }
    }
}

/// `setgroups(2)`, for the whole process.
pub fn setgroups(groups: &[u32]) -> Result<(), Errno> {
    let count = i32::try_from(groups.len()).map_err(|_| errno::EINVAL)?;
    // SAFETY: the list is as long as is said.
    check(unsafe { libc::setgroups(count as _, groups.as_ptr()) }).map(drop)
}

/// `initgroups(3)`, for the whole process.
pub fn initgroups(user: &CStr, group: u32) -> Result<(), Errno> {
    // SAFETY: a C string and a number.
    check(unsafe { libc::initgroups(user.as_ptr(), group as _) }).map(drop)
}

/// `getgrouplist(3)`
pub fn getgrouplist(user: &CStr, group: u32) -> Result<Vec<u32>, Errno> {
    let mut room = 64;
    while room <= MOST {
        let mut groups = vec![0; room];
        let mut count = room as libc::c_int;
        // SAFETY: the list is as long as `count` says.
        let result = unsafe {
            libc::getgrouplist(user.as_ptr(), group as _, groups.as_mut_ptr(), &raw mut count)
        };
        // Some systems say how many there are, others only that there are more.
        let count = usize::try_from(count).unwrap_or(0);
        if result >= 0 {
            groups.truncate(count);
            return Ok(groups.into_iter().map(|group| group as u32).collect());
        }
        room = count.max(room * 2);
    }
    Err(errno::ERANGE)
}
