//! Which of two versions is the later.

use std::cmp::Ordering;

/// A piece of a version: a number, or what stands for a stage before or behind one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Piece<'a> {
    stage: u8,
    /// Of a number, without zeros before it: a longer one is larger.
    digits: usize,
    text: &'a [u8],
}

impl<'a> Piece<'a> {
    const NUMBER: u8 = 100;

    fn of(text: &'a [u8]) -> Self {
        if text.first().is_some_and(u8::is_ascii_digit) {
            let zeros = text.iter().take_while(|digit| **digit == b'0').count();
            let text = text.get(zeros..).unwrap_or_default();
            return Self { stage: Self::NUMBER, digits: text.len(), text };
        }
        let stage = match text {
            b"dev" => 10,
            b"alpha" | b"a" => 20,
            b"beta" | b"b" => 30,
            b"c" => 40,
            b"RC" | b"rc" => 50,
            b"pl" | b"p" => 200,
            _ => 0,
        };
        Self { stage, digits: 0, text }
    }
}

/// Compares two versions piece by piece: numbers by value (1.9 is before 1.23), words by the stage they name (`a`, `rc`,
/// then the release, then `pl`). What begins as another and is longer comes after it.
pub fn compare(one: &[u8], other: &[u8]) -> Ordering {
    pieces(one).cmp(pieces(other))
}

fn pieces(version: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    version
        .split(|byte| b"._+-".contains(byte))
        .flat_map(|part| part.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()))
        .map(Piece::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order() {
        let cases = [
            ("1.2.3", Ordering::Equal, "1.2.3"),
            ("1.2.3.4", Ordering::Equal, "1_2-3+4"),
            ("1.2.3", Ordering::Less, "1.2.10"),
            ("1.2spam", Ordering::Less, "1.2dev"),
            ("1.2dev", Ordering::Less, "1.2alpha"),
            ("1.2a", Ordering::Less, "1.2b"),
            ("1.2rc", Ordering::Less, "1.2.0"),
            ("1.2.0", Ordering::Less, "1.2pl"),
            ("3.10a", Ordering::Less, "161"),
            ("2g6", Ordering::Less, "11g"),
            ("0.4", Ordering::Less, "0.4.0"),
            ("1.13++", Ordering::Less, "5.5.kw"),
            ("0.960923", Ordering::Less, "2.2beta29"),
            ("8.02", Ordering::Equal, "8.2"),
            ("", Ordering::Less, "1"),
            ("99999999999999999999999", Ordering::Less, "100000000000000000000000"),
        ];
        for (one, order, other) in cases {
            assert_eq!(compare(one.as_bytes(), other.as_bytes()), order, "{one} {other}");
            assert_eq!(compare(other.as_bytes(), one.as_bytes()), order.reverse(), "{other} {one}");
        }
    }
}
