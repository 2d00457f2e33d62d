//! Apple only.
