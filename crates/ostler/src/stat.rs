//! Mode bits.
#![allow(missing_docs)]
#![allow(non_snake_case)]
pub fn S_ISDIR(mode: u32) -> bool {
    mode & 0o170000 == 0o040000
}
pub fn S_ISLNK(mode: u32) -> bool {
    mode & 0o170000 == 0o120000
}
