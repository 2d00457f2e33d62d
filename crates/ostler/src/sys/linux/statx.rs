//! `statx(2)`.
