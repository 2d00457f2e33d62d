//! The names of users, each looked up once in a scan.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::Write as _;

use ostler_sys::process::user;

/// Names that have been looked up: domain and name.
#[derive(Debug, Default)]
pub(crate) struct Accounts(HashMap<Vec<u8>, (OsString, OsString)>);

impl Accounts {
    /// Domain and name of a user; the identifier's text where it has none.
    pub(crate) fn user(&mut self, identifier: Vec<u8>) -> (OsString, OsString) {
        let named = |identifier: &Vec<u8>| {
            user::name(identifier).unwrap_or_else(|_| (OsString::new(), text(identifier).into()))
        };
        self.0.entry(identifier).or_insert_with_key(named).clone()
    }
}

/// `S-1-5-18`: revision, authority, and what stands below it.
fn text(identifier: &[u8]) -> String {
    let authority = identifier.get(2..8).unwrap_or_default();
    let authority = authority.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let mut text = format!("S-{}-{authority}", identifier.first().copied().unwrap_or_default());
    for part in identifier.get(8..).unwrap_or_default().chunks_exact(4) {
        let part = part.iter().rev().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        let _ = write!(text, "-{part}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn identifiers() {
        assert_eq!(text(&[1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]), "S-1-5-18");
        assert_eq!(text(&[1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0]), "S-1-5-32-544");
        assert_eq!(text(&[]), "S-0-0");
    }
}
