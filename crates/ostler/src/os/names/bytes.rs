//! The environment as the bytes it is made of.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use super::{Environ, environ, getenv};

/// [`environ`] seen as bytes: `os.environb`.
///
/// ```
/// let env = ostler::os::environb();
/// assert_eq!(env.contains("PATH"), std::env::var_os("PATH").is_some());
/// ```
pub fn environb() -> EnvironBytes {
    environ().into()
}

/// [`getenv`] in bytes: `os.getenvb(key)`.
///
/// ```
/// assert_eq!(ostler::os::getenvb("no such variable"), None);
/// ```
pub fn getenvb(key: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    getenv(OsStr::from_bytes(key.as_ref())).map(OsString::into_vec)
}

/// An [`Environ`] seen as bytes, from [`environb`](super::environb).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EnvironBytes(Environ);

impl EnvironBytes {
    /// The value of a variable.
    #[inline]
    pub fn get(&self, key: impl AsRef<[u8]>) -> Option<&[u8]> {
        self.0.get(OsStr::from_bytes(key.as_ref())).map(OsStr::as_bytes)
    }

    /// Whether there is such a variable.
    #[inline]
    pub fn contains(&self, key: impl AsRef<[u8]>) -> bool {
        self.0.contains(OsStr::from_bytes(key.as_ref()))
    }

    /// How many variables there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values, in the order they were put in.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&[u8], &[u8])> + ExactSizeIterator {
        self.0.iter().map(|(key, value)| (key.as_bytes(), value.as_bytes()))
    }
}

impl From<Environ> for EnvironBytes {
    fn from(environ: Environ) -> Self {
        Self(environ)
    }
}

impl From<EnvironBytes> for Environ {
    fn from(environ: EnvironBytes) -> Self {
        environ.0
    }
}
