//! A time in fields, as C has it.

/// `struct tm`, without the name of the zone, which belongs to the C library.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tm {
    pub sec: i32,
    pub min: i32,
    pub hour: i32,
    pub mday: i32,
    /// From 0.
    pub mon: i32,
    /// From 1900.
    pub year: i32,
    /// From Sunday.
    pub wday: i32,
    /// From 0.
    pub yday: i32,
    pub isdst: i32,
    pub gmtoff: i64,
}
