//! Directory records, packed one after the other.

use crate::text::Unit;
use crate::wide::WStr;

/// What an entry is, in the numbers that other systems have.
pub mod kind {
    pub const UNKNOWN: u8 = 0;
    pub const DIR: u8 = 4;
    pub const FILE: u8 = 8;
    pub const SYMLINK: u8 = 10;
    /// A directory's name for another directory.
    pub const JUNCTION: u8 = 13;
    /// The bits of the type byte that hold one of the above. The others are free for marks of the reader's own.
    pub const MASK: u8 = 0x0f;

    /// Whether it stands for another file.
    #[inline]
    pub const fn is_link(kind: u8) -> bool {
        matches!(kind & MASK, SYMLINK | JUNCTION)
    }

    /// Whether it stands for another directory, which need not be asked.
    #[inline]
    pub const fn is_junction(kind: u8) -> bool {
        kind & MASK == JUNCTION
    }
}

/// Where the fields of a record are: its length, its type and whether it is to be opened through, the name and a NUL.
const LEN: usize = 0;
const TYPE: usize = 1;
const NAME: usize = 2;

/// In the field of the type: a directory kept elsewhere, which only whoever opens it as usual sees.
const THROUGH: u16 = 0x100;

/// Records of entries, in the order they were read.
///
/// A position is the number of units before a record. Positions that are not the start of a record give nothing or nonsense,
/// never an invalid access.
#[derive(Default, Debug)]
pub struct Records {
    units: Vec<u16>,
    /// Where the system writes to.
    pub(super) scratch: Vec<u64>,
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a>(&'a [u16]);

impl Records {
    /// Empty.
    pub const fn new() -> Self {
        Self { units: Vec::new(), scratch: Vec::new() }
    }

    /// The position after the last record.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Forgets all records.
    pub fn clear(&mut self) {
        self.units.clear();
    }

    /// Forgets all records, and gives memory back beyond so many bytes.
    pub fn clear_to(&mut self, limit: usize) {
        self.units.clear();
        self.units.shrink_to(limit / 2);
    }

    /// Forgets the records from a position on.
    pub fn truncate(&mut self, at: usize) {
        self.units.truncate(at);
    }

    /// The record at a position, and the position of the next.
    pub fn get(&self, at: usize) -> Option<(Record<'_>, usize)> {
        let rest = self.units.get(at..)?;
        let length = usize::from(*rest.get(LEN)?);
        let record = rest.get(..length).filter(|record| record.len() > NAME)?;
        Some((Record(record), at + length))
    }

    /// Replaces the type byte of the record at a position.
    pub fn set_kind(&mut self, at: usize, kind: u8) {
        if let Some(field) = self.units.get_mut(at.saturating_add(TYPE)) {
            *field = *field & THROUGH | u16::from(kind);
        }
    }

    /// Appends a copy of a record.
    pub fn push_record(&mut self, record: Record<'_>) {
        self.units.extend_from_slice(record.0);
    }

    /// Appends a record. A name too long for one is refused.
    pub fn push(&mut self, name: &WStr, _inode: u64, kind: u8) -> bool {
        self.push_units(name.units(), kind, false)
    }

    pub(super) fn push_units(&mut self, name: &[u16], kind: u8, through: bool) -> bool {
        let Ok(length) = u16::try_from(NAME + name.len() + 1) else { return false };
        self.units.extend([length, u16::from(kind) | if through { THROUGH } else { 0 }]);
        self.units.extend_from_slice(name);
        self.units.push(0);
        true
    }
}

impl<'a> Record<'a> {
    /// The type byte: one of [`kind`] and the reader's marks.
    pub fn kind(self) -> u8 {
        self.0[TYPE] as u8
    }

    /// Whether it must not be opened itself, though it is no link.
    pub(super) fn is_through(self) -> bool {
        self.0[TYPE] & THROUGH != 0
    }

    /// The name.
    pub fn name(self) -> &'a [Unit] {
        self.0.get(NAME..self.0.len() - 1).unwrap_or_default()
    }

    /// Whether this is `.` or `..`.
    pub fn is_dots(self) -> bool {
        const DOT: u16 = b'.' as u16;
        matches!(self.name(), [DOT] | [DOT, DOT])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_marks() {
        let mut records = Records::new();
        for length in 0..300 {
            assert!(records.push_units(&vec![0x6e; length], kind::DIR, length % 2 == 1));
        }
        let mut at = 0;
        for length in 0..300 {
            records.set_kind(at, kind::SYMLINK | 0x80);
            let (record, next) = records.get(at).unwrap();
            assert_eq!(record.name(), vec![0x6e; length]);
            assert_eq!(record.is_through(), length % 2 == 1);
            assert!(kind::is_link(record.kind()) && record.kind() & 0x80 != 0);
            at = next;
        }
        assert_eq!(at, records.len());
        assert!(records.get(at).is_none());
        assert!(!records.push_units(&[0x6e; 65536], kind::DIR, false));
    }

    #[test]
    fn nonsense_positions() {
        let mut records = Records::new();
        records.push_units(&[0, 1, 2, 3, 4, 3, 9], kind::DIR, false);
        for at in 0..30 {
            if let Some((record, _)) = records.get(at) {
                let _ = (record.name(), record.is_dots(), record.kind());
            }
            records.set_kind(at + 100, 3);
        }
    }

    #[test]
    fn dots() {
        let mut records = Records::new();
        for name in [".", "..", "...", ".a", "a"] {
            records.push_units(&name.encode_utf16().collect::<Vec<_>>(), kind::DIR, false);
        }
        let mut at = 0;
        let mut dots = Vec::new();
        while let Some((record, next)) = records.get(at) {
            dots.push(record.is_dots());
            at = next;
        }
        assert_eq!(dots, [true, true, false, false, false]);
    }
}
