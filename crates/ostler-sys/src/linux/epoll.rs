//! Waiting for many descriptors at once.

use std::time::Duration;

use rustix::event::epoll;
use rustix::event::{Timespec, epoll::EventData};

use crate::errno::Errno;
use crate::fd::{BorrowedFd, OwnedFd};

/// `epoll_create1(2)`. Close-on-exec.
pub fn create() -> Result<OwnedFd, Errno> {
    Ok(epoll::create(epoll::CreateFlags::CLOEXEC)?)
}

/// `epoll_ctl(2)`: a descriptor is told of as long as it is readable. One that is closed is told of no more.
pub fn add(epoll: BorrowedFd<'_>, fd: BorrowedFd<'_>, key: u64) -> Result<(), Errno> {
    Ok(epoll::add(epoll, fd, EventData::new_u64(key), epoll::EventFlags::IN)?)
}

/// `epoll_ctl(2)`: takes a descriptor out again, of which there may be copies that keep it there.
pub fn delete(epoll: BorrowedFd<'_>, fd: BorrowedFd<'_>) -> Result<(), Errno> {
    Ok(epoll::delete(epoll, fd)?)
}

/// `epoll_wait(2)`: replaces `keys` by those of readable descriptors; none if the time is up. `None` waits for ever.
pub fn wait(
    epoll: BorrowedFd<'_>,
    timeout: Option<Duration>,
    keys: &mut Vec<u64>,
) -> Result<(), Errno> {
    let mut room = [std::mem::MaybeUninit::uninit(); 128];
    let timeout = timeout.map(timespec);
    keys.clear();
    let (events, _) = epoll::wait(epoll, &mut room, timeout.as_ref())?;
    keys.extend(events.iter().map(|event| event.data.u64()));
    Ok(())
}

/// A duration as the kernel takes it; one that has no room is as long as there can be.
pub fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos() as _,
    }
}
