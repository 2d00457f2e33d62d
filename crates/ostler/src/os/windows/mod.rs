//! `os` on Windows, section by section.

mod descriptors;
mod files;

pub use descriptors::*;
pub use files::*;
