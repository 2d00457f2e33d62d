//! The controlling terminal, key by key.

mod keys;
mod mode;

pub use keys::Terminal;
