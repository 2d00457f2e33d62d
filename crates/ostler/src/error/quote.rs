use std::ffi::OsStr;
use std::fmt::{self, Write as _};
use std::ops::RangeInclusive;
use std::path::Path;

/// A file name as the reference prints it: in quotes, with what cannot be printed escaped. A byte that is not UTF-8 shows
/// as the lone surrogate that stands for it (`\udcff`).
pub(crate) fn quoted(path: &Path) -> impl fmt::Display + '_ {
    Quoted(path.as_os_str())
}

struct Quoted<'a>(&'a OsStr);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.as_encoded_bytes();
        let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
        f.write_char(quote)?;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\n' => f.write_str("\\n")?,
                    '\r' => f.write_str("\\r")?,
                    '\t' => f.write_str("\\t")?,
                    '\\' => f.write_str("\\\\")?,
                    c if c == quote => write!(f, "\\{c}")?,
                    c if unprintable(c) && (c as u32) < 0x100 => write!(f, "\\x{:02x}", c as u32)?,
                    c if unprintable(c) && (c as u32) < 0x10000 => {
                        write!(f, "\\u{:04x}", c as u32)?;
                    }
                    c if unprintable(c) => write!(f, "\\U{:08x}", c as u32)?,
                    c => f.write_char(c)?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\udc{byte:02x}")?;
            }
        }
        f.write_char(quote)
    }
}

/// What would disturb a terminal or be seen as nothing: controls, separators, marks of format and direction, private use,
/// and what is no character. (Python's tables have the code points without a character yet, too.)
fn unprintable(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || FORMAT.iter().any(|marks| marks.contains(&c))
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
        || (c as u32) & 0xfffe == 0xfffe
}

/// Unicode's general category Cf, and the noncharacters in the midst of others.
const FORMAT: [RangeInclusive<char>; 21] = [
    '\u{ad}'..='\u{ad}',
    '\u{600}'..='\u{605}',
    '\u{61c}'..='\u{61c}',
    '\u{6dd}'..='\u{6dd}',
    '\u{70f}'..='\u{70f}',
    '\u{890}'..='\u{891}',
    '\u{8e2}'..='\u{8e2}',
    '\u{180e}'..='\u{180e}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{feff}'..='\u{feff}',
    '\u{fff9}'..='\u{fffb}',
    '\u{110bd}'..='\u{110bd}',
    '\u{110cd}'..='\u{110cd}',
    '\u{13430}'..='\u{1343f}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0001}'..='\u{e0001}',
    '\u{e0020}'..='\u{e007f}',
    '\u{fdd0}'..='\u{fdef}',
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &OsStr) -> String {
        quoted(Path::new(name)).to_string()
    }

    #[test]
    fn like_the_reference() {
        for (name, text) in [
            ("a", "'a'"),
            ("it's", "\"it's\""),
            ("it's \"a\"", "'it\\'s \"a\"'"),
            ("a\nb\t\\", "'a\\nb\\t\\\\'"),
            ("\x07\u{85}\u{a0}", "'\\x07\\x85\\xa0'"),
            ("caf\u{e9}", "'caf\u{e9}'"),
            ("\u{2028}\u{202e}", "'\\u2028\\u202e'"),
            ("\u{61c}\u{fff9}\u{ffff}", "'\\u061c\\ufff9\\uffff'"),
            ("\u{e0041}\u{10fffd}\u{1f600}", "'\\U000e0041\\U0010fffd\u{1f600}'"),
        ] {
            assert_eq!(shown(OsStr::new(name)), text);
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_not_utf8() {
        use std::os::unix::ffi::OsStrExt as _;
        assert_eq!(shown(OsStr::from_bytes(b"a\xff\xe2\x82")), "'a\\udcff\\udce2\\udc82'");
    }
}
