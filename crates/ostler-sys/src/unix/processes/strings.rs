//! Argument vectors and environments on their way into a new program.

use std::ffi::{OsStr, c_char};
use std::marker::PhantomData;
use std::os::unix::ffi::OsStrExt as _;
use std::ptr;

use crate::cstr::InteriorNul;

/// Strings for a new program, one after the other in one piece of memory, each with its NUL.
///
/// A string with a NUL byte inside is taken, and [`Strings::pointers`] refuses it.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    text: Vec<u8>,
    ends: Vec<usize>,
    interior_nul: bool,
}

impl Strings {
    /// Adds a string.
    pub fn push(&mut self, string: &OsStr) {
        self.push_parts(&[string.as_bytes()]);
    }

    /// Adds `NAME=value`.
    pub fn push_pair(&mut self, name: &OsStr, value: &OsStr) {
        self.push_parts(&[name.as_bytes(), b"=", value.as_bytes()]);
    }

    fn push_parts(&mut self, parts: &[&[u8]]) {
        for part in parts {
            self.interior_nul |= part.contains(&0);
            self.text.extend_from_slice(part);
        }
        self.ends.push(self.text.len());
        self.text.push(0);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The strings, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &OsStr> + Clone {
        self.spans().map(|(start, end)| OsStr::from_bytes(&self.text[start..end]))
    }

    /// Where each string starts and ends in the text.
    fn spans(&self) -> impl Iterator<Item = (usize, usize)> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|end| end + 1));
        starts.zip(self.ends.iter().copied())
    }

    /// The vector of C strings that `exec` and `posix_spawn` take.
    pub fn pointers(&self) -> Result<Pointers<'_>, InteriorNul> {
        if self.interior_nul {
            return Err(InteriorNul);
        }
        let strings = self.spans().map(|(start, _)| self.text[start..].as_ptr().cast());
        let list = strings.chain(std::iter::once(ptr::null())).collect();
        Ok(Pointers { list, text: PhantomData })
    }
}

impl<S: AsRef<OsStr>> FromIterator<S> for Strings {
    fn from_iter<I: IntoIterator<Item = S>>(strings: I) -> Self {
        let mut all = Self::default();
        strings.into_iter().for_each(|string| all.push(string.as_ref()));
        all
    }
}

/// Pointers to C strings, a null pointer after the last.
#[derive(Debug)]
pub struct Pointers<'a> {
    list: Vec<*const c_char>,
    text: PhantomData<&'a Strings>,
}

// SAFETY: the pointers are to text that is borrowed and never written, by whatever thread.
unsafe impl Send for Pointers<'_> {}
// SAFETY: as above.
unsafe impl Sync for Pointers<'_> {}

impl Pointers<'_> {
    pub(super) fn as_ptr(&self) -> *const *const c_char {
        self.list.as_ptr()
    }

    /// As `posix_spawn` declares it, which does not write there either.
    pub(super) fn as_mut_ptr(&self) -> *const *mut c_char {
        self.list.as_ptr().cast()
    }
}
