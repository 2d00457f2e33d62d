use std::ffi::OsStr;
use std::fmt::{self, Write as _};
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
                    c if c.is_control() && (c as u32) < 0x100 => write!(f, "\\x{:02x}", c as u32)?,
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

/// What would disturb a terminal or be seen as nothing: controls, separators and marks of direction, private use.
fn unprintable(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
}

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
            ("\x07\u{85}", "'\\x07\\x85'"),
            ("caf\u{e9}", "'caf\u{e9}'"),
            ("\u{2028}\u{202e}", "'\\u2028\\u202e'"),
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
