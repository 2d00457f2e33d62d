//! Abbreviations of time zones.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The abbreviation of a time zone: `CET`, `+0530`.
///
/// Short ones, which is nearly all, cost no allocation. What is not UTF-8, which a variable `TZ` can bring about, is kept.
///
/// ```
/// use ostler::time::ZoneName;
/// let zone = ZoneName::from("CET");
/// assert!(zone == "CET" && zone.to_string() == "CET");
/// assert_eq!(zone.as_bytes(), b"CET");
/// ```
#[derive(Clone)]
pub struct ZoneName(Repr);

#[derive(Clone)]
enum Repr {
    Short { len: u8, bytes: [u8; ROOM] },
    Long(Box<[u8]>),
}

const ROOM: usize = 14;

impl ZoneName {
    /// The abbreviation of these bytes.
    #[inline]
    pub fn new(name: &[u8]) -> Self {
        let mut bytes = [0; ROOM];
        match bytes.get_mut(..name.len()) {
            Some(room) => {
                room.copy_from_slice(name);
                Self(Repr::Short { len: name.len() as u8, bytes })
            }
            None => Self(Repr::Long(name.into())),
        }
    }

    /// Its bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Repr::Short { len, bytes } => bytes.get(..usize::from(*len)).unwrap_or_default(),
            Repr::Long(bytes) => bytes,
        }
    }

    /// As text; what is not UTF-8 is replaced.
    pub fn to_str(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.as_bytes())
    }
}

impl Default for ZoneName {
    /// No name.
    fn default() -> Self {
        Self::new(&[])
    }
}

impl From<&str> for ZoneName {
    fn from(name: &str) -> Self {
        Self::new(name.as_bytes())
    }
}

impl AsRef<[u8]> for ZoneName {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl fmt::Display for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_str())
    }
}

impl fmt::Debug for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_str())
    }
}

impl PartialEq for ZoneName {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for ZoneName {}

impl PartialEq<str> for ZoneName {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for ZoneName {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl Hash for ZoneName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}
