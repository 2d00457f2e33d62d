//! From a file to a socket within the kernel.

use crate::errno::Errno;
use crate::fd::Fd;

/// `sendfile(2)` of Linux.
#[cfg(linux_kernel)]
pub fn sendfile(
    out: Fd<'_>,
    input: Fd<'_>,
    offset: Option<i64>,
    count: usize,
) -> Result<usize, Errno> {
    use crate::borrow;
    let mut offset = offset.map(i64::cast_unsigned);
    Ok(rustix::fs::sendfile(borrow(out)?, borrow(input)?, offset.as_mut(), count)?)
}

#[cfg(any(apple, target_os = "freebsd", target_os = "dragonfly"))]
pub use bsd::sendfile;

#[cfg(any(apple, target_os = "freebsd", target_os = "dragonfly"))]
mod bsd {
    use std::io::IoSlice;

    use super::{Errno, Fd};
    use crate::errno;

    /// `sendfile(2)` of the BSDs: `headers`, then `count` bytes of the file (0: to its end), then `trailers`.
    ///
    /// What was sent before a signal or a full socket stopped it is a result, not an error.
    pub fn sendfile(
        out: Fd<'_>,
        input: Fd<'_>,
        offset: i64,
        count: usize,
        headers: &[IoSlice<'_>],
        trailers: &[IoSlice<'_>],
        flags: i32,
    ) -> Result<usize, Errno> {
        let number = |n: usize| i32::try_from(n).map_err(|_| errno::EINVAL);
        let mut parts = libc::sf_hdtr {
            headers: vectors(headers),
            hdr_cnt: number(headers.len())?,
            trailers: vectors(trailers),
            trl_cnt: number(trailers.len())?,
        };
        let parts: *mut libc::sf_hdtr = if headers.is_empty() && trailers.is_empty() {
            std::ptr::null_mut()
        } else {
            &mut parts
        };
        let (sent, result) = call(out, input, offset, count, headers, parts, flags)?;
        match result {
            0 => Ok(sent),
            _ => match Errno::last() {
                errno::EAGAIN | errno::EBUSY | errno::EINTR if sent > 0 => Ok(sent),
                error => Err(error),
            },
        }
    }

    /// An `IoSlice` has the layout of an `iovec`; the kernel reads these only.
    fn vectors(slices: &[IoSlice<'_>]) -> *mut libc::iovec {
        slices.as_ptr().cast::<libc::iovec>().cast_mut()
    }

    #[cfg(apple)]
    fn call(
        out: Fd<'_>,
        input: Fd<'_>,
        offset: i64,
        count: usize,
        headers: &[IoSlice<'_>],
        parts: *mut libc::sf_hdtr,
        flags: i32,
    ) -> Result<(usize, i32), Errno> {
        // The length covers the headers too, unless it means "to the end".
        let ahead = headers.iter().fold(0_usize, |sum, part| sum.saturating_add(part.len()));
        let len = if count == 0 { 0 } else { count.saturating_add(ahead) };
        let mut len = i64::try_from(len).map_err(|_| errno::EINVAL)?;
        // SAFETY: the header structure is null or valid, and so are the parts it names.
        let result =
            unsafe { libc::sendfile(input.raw(), out.raw(), offset, &raw mut len, parts, flags) };
        Ok((usize::try_from(len).unwrap_or(0), result))
    }

    #[cfg(not(apple))]
    fn call(
        out: Fd<'_>,
        input: Fd<'_>,
        offset: i64,
        count: usize,
        _headers: &[IoSlice<'_>],
        parts: *mut libc::sf_hdtr,
        flags: i32,
    ) -> Result<(usize, i32), Errno> {
        let mut sent: libc::off_t = 0;
        // SAFETY: the header structure is null or valid, and so are the parts it names.
        let result = unsafe {
            libc::sendfile(input.raw(), out.raw(), offset, count, parts, &raw mut sent, flags)
        };
        Ok((usize::try_from(sent).unwrap_or(0), result))
    }
}
