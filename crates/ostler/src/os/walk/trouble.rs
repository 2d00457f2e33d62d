//! How a walk fails, and who hears of it.

use ostler_sys::SysCode;

use crate::error::{Error, Result};
use crate::host::{Code as _, Host};

/// An error, and what it ends.
pub(super) enum Trouble {
    /// The walk: a hook refused, or the host's program was interrupted for good.
    Fatal(Error),
    /// One directory.
    Here(Error),
}

/// A system call's result in a walk: what the host says ends the walk, what the kernel says is about one directory.
pub(super) type Answer<T> = Result<Result<T, SysCode>, Trouble>;

/// Makes a call for a host until it is not interrupted.
#[inline]
pub(super) fn ask<H: Host, T: Send>(
    host: &mut H,
    mut call: impl FnMut() -> Result<T, SysCode> + Send,
) -> Answer<T> {
    loop {
        match host.aside(&mut call) {
            Err(code) if code.is_interruption() => host.interrupted().map_err(Trouble::Fatal)?,
            answer => return Ok(answer),
        }
    }
}

/// What the program made [`onerror`](super::Walk::onerror) with.
pub(super) type Callback<'a> = Box<dyn FnMut(Error) -> Result<()> + Send + 'a>;

/// Who hears of the errors of single directories.
#[derive(Default)]
pub(super) enum Handler<'a> {
    /// The loop over the walk: they are items.
    #[default]
    Items,
    /// Nobody.
    Ignore,
    /// A function, which may end the walk by an error of its own.
    Call(Callback<'a>),
}

/// What becomes of an error.
pub(super) enum Verdict {
    GoOn,
    Item(Error),
    End(Error),
}

impl Handler<'_> {
    pub(super) fn hear(&mut self, error: Error) -> Verdict {
        match self {
            Self::Items => Verdict::Item(error),
            Self::Ignore => Verdict::GoOn,
            Self::Call(callback) => callback(error).map_or_else(Verdict::End, |()| Verdict::GoOn),
        }
    }

    pub(super) fn is_callback(&self) -> bool {
        matches!(self, Self::Call(_))
    }
}
