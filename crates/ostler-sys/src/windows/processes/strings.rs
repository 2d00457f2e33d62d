//! Argument vectors and environments on their way into a new program.

use std::ffi::{OsStr, OsString};
use std::marker::PhantomData;
use std::os::windows::ffi::OsStrExt as _;
use std::ptr;

use crate::wide::InteriorNul;

/// Strings for a new program.
///
/// A string with a NUL inside is taken, and [`Strings::pointers`] refuses it.
#[derive(Clone, Debug, Default)]
pub struct Strings(Vec<OsString>);

impl Strings {
    /// Adds a string.
    pub fn push(&mut self, string: &OsStr) {
        self.0.push(string.to_owned());
    }

    /// Adds `NAME=value`.
    pub fn push_pair(&mut self, name: &OsStr, value: &OsStr) {
        let mut pair = OsString::with_capacity(name.len() + value.len() + 1);
        pair.push(name);
        pair.push("=");
        pair.push(value);
        self.0.push(pair);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The strings, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &OsStr> + Clone {
        self.0.iter().map(OsString::as_os_str)
    }

    /// The vector of wide strings that the C runtime takes.
    pub fn pointers(&self) -> Result<Pointers<'_>, InteriorNul> {
        let mut text = Vec::new();
        let mut starts = Vec::with_capacity(self.0.len());
        for string in &self.0 {
            starts.push(text.len());
            text.extend(string.encode_wide());
            text.push(0);
        }
        if text.iter().filter(|unit| **unit == 0).count() > starts.len() {
            return Err(InteriorNul);
        }
        // Now the text stays where it is.
        let strings = starts.into_iter().map(|start| text[start..].as_ptr());
        let list = strings.chain(std::iter::once(ptr::null())).collect();
        Ok(Pointers { list, _text: text, strings: PhantomData })
    }
}

impl<S: AsRef<OsStr>> FromIterator<S> for Strings {
    fn from_iter<I: IntoIterator<Item = S>>(strings: I) -> Self {
        Self(strings.into_iter().map(|string| string.as_ref().to_owned()).collect())
    }
}

/// Pointers to wide strings, a null pointer after the last.
#[derive(Debug)]
pub struct Pointers<'a> {
    list: Vec<*const u16>,
    _text: Vec<u16>,
    strings: PhantomData<&'a Strings>,
}

// SAFETY: the pointers are to text that goes with them and is never written, by whatever thread.
unsafe impl Send for Pointers<'_> {}
// SAFETY: as above.
unsafe impl Sync for Pointers<'_> {}

impl Pointers<'_> {
    /// No vector at all, which for an environment means this process's own.
    pub const fn none() -> Self {
        Self { list: Vec::new(), _text: Vec::new(), strings: PhantomData }
    }

    pub(super) fn as_ptr(&self) -> *const *const u16 {
        if self.list.is_empty() { ptr::null() } else { self.list.as_ptr() }
    }
}
