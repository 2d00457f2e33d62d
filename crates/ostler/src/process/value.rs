//! [`Value`]: what a field of a process says.

use std::ffi::{OsStr, OsString};
use std::time::{Duration, SystemTime};

/// The value of a [`Field`](super::Field), for whoever takes fields by name: queries, columns, JSON.
///
/// Rust programs that know what they want have a method of [`Process`](super::Process) for it, with a type of its own.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Value {
    /// The process has none: no terminal, no argument list.
    None,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number of bytes.
    Size(u64),
    /// A share of a hundred.
    Percent(f64),
    /// A length of time.
    Duration(Duration),
    /// A point in time.
    Time(SystemTime),
    /// Text, or a path.
    Text(OsString),
    /// Several values.
    List(Vec<Value>),
    /// Parts with names of their own, in the order of the documentation.
    Map(Vec<(&'static str, Value)>),
}

impl Value {
    /// The part of a [`Value::Map`] with this name.
    pub fn part(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(parts) => parts.iter().find(|(key, _)| *key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&OsStr> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is a whole one or a number of bytes that fits.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Size(bytes) => i64::try_from(*bytes).ok(),
            _ => None,
        }
    }

    /// Whether the process has none.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

macro_rules! from {
    ($($type:ty => $variant:ident,)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Bool,
    i32 => Int,
    u32 => Int,
    i64 => Int,
    u64 => Size,
    f64 => Percent,
    Duration => Duration,
    SystemTime => Time,
    &OsStr => Text,
    OsString => Text,
    &str => Text,
    String => Text,
    std::path::PathBuf => Text,
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
