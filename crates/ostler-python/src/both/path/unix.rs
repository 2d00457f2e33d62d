//! Unix: slashes.

pub(super) const SEPARATOR: u8 = b'/';

pub(super) fn is_separator(byte: u8) -> bool {
    byte == SEPARATOR
}

/// How long the drive is, of which there is none, and the root after it: exactly two slashes are not the same as one.
pub(super) fn roots(path: &[u8]) -> (usize, usize) {
    match path.iter().take_while(|byte| is_separator(**byte)).count() {
        2 => (0, 2),
        slashes => (0, slashes.min(1)),
    }
}
