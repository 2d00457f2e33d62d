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
    /// The path of the file, or what the kernel calls the mapping, `[heap]`; empty where it is neither.
    pub path: Cow<'a, [u8]>,
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
    let path = unescaped(rest.trim_ascii_start());
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

/// The path as it is: the kernel writes `\012` for a newline, and leaves all else.
fn unescaped(path: &[u8]) -> Cow<'_, [u8]> {
    const NEWLINE: &[u8] = b"\\012";
    let is_escape = |part: &[u8]| part == NEWLINE;
    if !path.windows(NEWLINE.len()).any(is_escape) {
        return path.into();
    }
    let mut text = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, after)) = rest.split_first() {
        let newline = rest.strip_prefix(NEWLINE);
        text.push(if newline.is_some() { b'\n' } else { byte });
        rest = newline.unwrap_or(after);
    }
    text.into()
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
        assert_eq!(*mapping.path, *b"/usr/lib/a b: c.so");
        let line = b"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0      [vsyscall]";
        assert_eq!(parse(line).unwrap().start, 0xffff_ffff_ff60_0000);
        assert_eq!(*parse(b"1-2 rw-p 00000000 00:00 0 ").unwrap().path, *b"");
        assert_eq!(*parse(b"1-2 rw-p 0 00:00 7   /a\\012b\\12").unwrap().path, *b"/a\nb\\12");
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
