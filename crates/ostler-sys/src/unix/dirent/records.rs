//! Directory records, packed one after the other in the layout of `struct linux_dirent64`.

use std::ffi::CStr;
use std::mem::MaybeUninit;

/// What an entry is, in the numbers of `d_type`.
pub mod kind {
    pub const UNKNOWN: u8 = 0;
    pub const FIFO: u8 = 1;
    pub const CHAR: u8 = 2;
    pub const DIR: u8 = 4;
    pub const BLOCK: u8 = 6;
    pub const FILE: u8 = 8;
    pub const SYMLINK: u8 = 10;
    pub const SOCKET: u8 = 12;
    /// The bits of the type byte that hold one of the above. The others are free for marks of the reader's own.
    pub const MASK: u8 = 0x0f;

    /// Whether it stands for another file.
    #[inline]
    pub const fn is_link(kind: u8) -> bool {
        kind & MASK == SYMLINK
    }

    /// Whether it stands for another directory, which need not be asked.
    #[inline]
    pub const fn is_junction(_: u8) -> bool {
        false
    }

    /// The number for the file type bits of a mode.
    #[inline]
    pub const fn of_mode(mode: u32) -> u8 {
        ((mode >> 12) & 0o17) as u8
    }
}

/// Where the fields of a record are. The name ends in a NUL and is padded to a multiple of eight.
const LEN: usize = 16;
const TYPE: usize = 18;
const NAME: usize = 19;
/// The shortest record: a name of up to four bytes.
const SHORTEST: usize = 24;

/// Records of entries, in the order they were read.
///
/// The kernel writes into the spare room at the end, so a directory is read without a copy and without the room being
/// cleared first. A position is the number of bytes before a record. Positions that are not the start of a record give
/// nothing or nonsense, never an invalid access.
#[derive(Default, Debug)]
pub struct Records {
    bytes: Vec<u8>,
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a>(&'a [u8]);

impl Records {
    /// Empty.
    pub const fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    /// The position after the last record.
    #[inline]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// How many bytes of memory are held.
    pub fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Forgets all records.
    #[inline]
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Forgets all records, and gives memory back beyond so many bytes.
    pub fn clear_to(&mut self, limit: usize) {
        self.bytes.clear();
        if self.bytes.capacity() > limit {
            self.bytes.shrink_to(limit);
        }
    }

    /// Forgets the records from a position on.
    #[inline]
    pub fn truncate(&mut self, at: usize) {
        self.bytes.truncate(at);
    }

    /// The room after the last record, at least this much.
    #[inline]
    pub fn spare(&mut self, room: usize) -> &mut [MaybeUninit<u8>] {
        self.bytes.reserve(room);
        self.bytes.spare_capacity_mut()
    }

    /// Takes the first bytes of the spare room for records.
    ///
    /// # Safety
    ///
    /// The kernel wrote them. (What is between a name and the next record it leaves as it was: bytes that a system call may
    /// have written have some value, whatever it is.)
    #[inline]
    pub unsafe fn commit(&mut self, written: usize) {
        // SAFETY: as promised by the caller.
        unsafe { self.bytes.set_len(self.bytes.len() + written) };
    }

    /// The record at a position, and the position of the next.
    #[inline]
    pub fn get(&self, at: usize) -> Option<(Record<'_>, usize)> {
        let rest = self.bytes.get(at..)?;
        let length = rest.get(LEN..NAME)?;
        let length = usize::from(u16::from_ne_bytes([length[0], length[1]]));
        if length < SHORTEST {
            return None;
        }
        Some((Record(rest.get(..length)?), at + length))
    }

    /// Replaces the type byte of the record at a position.
    #[inline]
    pub fn set_kind(&mut self, at: usize, kind: u8) {
        if let Some(byte) = self.bytes.get_mut(at.saturating_add(TYPE)) {
            *byte = kind;
        }
    }

    /// Appends a copy of a record.
    #[inline]
    pub fn push_record(&mut self, record: Record<'_>) {
        self.bytes.extend_from_slice(record.0);
    }

    /// Appends a record. A name too long for one (64 KiB) is refused.
    pub fn push(&mut self, name: &CStr, inode: u64, kind: u8) -> bool {
        let name = name.to_bytes_with_nul();
        let length = (NAME + name.len()).next_multiple_of(8);
        let Ok(short) = u16::try_from(length) else { return false };
        let end = self.bytes.len() + length;
        self.bytes.extend_from_slice(&inode.to_ne_bytes());
        self.bytes.extend_from_slice(&[0; 8]);
        self.bytes.extend_from_slice(&short.to_ne_bytes());
        self.bytes.push(kind);
        self.bytes.extend_from_slice(name);
        self.bytes.resize(end, 0);
        true
    }
}

impl<'a> Record<'a> {
    /// The inode number. At a mount point, that of the directory underneath.
    #[inline]
    pub fn inode(self) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.0[..8]);
        u64::from_ne_bytes(bytes)
    }

    /// The type byte: one of [`kind`] and the reader's marks.
    #[inline]
    pub fn kind(self) -> u8 {
        self.0[TYPE]
    }

    /// The name.
    #[inline]
    pub fn name(self) -> &'a [u8] {
        &self.0[NAME..self.name_end()]
    }

    /// The name as C has it.
    #[inline]
    pub fn name_c(self) -> &'a CStr {
        let name = self.0.get(NAME..=self.name_end()).unwrap_or(b"\0");
        CStr::from_bytes_with_nul(name).unwrap_or_default()
    }

    /// Whether this is `.` or `..`.
    #[inline]
    pub fn is_dots(self) -> bool {
        self.0[NAME] == b'.'
            && (self.0[NAME + 1] == 0 || (self.0[NAME + 1] == b'.' && self.0[NAME + 2] == 0))
    }

    /// Where the name's NUL is: in the last eight bytes, because the padding is no longer than it must be.
    #[inline]
    fn name_end(self) -> usize {
        const ONES: u64 = u64::MAX / 255;
        const TOPS: u64 = ONES << 7;
        let Some(tail) = self.0.last_chunk() else { return NAME };
        let mut word = u64::from_le_bytes(*tail);
        let start = self.0.len() - 8;
        if start < NAME {
            // The shortest record: the tail begins with the length and the type.
            word |= 0x00ff_ffff;
        }
        // The lowest top bit that is set is that of the first byte which is zero.
        let zeros = word.wrapping_sub(ONES) & !word & TOPS;
        if zeros == 0 || (start > NAME && self.0[start - 1] == 0) {
            return self.name_end_elsewhere();
        }
        start + (zeros.trailing_zeros() / 8) as usize
    }

    /// For whoever pads differently, an emulated kernel say.
    #[cold]
    fn name_end_elsewhere(self) -> usize {
        self.0[NAME..].iter().position(|&byte| byte == 0).map_or(self.0.len(), |n| NAME + n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_length() {
        let mut records = Records::new();
        for length in 1..=300 {
            let name = std::ffi::CString::new(vec![b'n'; length]).unwrap();
            assert!(records.push(&name, length as u64, kind::FILE));
        }
        let mut at = 0;
        for length in 1..=300 {
            let (record, next) = records.get(at).unwrap();
            assert_eq!(record.name(), vec![b'n'; length]);
            assert_eq!(record.name_c().to_bytes(), record.name());
            assert_eq!((record.inode(), record.kind()), (length as u64, kind::FILE));
            at = next;
        }
        assert_eq!(at, records.len());
        assert!(records.get(at).is_none());
    }

    #[test]
    fn padding_need_not_be_zero_or_short() {
        for length in 1..=40 {
            let name = std::ffi::CString::new(vec![b'n'; length]).unwrap();
            let mut records = Records::new();
            records.push(&name, 1, kind::DIR);
            for byte in &mut records.bytes[NAME + length + 1..] {
                *byte = 0xaa;
            }
            assert_eq!(records.get(0).unwrap().0.name().len(), length);
            // Sixteen bytes more than needed, all zero.
            let longer = (records.bytes.len() + 16) as u16;
            records.bytes[NAME + length..].fill(0);
            records.bytes.resize(usize::from(longer), 0);
            records.bytes[LEN..TYPE].copy_from_slice(&longer.to_ne_bytes());
            assert_eq!(records.get(0).unwrap().0.name().len(), length);
        }
    }

    #[test]
    fn dots() {
        let mut records = Records::new();
        for name in [c".", c"..", c"...", c".a", c"..a", c"a"] {
            records.push(name, 1, kind::DIR);
        }
        let mut at = 0;
        let mut dots = Vec::new();
        while let Some((record, next)) = records.get(at) {
            dots.push(record.is_dots());
            at = next;
        }
        assert_eq!(dots, [true, true, false, false, false, false]);
    }

    #[test]
    fn nonsense_positions() {
        let mut records = Records::new();
        records.push(c"a name of some length", 1, kind::DIR);
        for at in 0..100 {
            if let Some((record, _)) = records.get(at) {
                let _ = (record.name(), record.name_c(), record.is_dots());
            }
            records.set_kind(at + 1000, 3);
        }
        let long = std::ffi::CString::new(vec![b'n'; 70_000]).unwrap();
        assert!(!records.push(&long, 1, kind::DIR));
    }
}
