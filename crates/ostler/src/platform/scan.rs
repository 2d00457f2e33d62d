//! What the bytes of a program say of the C library it was linked against.

use std::cmp::Ordering;

use super::LibcVer;
use super::version::compare;

/// A word is not longer than this.
pub(crate) const LONGEST: usize = 1000;

/// A word about a C library, and how long it is.
enum Word<'a> {
    Bionic,
    Gnu(&'a [u8]),
    /// A file's name, in which there may be the name of a threads library; its version.
    File {
        threads: &'a [u8],
        version: &'a [u8],
    },
    Musl(&'a [u8]),
}

/// What has been found so far.
#[derive(Default)]
pub(crate) struct Finding {
    lib: String,
    version: Option<Vec<u8>>,
}

impl Finding {
    /// Begins with what is believed if the bytes do not say otherwise.
    pub(crate) fn new(lib: String) -> Self {
        Self { lib, version: None }
    }

    /// Looks through some bytes of a file, and says how many of them need not be looked at again. What begins within the
    /// last [`LONGEST`] may go on behind them, and is left for the next time, except at the end of the file.
    pub(crate) fn look(&mut self, bytes: &[u8], at_end: bool) -> usize {
        let end = if at_end { bytes.len() } else { bytes.len().saturating_sub(LONGEST) };
        let mut at = 0;
        while at < end {
            let Some(skip) = bytes[at..end].iter().position(|byte| b"_Gml".contains(byte)) else {
                return end;
            };
            at += skip;
            match word(&bytes[at..bytes.len().min(at + LONGEST)]) {
                Some((word, length)) => {
                    self.believe(&word);
                    at += length;
                }
                None => at += 1,
            }
        }
        at
    }

    fn believe(&mut self, word: &Word<'_>) {
        match word {
            Word::Bionic if self.lib.is_empty() => "libc".clone_into(&mut self.lib),
            Word::Bionic => {}
            Word::Gnu(version) => {
                if self.lib != "glibc" {
                    "glibc".clone_into(&mut self.lib);
                    self.version = None;
                }
                self.later(version);
            }
            Word::File { .. } if matches!(self.lib.as_str(), "glibc" | "musl") => {}
            Word::File { threads, version } => {
                "libc".clone_into(&mut self.lib);
                if !version.is_empty() {
                    self.later(version);
                }
                if !threads.is_empty() {
                    let version = self.version.get_or_insert_default();
                    if !version.ends_with(threads) {
                        version.extend_from_slice(threads);
                    }
                }
            }
            Word::Musl(version) => {
                "musl".clone_into(&mut self.lib);
                if !version.is_empty() {
                    self.later(version);
                }
            }
        }
    }

    fn later(&mut self, version: &[u8]) {
        let is_later = |old: &Vec<u8>| old.is_empty() || compare(version, old) == Ordering::Greater;
        if self.version.as_ref().is_none_or(is_later) {
            self.version = Some(version.to_owned());
        }
    }

    /// What was found; the version is `version` if there was none.
    pub(crate) fn finish(self, version: String) -> LibcVer {
        let found = self.version.map(|found| String::from_utf8_lossy(&found).into_owned());
        LibcVer { lib: self.lib, version: found.unwrap_or(version) }
    }
}

/// The word that bytes begin with, and its length.
fn word(bytes: &[u8]) -> Option<(Word<'_>, usize)> {
    let length = |rest: &[u8]| bytes.len() - rest.len();
    match bytes.first()? {
        b'_' => Some((Word::Bionic, length(bytes.strip_prefix(b"__libc_init")?))),
        b'G' => {
            let (version, rest) = run(bytes.strip_prefix(b"GLIBC_")?, is_version);
            (!version.is_empty()).then(|| (Word::Gnu(version), length(rest)))
        }
        b'm' => {
            let (version, rest) = run(bytes.strip_prefix(b"musl-")?, is_version);
            (!version.is_empty()).then(|| (Word::Musl(version), length(rest)))
        }
        _ => {
            if let Some(rest) =
                bytes.strip_prefix(b"libc.musl").or_else(|| bytes.strip_prefix(b"ld-musl"))
            {
                let (_, rest) =
                    rest.strip_prefix(b"-").map_or((&[][..], rest), |rest| run(rest, is_name));
                let (version, rest) = suffix(rest.strip_prefix(b".so")?);
                return Some((Word::Musl(version), length(rest)));
            }
            let rest = bytes.strip_prefix(b"libc")?;
            let (threads, rest) =
                if rest.first() == Some(&b'_') { run(rest, is_name) } else { (&[][..], rest) };
            if threads.len() == 1 {
                return None;
            }
            let (version, rest) = suffix(rest.strip_prefix(b".so")?);
            Some((Word::File { threads, version }, length(rest)))
        }
    }
}

/// The version behind the name of a file, if there is one: `.6` of `libc.so.6`.
fn suffix(rest: &[u8]) -> (&[u8], &[u8]) {
    match rest {
        [b'.', version @ ..] if version.first().is_some_and(u8::is_ascii_digit) => {
            run(version, is_version)
        }
        _ => (&[], rest),
    }
}

fn run(bytes: &[u8], belongs: fn(u8) -> bool) -> (&[u8], &[u8]) {
    bytes.split_at(bytes.iter().take_while(|byte| belongs(**byte)).count())
}

fn is_version(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.'
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
