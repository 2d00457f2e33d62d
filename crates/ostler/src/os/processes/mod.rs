//! Process management.
