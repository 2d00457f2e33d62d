//! Text by code points, and what the reference's patterns hold to be a digit, a space, the same letter.

/// The first code point of some bytes, and how many bytes it takes. What is not UTF-8 may be a lone surrogate in three bytes;
/// any other byte is the surrogate that stands for it in the reference.
#[inline]
pub(super) fn first(bytes: &[u8]) -> Option<(u32, usize)> {
    match *bytes.first()? {
        byte @ ..0x80 => Some((byte.into(), 1)),
        byte => Some(longer(byte, bytes)),
    }
}

fn longer(byte: u8, bytes: &[u8]) -> (u32, usize) {
    let window = bytes.get(..4).unwrap_or(bytes);
    if let Some(c) = window.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()) {
        return (c.into(), c.len_utf8());
    }
    if let [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, ..] = *window {
        return (0xd000 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f), 3);
    }
    (0xdc00 | u32::from(byte), 1)
}

/// The code points of some bytes.
pub(super) fn code_points(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (code, length) = first(rest)?;
        rest = rest.get(length..).unwrap_or_default();
        Some(code)
    })
}

/// The zeros of the decimal digits (Unicode 17): nine more follow each.
const ZEROS: [u32; 77] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce,
    0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The value of a decimal digit of any script.
pub(super) fn digit(code: u32) -> Option<u32> {
    if code < 0x80 {
        return (b'0'.into()..=b'9'.into()).contains(&code).then(|| code - u32::from(b'0'));
    }
    let after = ZEROS.partition_point(|&zero| zero <= code);
    let zero = ZEROS.get(after.checked_sub(1)?)?;
    Some(code - zero).filter(|&value| value < 10)
}

/// Whether it is white space. The four separators of ASCII are, which Unicode does not say.
pub(super) fn is_space(code: u32) -> bool {
    (0x1c..=0x1f).contains(&code) || char::from_u32(code).is_some_and(char::is_whitespace)
}

/// A letter or whatever is in a format, to be compared with those of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    /// In lower case, if it has cases.
    code: u32,
    has_case: bool,
    /// Another code point that will do; its own where there is none.
    other: u32,
}

impl Literal {
    /// It may be the letter U+02BC too, which some languages write for it.
    pub(super) const APOSTROPHE: Self = Self { code: '\'' as u32, has_case: false, other: 0x2bc };

    pub(super) fn new(code: u32) -> Self {
        let has_case = has_case(code);
        let code = if has_case { lower(code) } else { code };
        Self { code, has_case, other: code }
    }

    /// Whether a code point is the same, but for case.
    pub(super) fn matches(self, code: u32) -> bool {
        if !self.has_case {
            return self.code == code || self.other == code;
        }
        let other = lower(code);
        self.code == other
            // There are letters with the same capital: the long s, the final sigma.
            || ((self.code | other) > 0x7f && capitals(self.code).eq(capitals(other)))
    }
}

/// The small letter of a code point: one, even where the language of the text would have two.
fn lower(code: u32) -> u32 {
    match code {
        0x130 => 'i'.into(),
        code => char::from_u32(code).map_or(code, |c| c.to_lowercase().next().unwrap_or(c).into()),
    }
}

fn capitals(code: u32) -> impl Iterator<Item = char> {
    char::from_u32(code).into_iter().flat_map(char::to_uppercase)
}

/// Whether it has another case. A capital of several letters counts by its first.
fn has_case(code: u32) -> bool {
    capitals(code).next().is_some_and(|capital| u32::from(capital) != code) || lower(code) != code
}
