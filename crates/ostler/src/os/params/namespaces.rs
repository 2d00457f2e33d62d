//! Namespaces, and what else a thread shares with others.

use ostler_sys::{self as sys, c};

use crate::error::Result;
use crate::fd::AsFd;
use crate::host::retry;

flags! {
    /// What [`unshare`] takes apart, and which namespaces [`setns`] may enter.
    pub struct CloneFlags: i32 {
        /// The table of descriptors.
        CLONE_FILES = c::CLONE_FILES;
        /// The current directory, the root and the umask.
        CLONE_FS = c::CLONE_FS;
        /// The namespace of control groups.
        CLONE_NEWCGROUP = c::CLONE_NEWCGROUP;
        /// The namespace of System V and POSIX message queues, semaphores and shared memory.
        CLONE_NEWIPC = c::CLONE_NEWIPC;
        /// The namespace of the network.
        CLONE_NEWNET = c::CLONE_NEWNET;
        /// The namespace of mounts.
        CLONE_NEWNS = c::CLONE_NEWNS;
        /// The namespace of process ids, for the children.
        CLONE_NEWPID = c::CLONE_NEWPID;
        /// The namespace of the monotonic and the boot-time clock, for the children.
        CLONE_NEWTIME = 0x80;
        /// The namespace of user and group ids.
        CLONE_NEWUSER = c::CLONE_NEWUSER;
        /// The namespace of the host and the domain name.
        CLONE_NEWUTS = c::CLONE_NEWUTS;
        /// The signal handlers. A process with one thread has them for itself.
        CLONE_SIGHAND = c::CLONE_SIGHAND;
        /// The semaphore adjustments of System V.
        CLONE_SYSVSEM = c::CLONE_SYSVSEM;
        /// The thread group. A process with one thread has it for itself.
        CLONE_THREAD = c::CLONE_THREAD;
        /// The memory. A process with one thread has it for itself.
        CLONE_VM = c::CLONE_VM;
    }
}

/// Moves the calling thread into a namespace: `os.setns(fd, nstype=0)`, `setns(2)`.
///
/// `fd` is a file of `/proc/<pid>/ns/`, and `nstype` may say which kind it has to be; or it is the pidfd of a process,
/// and `nstype` says which of that process's namespaces to enter (Linux 5.8).
///
/// # Errors
///
/// `PermissionDenied` without the right to; `EINVAL` for a descriptor of another kind, or where threads stand in the
/// way.
///
/// # Platforms
///
/// Linux.
///
/// ```no_run
/// use ostler::os;
/// let net = os::open("/proc/1/ns/net", os::O_RDONLY)?;
/// os::setns(&net, os::CLONE_NEWNET)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setns(fd: impl AsFd, nstype: CloneFlags) -> Result<()> {
    let fd = fd.as_fd();
    Ok(retry(|| sys::linux::namespaces::setns(fd.into(), nstype.bits()))?)
}

/// Gives the calling thread things of its own that it shares with others: `os.unshare(flags)`, `unshare(2)`.
///
/// Descriptors belong to the whole process in Rust: with [`CLONE_FILES`] this succeeds only where there is one thread.
/// [`unshare_unchecked`] has no such condition.
///
/// # Errors
///
/// `PermissionDenied` without the right to; `EINVAL` for what cannot be had, or not with several threads; `ENOSPC` or
/// `EUSERS` for too many namespaces.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os::{self, CloneFlags};
/// os::unshare(CloneFlags::empty())?;
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub fn unshare(flags: CloneFlags) -> Result<()> {
    let mut flags = flags;
    if flags.contains(CLONE_FILES) {
        // The kernel grants this to the only thread of a process and to no other.
        flags |= CLONE_THREAD;
    }
    // SAFETY: no other thread is left behind with a table of its own.
    unsafe { unshare_unchecked(flags) }
}

/// [`unshare`] as the kernel has it.
///
/// # Safety
///
/// With [`CLONE_FILES`] in a process with several threads, a descriptor made by one side does not mean the same file,
/// or any, on the other. No value that holds a descriptor may pass between them afterwards, in either direction, and
/// none from before may be closed on one side while the other counts on it. That includes what the standard library and
/// other crates keep to themselves.
///
/// # Errors
///
/// As [`unshare`].
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// // SAFETY: the thread takes no descriptor along, and hands out none.
/// std::thread::spawn(|| unsafe { os::unshare_unchecked(os::CLONE_FS) }).join().unwrap()?;
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub unsafe fn unshare_unchecked(flags: CloneFlags) -> Result<()> {
    // SAFETY: the caller's promise.
    Ok(retry(|| unsafe { sys::linux::namespaces::unshare(flags.bits()) })?)
}
