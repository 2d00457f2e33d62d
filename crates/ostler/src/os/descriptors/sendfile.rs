//! From a file to a socket within the kernel.

#[cfg(linux_kernel)]
pub use linux::*;

#[cfg(any(apple, target_os = "freebsd", target_os = "dragonfly"))]
pub use bsd::*;

#[cfg(linux_kernel)]
mod linux {
    use ostler_sys as sys;

    use crate::error::Result;
    use crate::fd::{AsFd, Fd};
    use crate::host::retry;

    /// Sends up to `count` bytes of a file to a socket, or to any other descriptor, without their leaving the kernel:
    /// `os.sendfile(out_fd, in_fd, offset, count)`, `sendfile(2)`. Says how many; 0 means the end of the file.
    ///
    /// With an offset the file's own stays as it is; with `None` the file is read where it is read next.
    ///
    /// # Errors
    ///
    /// As `sendfile(2)`: `BlockingIo` for a full socket that does not wait, `EINVAL` for a negative offset or a file that
    /// cannot be sent this way.
    ///
    /// ```
    /// use std::os::unix::net::UnixStream;
    /// use ostler::os;
    /// let file = tempfile::tempfile()?;
    /// os::pwrite(&file, b"0123456789", 0)?;
    /// let (socket, peer) = UnixStream::pair()?;
    /// assert_eq!(os::sendfile(&socket, &file, Some(7), 100)?, 3);
    /// assert_eq!(os::read(&peer, 100)?, b"789");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn sendfile(
        out_fd: impl AsFd,
        in_fd: impl AsFd,
        offset: Option<i64>,
        count: usize,
    ) -> Result<usize> {
        let (out, input) = (Fd::from(out_fd.as_fd()), Fd::from(in_fd.as_fd()));
        Ok(retry(|| sys::descriptors::sendfile(out, input, offset, count))?)
    }
}

#[cfg(any(apple, target_os = "freebsd", target_os = "dragonfly"))]
mod bsd {
    use std::io::IoSlice;

    use ostler_sys as sys;

    use crate::error::{Error, Result};
    use crate::fd::{AsFd, Fd};
    use crate::host::retry;

    flags! {
        /// How [`sendfile_with`] sends.
        pub struct SendfileFlags: i32 {
            /// Fails with `EBUSY` where the disk would have to be waited for.
            #[cfg(target_os = "freebsd")]
            SF_NODISKIO = sys::c::SF_NODISKIO;
            /// Does not wait for memory to be had.
            #[cfg(target_os = "freebsd")]
            SF_MNOWAIT = sys::c::SF_MNOWAIT;
            /// Returns when the network has taken the file's pages.
            #[cfg(target_os = "freebsd")]
            SF_SYNC = sys::c::SF_SYNC;
            /// What was sent is not kept in the cache.
            #[cfg(target_os = "freebsd")]
            SF_NOCACHE = sys::c::SF_NOCACHE;
        }
    }

    /// Sends `count` bytes of a file (0: to its end) to a socket without their leaving the kernel:
    /// `os.sendfile(out_fd, in_fd, offset, count)`, `sendfile(2)`. Says how many; 0 means the end of the file.
    ///
    /// # Errors
    ///
    /// As `sendfile(2)`; `NotImplemented` without an offset, which only Linux can do without.
    pub fn sendfile(
        out_fd: impl AsFd,
        in_fd: impl AsFd,
        offset: Option<i64>,
        count: usize,
    ) -> Result<usize> {
        let offset = offset.ok_or_else(|| {
            Error::not_implemented("sendfile: an offset is required on this platform")
        })?;
        sendfile_with(out_fd, in_fd, offset, count, &[], &[], SendfileFlags::empty())
    }

    /// [`sendfile()`] with buffers before and after:
    /// `os.sendfile(out_fd, in_fd, offset, count, headers=(), trailers=(), flags=0)`. What of them was sent counts.
    ///
    /// # Errors
    ///
    /// As `sendfile(2)`.
    pub fn sendfile_with(
        out_fd: impl AsFd,
        in_fd: impl AsFd,
        offset: i64,
        count: usize,
        headers: &[IoSlice<'_>],
        trailers: &[IoSlice<'_>],
        flags: SendfileFlags,
    ) -> Result<usize> {
        let (out, input) = (Fd::from(out_fd.as_fd()), Fd::from(in_fd.as_fd()));
        let flags = flags.bits();
        let send =
            || sys::descriptors::sendfile(out, input, offset, count, headers, trailers, flags);
        Ok(retry(send)?)
    }
}
