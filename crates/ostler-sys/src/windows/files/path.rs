//! Where a path is cut.

use std::ffi::OsStr;

/// No call takes a path of so many bytes, in the form that strings have here: three for each of 32,767 units.
pub const TOO_LONG: usize = 3 * 32768;

/// Cuts at the last separator: what is before it, without the separators it ends in unless they are the root's, and what is
/// after it. The drive is never cut. Either may be empty; nothing else is tidied.
pub fn split(path: &OsStr) -> (&OsStr, &OsStr) {
    let bytes = path.as_encoded_bytes();
    let start = root(bytes);
    let rest = bytes.get(start..).unwrap_or_default();
    let cut = start + rest.iter().rposition(|byte| is_separator(*byte)).map_or(0, |last| last + 1);
    let head = bytes.get(start..cut).unwrap_or_default();
    let kept =
        start + head.iter().rposition(|byte| !is_separator(*byte)).map_or(0, |last| last + 1);
    let (head, tail) = (bytes.get(..kept), bytes.get(cut..));
    // SAFETY: cut before or after a character of ASCII, or at an end.
    unsafe {
        (
            OsStr::from_encoded_bytes_unchecked(head.unwrap_or_default()),
            OsStr::from_encoded_bytes_unchecked(tail.unwrap_or_default()),
        )
    }
}

/// How many bytes drive, share or volume, and root have.
fn root(path: &[u8]) -> usize {
    let separator = |at: usize| path.get(at).is_some_and(|byte| is_separator(*byte));
    let part = |from: usize| {
        let rest = path.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| is_separator(*byte)).unwrap_or(rest.len())
    };
    let drive = if separator(0) && separator(1) {
        // `\\server\share`, `\\?\C:`, `\\?\UNC\server\share`
        let is_unc = path.get(2..8).is_some_and(|prefix| {
            prefix.iter().zip(b"?\\UNC\\").all(|(byte, wanted)| {
                byte.eq_ignore_ascii_case(wanted) || (is_separator(*byte) && *wanted == b'\\')
            })
        });
        let server = part(if is_unc { 8 } else { 2 });
        if server == path.len() {
            return server;
        }
        part(server + 1)
    } else if path.get(1) == Some(&b':') && path[0].is_ascii() {
        2
    } else {
        0
    };
    drive + usize::from(separator(drive))
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'\\' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `ntpath.split` does it.
    #[test]
    fn splits_where_the_reference_does() {
        for (path, head, tail) in [
            ("", "", ""),
            ("a", "", "a"),
            ("a\\", "a", ""),
            ("a\\b", "a", "b"),
            ("a/b", "a", "b"),
            ("a\\/b", "a", "b"),
            ("\\", "\\", ""),
            ("\\a", "\\", "a"),
            ("C:", "C:", ""),
            ("C:a", "C:", "a"),
            ("C:\\", "C:\\", ""),
            ("C:\\a", "C:\\", "a"),
            ("C:\\a\\b", "C:\\a", "b"),
            ("\\\\server", "\\\\server", ""),
            ("\\\\server\\share", "\\\\server\\share", ""),
            ("\\\\server\\share\\a", "\\\\server\\share\\", "a"),
            ("\\\\?\\C:\\a", "\\\\?\\C:\\", "a"),
            ("\\\\?\\C:\\a\\b", "\\\\?\\C:\\a", "b"),
            ("\\\\?\\UNC\\s\\h\\a", "\\\\?\\UNC\\s\\h\\", "a"),
            ("\u{e9}\\\u{e9}", "\u{e9}", "\u{e9}"),
            ("\u{e9}:", "", "\u{e9}:"),
        ] {
            assert_eq!(split(OsStr::new(path)), (OsStr::new(head), OsStr::new(tail)), "{path}");
        }
    }
}
