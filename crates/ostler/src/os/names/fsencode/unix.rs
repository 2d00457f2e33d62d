//! Names as bytes, and names as the reference's strings.
//!
//! The system's names are bytes, and so are [`OsStr`]s. A string of the reference is a sequence of code points: text is
//! decoded as UTF-8, and a byte that is not UTF-8 becomes a lone surrogate, `U+DC80` to `U+DCFF` (PEP 383,
//! "surrogateescape"). Such a string is not Unicode and no [`str`] can hold it, so here it is a sequence of `u32`.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::iter::FusedIterator;
use std::os::unix::ffi::OsStrExt as _;
use std::str::{Chars, Utf8Chunk, Utf8Chunks};

use crate::error::{Error, Result};

#[inline]
pub(super) fn encode(name: &OsStr) -> Cow<'_, [u8]> {
    Cow::Borrowed(name.as_bytes())
}

/// The name of bytes: `os.fsdecode(filename)`. Every sequence of bytes is a name; nothing is lost.
///
/// ```
/// use ostler::os;
/// let name = os::fsdecode(b"caf\xe9");
/// assert_eq!(name.to_str(), None);
/// assert_eq!(*os::fsencode(&name), *b"caf\xe9");
/// ```
#[inline]
pub fn fsdecode(filename: &[u8]) -> Cow<'_, OsStr> {
    Cow::Borrowed(OsStr::from_bytes(filename))
}

/// The code points of the string that the reference's `os.fsdecode` makes of a name: what to send to a Python program
/// that is to find the same file.
///
/// ```
/// use ostler::os;
/// let points: Vec<u32> = os::fsdecode_codepoints(b"a\xff").collect();
/// assert_eq!(points, [0x61, 0xdcff]);
/// ```
#[doc(alias = "surrogateescape")]
pub fn fsdecode_codepoints<B: AsRef<[u8]> + ?Sized>(filename: &B) -> Codepoints<'_> {
    Codepoints { chunks: filename.as_ref().utf8_chunks(), text: "".chars(), rest: &[] }
}

/// The code points of a name, from [`fsdecode_codepoints`].
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy"]
pub struct Codepoints<'a> {
    chunks: Utf8Chunks<'a>,
    text: Chars<'a>,
    rest: &'a [u8],
}

/// Added to a byte from 0x80 on that is not UTF-8.
const ESCAPE: u32 = 0xdc00;

impl Iterator for Codepoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        loop {
            if let Some(c) = self.text.next() {
                return Some(c.into());
            }
            if let Some((&byte, rest)) = self.rest.split_first() {
                self.rest = rest;
                return Some(ESCAPE + u32::from(byte));
            }
            let chunk: Utf8Chunk<'_> = self.chunks.next()?;
            self.text = chunk.valid().chars();
            self.rest = chunk.invalid();
        }
    }
}

impl FusedIterator for Codepoints<'_> {}

/// The bytes of a name from the code points of the reference's string: the reverse of [`fsdecode_codepoints`].
///
/// # Errors
///
/// `Value` for a number that is no code point, and for a surrogate that stands for no byte.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::fsencode_codepoints([0x61, 0xdcff])?, b"a\xff");
/// assert!(os::fsencode_codepoints([0xd800]).is_err());
/// # Ok::<(), ostler::Error>(())
/// ```
#[doc(alias = "surrogateescape")]
pub fn fsencode_codepoints(codepoints: impl IntoIterator<Item = u32>) -> Result<Vec<u8>> {
    let codepoints = codepoints.into_iter();
    let mut name = Vec::with_capacity(codepoints.size_hint().0.min(4096));
    for (position, point) in codepoints.enumerate() {
        match (char::from_u32(point), point) {
            (Some(c), _) => name.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            (None, 0xdc80..=0xdcff) => name.push((point - ESCAPE) as u8),
            (None, 0xd800..=0xdfff) => {
                return Err(Error::value(format!(
                    "can't encode U+{point:04X} in position {position}: surrogates not allowed"
                )));
            }
            _ => {
                return Err(Error::value(format!(
                    "{point:#x} in position {position} is not a code point"
                )));
            }
        }
    }
    Ok(name)
}
