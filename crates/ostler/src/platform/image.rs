//! The heads of executable files.

/// What a head says.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Image {
    /// How wide a pointer is, where the form has that.
    pub(crate) bits: Option<u32>,
    pub(crate) linkage: &'static str,
}

/// Reads the head of a file by a function that fills as much of a buffer as there is file for, from a place on. `None` for
/// what is no program and no shared object.
pub(crate) fn read(mut fill: impl FnMut(&mut [u8], u64) -> Option<usize>) -> Option<Image> {
    let mut head = [0; 4096];
    let length = fill(&mut head, 0)?;
    let head = head.get(..length)?;
    match head {
        [0x7f, b'E', b'L', b'F', ..] => elf(head),
        [b'M', b'Z', ..] => Some(portable(head, fill)),
        [0xfe, 0xed, 0xfa, 0xce | 0xcf, ..] => mach(head, u32::from_be_bytes),
        [0xce | 0xcf, 0xfa, 0xed, 0xfe, ..] => mach(head, u32::from_le_bytes),
        [0xca, 0xfe, 0xba, 0xbe | 0xbf, ..] => universal(head),
        _ => None,
    }
}

fn bytes<const N: usize>(of: &[u8], at: usize) -> Option<[u8; N]> {
    of.get(at..)?.first_chunk().copied()
}

/// `elf(5)`: executable or shared, of 32 or 64 bits.
fn elf(head: &[u8]) -> Option<Image> {
    const EXECUTABLE: u16 = 2;
    const SHARED: u16 = 3;
    let bits = match head.get(4)? {
        1 => Some(32),
        2 => Some(64),
        _ => None,
    };
    let kind = bytes(head, 16)?;
    let kind =
        if head.get(5) == Some(&2) { u16::from_be_bytes(kind) } else { u16::from_le_bytes(kind) };
    matches!(kind, EXECUTABLE | SHARED).then_some(Image { bits, linkage: "ELF" })
}

/// The programs of DOS, and what Windows and firmware have put behind their head.
fn portable(head: &[u8], mut fill: impl FnMut(&mut [u8], u64) -> Option<usize>) -> Image {
    const FIRMWARE: std::ops::RangeInclusive<u16> = 10..=13;
    let mut behind = || {
        let at = u64::from(u32::from_le_bytes(bytes(head, 0x3c)?));
        let mut new = [0; 96];
        let length = fill(&mut new, at)?;
        let new = new.get(..length)?.strip_prefix(b"PE\0\0")?;
        // The file's header has 20 bytes; the kind of the other is in its first, the subsystem in the same place of both kinds.
        let bits = match u16::from_le_bytes(bytes(new, 20)?) {
            0x10b => Some(32),
            0x20b => Some(64),
            _ => None,
        };
        let subsystem = bytes(new, 20 + 68).map(u16::from_le_bytes);
        let is_firmware = subsystem.is_some_and(|subsystem| FIRMWARE.contains(&subsystem));
        Some(Image { bits, linkage: if is_firmware { "PE" } else { "WindowsPE" } })
    };
    behind().unwrap_or(Image { bits: None, linkage: "MSDOS" })
}

const MACH: &str = "Mach-O";

/// Programs, libraries and bundles of macOS for one architecture.
fn mach(head: &[u8], number: fn([u8; 4]) -> u32) -> Option<Image> {
    const EXECUTABLE: u32 = 2;
    const LIBRARY: u32 = 6;
    const BUNDLE: u32 = 8;
    let kind = number(bytes(head, 12)?);
    let is_wide = number(bytes(head, 0)?) == 0xfeed_facf;
    matches!(kind, EXECUTABLE | LIBRARY | BUNDLE)
        .then_some(Image { bits: Some(if is_wide { 64 } else { 32 }), linkage: MACH })
}

/// Several architectures in one file. Compiled Java begins alike, and goes on with a version above any number of
/// architectures there are.
fn universal(head: &[u8]) -> Option<Image> {
    const MOST: usize = 32;
    const WIDE: u32 = 0x0100_0000;
    let count = usize::try_from(u32::from_be_bytes(bytes(head, 4)?)).ok()?;
    let size = if head.get(3) == Some(&0xbf) { 32 } else { 20 };
    if !(1..=MOST).contains(&count) {
        return None;
    }
    let wide =
        |n| bytes(head, 8 + n * size).is_some_and(|kind| u32::from_be_bytes(kind) & WIDE != 0);
    let bits = if (0..count).any(wide) { 64 } else { 32 };
    Some(Image { bits: Some(bits), linkage: MACH })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(file: &[u8]) -> Option<Image> {
        read(|buffer, from| {
            let rest = file.get(usize::try_from(from).ok()?..).unwrap_or_default();
            let length = rest.len().min(buffer.len());
            buffer[..length].copy_from_slice(&rest[..length]);
            Some(length)
        })
    }

    fn with(length: usize, parts: &[(usize, &[u8])]) -> Vec<u8> {
        let mut file = vec![0; length];
        for (at, part) in parts {
            file[*at..at + part.len()].copy_from_slice(part);
        }
        file
    }

    #[allow(clippy::unnecessary_wraps, reason = "what it is compared with")]
    fn image(bits: impl Into<Option<u32>>, linkage: &'static str) -> Option<Image> {
        Some(Image { bits: bits.into(), linkage })
    }

    #[test]
    fn elf_files() {
        let elf = |class, order, kind: &[u8]| {
            of(&with(64, &[(0, b"\x7fELF"), (4, &[class, order]), (16, kind)]))
        };
        assert_eq!(elf(2, 1, &[3, 0]), image(64, "ELF"));
        assert_eq!(elf(1, 2, &[0, 2]), image(32, "ELF"));
        assert_eq!(elf(9, 1, &[2, 0]), image(None, "ELF"));
        // Objects to be linked, and what is left of a crash.
        assert_eq!(elf(2, 1, &[1, 0]), None);
        assert_eq!(elf(2, 1, &[4, 0]), None);
        assert_eq!(of(b"\x7fELF\x02\x01"), None);
    }

    #[test]
    fn programs_of_windows() {
        let pe = |magic: [u8; 2], subsystem: u8| {
            let at = 5000_u32.to_le_bytes();
            let subsystem = [subsystem, 0];
            of(&with(
                6000,
                &[(0, b"MZ"), (0x3c, &at), (5000, b"PE\0\0"), (5024, &magic), (5092, &subsystem)],
            ))
        };
        assert_eq!(pe([0x0b, 0x02], 3), image(64, "WindowsPE"));
        assert_eq!(pe([0x0b, 0x01], 2), image(32, "WindowsPE"));
        assert_eq!(pe([0x0b, 0x02], 10), image(64, "PE"));
        assert_eq!(of(b"MZ"), image(None, "MSDOS"));
        let nowhere = with(64, &[(0, b"MZ"), (0x3c, &[0xff; 4])]);
        assert_eq!(of(&nowhere), image(None, "MSDOS"));
    }

    #[test]
    fn programs_of_macos() {
        let arm = with(64, &[(0, &[0xcf, 0xfa, 0xed, 0xfe]), (12, &[2, 0, 0, 0])]);
        assert_eq!(of(&arm), image(64, "Mach-O"));
        let power = with(64, &[(0, &[0xfe, 0xed, 0xfa, 0xce]), (12, &[0, 0, 0, 2])]);
        assert_eq!(of(&power), image(32, "Mach-O"));
        let object = with(64, &[(0, &[0xcf, 0xfa, 0xed, 0xfe]), (12, &[1, 0, 0, 0])]);
        assert_eq!(of(&object), None);
        let both = with(
            64,
            &[(0, &[0xca, 0xfe, 0xba, 0xbe]), (7, &[2]), (8, &[0, 0, 0, 7]), (28, &[1, 0, 0, 7])],
        );
        assert_eq!(of(&both), image(64, "Mach-O"));
        let java = with(64, &[(0, &[0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65])]);
        assert_eq!(of(&java), None);
    }

    proptest! {
        #[test]
        fn anything_is_a_program_or_none(
            magic in prop::sample::select(vec![&b"\x7fELF"[..], b"MZ", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xcf", b""]),
            rest: Vec<u8>,
        ) {
            let _ = of(&[magic, &rest].concat());
        }
    }
}
