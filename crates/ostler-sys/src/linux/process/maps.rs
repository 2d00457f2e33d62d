//! `/proc/PID/maps`, and the lines that begin a mapping in `smaps`: `proc_pid_maps(5)`.

use std::borrow::Cow;

/// A mapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping<'a> {
    /// The first address.
    pub start: u64,
    /// The address after the last.
    pub end: u64,
    /// `r`, `w`, `x` or `-` in their places, then `p` for private or `s` for shared.
    pub permissions: &'a [u8],
    /// Where in the file it begins.
    pub offset: u64,
    /// The device the file is on. Some file systems say another here than `stat(2)`.
    pub device: u64,
    /// The inode number of the file; zero where there is none.
    pub inode: u64,
    /// The path of the file, or what the kernel calls the mapping, `[heap]`; empty where it is neither. As the kernel writes
    /// it: see [`Mapping::is_escaped`].
    pub path: &'a [u8],
}

/// What the kernel writes for a newline in a path. It leaves all else, a backslash too.
pub const NEWLINE: &[u8] = b"\\012";

impl Mapping<'_> {
    /// Whether the path has a newline, or what the kernel writes for one: the line does not say which.
    pub fn is_escaped(&self) -> bool {
        has_escape(self.path)
    }
}

/// Whether there is, somewhere, what the kernel writes for a newline.
pub fn has_escape(text: &[u8]) -> bool {
    // A backslash is rare, and found much faster.
    text.contains(&b'\\') && text.windows(NEWLINE.len()).any(|part| part == NEWLINE)
}

/// A path as the kernel writes it here.
pub fn escaped(path: &[u8]) -> Cow<'_, [u8]> {
    if !path.contains(&b'\n') {
        return path.into();
    }
    path.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(NEWLINE).into()
}

/// The paths that the kernel writes so, the one with most newlines first; only that one and the path as it is written if
/// there are many.
pub fn readings(written: &[u8]) -> Vec<Vec<u8>> {
    const MOST: usize = 6;
    let mut parts = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.windows(NEWLINE.len()).position(|part| part == NEWLINE) {
        parts.push(&rest[..at]);
        rest = &rest[at + NEWLINE.len()..];
    }
    let places = parts.len();
    parts.push(rest);
    let choices = if places > MOST { vec![0, u32::MAX] } else { (0..1 << places).collect() };
    choices
        .into_iter()
        .map(|choice: u32| {
            let mut path = parts[0].to_vec();
            for (at, part) in parts[1..].iter().enumerate() {
                let as_it_is = choice >> at.min(31) & 1 == 1;
                path.extend_from_slice(if as_it_is { NEWLINE } else { b"\n" });
                path.extend_from_slice(part);
            }
            path
        })
        .collect()
}

/// Reads a line; `None` if it begins no mapping.
pub fn parse(line: &[u8]) -> Option<Mapping<'_>> {
    let mut rest = line;
    let (start, end) = split(word(&mut rest), b'-')?;
    let (start, end) = (hexadecimal(start)?, hexadecimal(end)?);
    let permissions = word(&mut rest);
    let offset = hexadecimal(word(&mut rest))?;
    let (major, minor) = split(word(&mut rest), b':')?;
    let device = rustix::fs::makedev(hexadecimal(major)? as u32, hexadecimal(minor)? as u32);
    let inode = super::stat::number(word(&mut rest)) as u64;
    let path = rest.trim_ascii_start();
    Some(Mapping { start, end, permissions, offset, device, inode, path })
}

fn word<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let line = rest.trim_ascii_start();
    let end = line.iter().position(|&byte| byte == b' ').unwrap_or(line.len());
    let (word, after) = line.split_at(end);
    *rest = after;
    word
}

fn split(word: &[u8], sign: u8) -> Option<(&[u8], &[u8])> {
    let at = word.iter().position(|&byte| byte == sign)?;
    Some((&word[..at], &word[at + 1..]))
}

fn hexadecimal(digits: &[u8]) -> Option<u64> {
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_mappings() {
        let line = b"7f00-7f01 r-xp 00001000 fe:10 1234                       /usr/lib/a b: c.so";
        let mapping = parse(line).unwrap();
        assert_eq!((mapping.start, mapping.end, mapping.offset), (0x7f00, 0x7f01, 0x1000));
        assert_eq!(mapping.permissions, b"r-xp");
        assert_eq!((mapping.device, mapping.inode), (rustix::fs::makedev(0xfe, 0x10), 1234));
        assert_eq!(mapping.path, b"/usr/lib/a b: c.so");
        let line = b"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0      [vsyscall]";
        assert_eq!(parse(line).unwrap().start, 0xffff_ffff_ff60_0000);
        assert_eq!(parse(b"1-2 rw-p 00000000 00:00 0 ").unwrap().path, b"");
        let line = b"1-2 rw-p 0 00:00 7   /a\\012b\\12";
        assert!(parse(line).is_some_and(|map| map.path == b"/a\\012b\\12" && map.is_escaped()));
    }

    #[test]
    fn what_is_written_for_newlines() {
        assert_eq!(readings(b"/a"), [b"/a"]);
        let both: [&[u8]; 4] = [b"/\n\n", b"/\\012\n", b"/\n\\012", b"/\\012\\012"];
        assert_eq!(readings(b"/\\012\\012"), both);
        for path in both {
            assert_eq!(*escaped(path), *b"/\\012\\012");
        }
        assert_eq!(readings(&NEWLINE.repeat(100)), [vec![b'\n'; 100], NEWLINE.repeat(100)]);
    }

    #[test]
    fn other_lines() {
        let others = [
            "Rss:                   4 kB",
            "",
            "-",
            "1-2",
            "1-2 r",
            "x-y r 0 0:0 0",
            "1-2 r-xp 0 0 0",
        ];
        for line in others {
            assert_eq!(parse(line.as_bytes()), None, "{line:?}");
        }
    }
}
