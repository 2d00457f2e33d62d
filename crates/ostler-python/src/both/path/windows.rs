//! Windows: drives, servers, and two separators.

pub(super) const SEPARATOR: u8 = b'\\';

pub(super) fn is_separator(byte: u8) -> bool {
    matches!(byte, b'\\' | b'/')
}

/// How long the drive is, and the root after it.
pub(super) fn roots(path: &[u8]) -> (usize, usize) {
    let is_at = |at: usize| path.get(at).copied().is_some_and(is_separator);
    let next = |from: usize| (from..path.len()).find(|at| is_at(*at));
    if is_at(0) && is_at(1) {
        // A server and its share, or a device: `\\?\UNC\server\share`, `\\server\share`, `\\.\device`, `\\?\device`.
        let start = if is_unc(path) { 8 } else { 2 };
        let share = next(start).and_then(|at| next(at + 1));
        return share.map_or((path.len(), 0), |at| (at, 1));
    }
    if is_at(0) {
        return (0, 1);
    }
    // The letter may be any character.
    let letter = path.iter().skip(1).take_while(|byte| **byte & 0xc0 == 0x80).count() + 1;
    if path.get(letter) == Some(&b':') {
        return (letter + 1, usize::from(is_at(letter + 1)));
    }
    (0, 0)
}

fn is_unc(path: &[u8]) -> bool {
    const START: &[u8; 8] = br"\\?\UNC\";
    let same = |(own, expected): (&u8, &u8)| {
        own.eq_ignore_ascii_case(expected) || (*expected == b'\\' && *own == b'/')
    };
    path.len() >= START.len() && path.iter().zip(START).all(same)
}
