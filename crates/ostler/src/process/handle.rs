//! [`Handle`]: what a process is held by, for programs that wait in a loop of their own.

#[cfg(linux_kernel)]
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd as Owned, RawFd};
#[cfg(windows)]
use std::os::windows::io::{
    AsHandle, AsRawHandle, BorrowedHandle, OwnedHandle as Owned, RawHandle,
};

use crate::error::{Error, Result};

use super::Process;
use super::identity::Held;

/// A descriptor of a process (Linux, `pidfd_open(2)`), a handle to it (Windows). The system holds on to the process as long as this is
/// open: its number is not given to another on Windows, and on Linux what is done by the descriptor reaches no other.
///
/// It becomes readable (Linux), or signalled (Windows), when the process has ended: a loop that waits for files, sockets and timers
/// can wait for processes too. That the process has ended does not collect it, if it is a child: [`Child::poll`] does.
///
/// With tokio:
///
/// ```
/// # #[cfg(target_os = "linux")] {
/// use ostler::process::Child;
/// use tokio::io::unix::AsyncFd;
///
/// async fn ended(child: &Child) -> Result<Option<i32>, Box<dyn std::error::Error>> {
///     let descriptor = AsyncFd::new(child.handle()?)?;
///     let _ready = descriptor.readable().await?;
///     Ok(child.poll()?.and_then(|end| end.exit_code()))
/// }
///
/// let child = Child::spawn("sh", ["-c", "sleep 0.1; exit 3"])?;
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
/// assert_eq!(runtime.block_on(ended(&child))?, Some(3));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`Child::poll`]: super::Child::poll
#[derive(Debug)]
pub struct Handle {
    process: Process,
    owned: Owned,
}

impl Process {
    /// Holds on to the process, so that its end can be waited for beside other things.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if it is gone.
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) where the kernel, or a filter of system calls, has no descriptors of
    /// processes: [`binding`](Self::binding) is [`Checked`](super::Binding::Checked) there.
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is not for us to wait for (Windows).
    ///
    /// ```
    /// use ostler::process::{Child, Process};
    ///
    /// let child = Child::spawn("sleep", ["60"])?;
    /// let handle = Process::new(child.pid())?.handle()?;
    /// assert_eq!(handle.process(), child.process());
    /// # child.kill()?;
    /// # child.wait(None)?;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    #[doc(alias = "pidfd_open")]
    #[doc(alias = "OpenProcess")]
    pub fn handle(&self) -> Result<Handle> {
        let owned = Held::of(*self)?.into_owned().ok_or_else(|| {
            Error::not_implemented("handle: descriptors of processes unavailable on this system")
        })?;
        Ok(Handle { process: *self, owned })
    }
}

impl Handle {
    #[cfg(windows)]
    pub(super) fn new(process: Process, owned: Owned) -> Self {
        Self { process, owned }
    }

    /// The process.
    pub fn process(&self) -> Process {
        self.process
    }
}

impl From<Handle> for Owned {
    fn from(handle: Handle) -> Self {
        handle.owned
    }
}

#[cfg(linux_kernel)]
impl AsFd for Handle {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.owned.as_fd()
    }
}

#[cfg(linux_kernel)]
impl AsRawFd for Handle {
    fn as_raw_fd(&self) -> RawFd {
        self.owned.as_raw_fd()
    }
}

#[cfg(windows)]
impl AsHandle for Handle {
    fn as_handle(&self) -> BorrowedHandle<'_> {
        self.owned.as_handle()
    }
}

#[cfg(windows)]
impl AsRawHandle for Handle {
    fn as_raw_handle(&self) -> RawHandle {
        self.owned.as_raw_handle()
    }
}
