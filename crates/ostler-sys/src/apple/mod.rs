//! Apple only.

pub mod sysctl;
