//! A quick hash for short strings.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Hashes by folded multiplication: eight bytes at a step, from a start that nobody outside the process knows.
#[derive(Clone)]
pub(super) struct Folding {
    seed: u64,
}

impl Default for Folding {
    fn default() -> Self {
        Self { seed: RandomState::new().hash_one(0) }
    }
}

impl BuildHasher for Folding {
    type Hasher = Folded;

    #[inline]
    fn build_hasher(&self) -> Folded {
        Folded(self.seed)
    }
}

pub(super) struct Folded(u64);

impl Folded {
    #[inline]
    fn mix(&mut self, word: u64) {
        // The digits of the golden ratio: ones and zeros in no pattern.
        let product = u128::from(self.0 ^ word) * 0x9e37_79b9_7f4a_7c15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

/// Up to the last eight bytes as a number. Long enough strings are read to their end, even if some bytes are read twice.
#[inline]
fn tail(bytes: &[u8]) -> u64 {
    if let Some(last) = bytes.last_chunk::<8>() {
        u64::from_ne_bytes(*last)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        u64::from(u32::from_ne_bytes(*first)) << 32 | u64::from(u32::from_ne_bytes(*last))
    } else {
        bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))
    }
}

impl Hasher for Folded {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((word, more)) = rest.split_first_chunk::<8>()
            && !more.is_empty()
        {
            self.mix(u64::from_ne_bytes(*word));
            rest = more;
        }
        self.mix(tail(bytes));
        self.mix(bytes.len() as u64);
    }

    /// The length that precedes the bytes of a string: [`Folded::write`] counts them itself.
    #[inline]
    fn write_usize(&mut self, _length: usize) {}

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Names that differ little have hashes that differ, in the bits that a table looks at too.
    #[test]
    fn spreads() {
        let hasher = Folding::default();
        let hash = |name: &[u8]| {
            let mut state = hasher.build_hasher();
            state.write(name);
            state.finish()
        };
        let mut names: Vec<Vec<u8>> = (0..64).map(|length| vec![0; length]).collect();
        names.extend((0..64).map(|length| vec![b'a'; length]));
        names.extend((0..1000).map(|n| format!("HTTP_X_HEADER_{n}").into_bytes()));
        let distinct: HashSet<Vec<u8>> = names.into_iter().collect();
        let hashes: HashSet<u64> = distinct.iter().map(|name| hash(name)).collect();
        assert_eq!(hashes.len(), distinct.len());
        let places: HashSet<u64> = distinct.iter().map(|name| hash(name) % 2048).collect();
        assert!(places.len() > 700, "{} places for {} names", places.len(), distinct.len());
    }
}
