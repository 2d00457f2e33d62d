//! System information.
