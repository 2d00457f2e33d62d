//! Listing a directory.
