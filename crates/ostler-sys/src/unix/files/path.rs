//! Where a path is cut.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

/// No call takes a path of so many bytes.
pub const TOO_LONG: usize = libc::PATH_MAX as usize;

/// Cuts at the last slash: what is before it, without the slashes it ends in unless it is the root, and what is after it.
/// Either may be empty; nothing else is tidied.
pub fn split(path: &OsStr) -> (&OsStr, &OsStr) {
    let bytes = path.as_bytes();
    let cut = bytes.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
    let (head, tail) = bytes.split_at(cut);
    let head = match head.iter().rposition(|&byte| byte != b'/') {
        Some(last) => head.get(..=last).unwrap_or(head),
        None => head,
    };
    (OsStr::from_bytes(head), OsStr::from_bytes(tail))
}

/// The directory an entry is in and its name there, slashes at the end included: `a/b//` is `b//` in `a/`, `b` is in
/// `.`. `None` for the empty path. The root is the name `/` in itself.
pub fn parent_and_name(path: &OsStr) -> Option<(&OsStr, &OsStr)> {
    let bytes = path.as_bytes();
    let last = bytes.iter().rposition(|&byte| byte != b'/').unwrap_or(0);
    let cut =
        bytes.get(..last)?.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
    let (parent, name) = bytes.split_at(cut);
    match (parent, name) {
        (_, []) => None,
        ([], [b'/', ..]) => Some((OsStr::from_bytes(b"/"), OsStr::from_bytes(name))),
        ([], _) => Some((OsStr::from_bytes(b"."), OsStr::from_bytes(name))),
        _ => Some((OsStr::from_bytes(parent), OsStr::from_bytes(name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>((a, b): (&'a OsStr, &'a OsStr)) -> (&'a str, &'a str) {
        (a.to_str().unwrap(), b.to_str().unwrap())
    }

    #[test]
    fn splits_where_the_reference_does() {
        for (path, cut) in [
            ("", ("", "")),
            ("a", ("", "a")),
            ("a/", ("a", "")),
            ("a/b", ("a", "b")),
            ("a//b", ("a", "b")),
            ("//a", ("//", "a")),
            ("/", ("/", "")),
            ("///", ("///", "")),
            ("/a//b//", ("/a//b", "")),
            ("a/.", ("a", ".")),
        ] {
            assert_eq!(texts(split(OsStr::new(path))), cut, "{path}");
        }
    }

    #[test]
    fn finds_the_directory_of_an_entry() {
        for (path, found) in [
            ("a", (".", "a")),
            ("a//", (".", "a//")),
            ("a/b", ("a/", "b")),
            ("a//b/", ("a//", "b/")),
            ("/a", ("/", "a")),
            ("/", ("/", "/")),
            ("//", ("/", "//")),
            ("..", (".", "..")),
            ("a/..", ("a/", "..")),
            ("a/./", ("a/", "./")),
        ] {
            assert_eq!(parent_and_name(OsStr::new(path)).map(texts), Some(found), "{path}");
        }
        assert_eq!(parent_and_name(OsStr::new("")), None);
    }
}
