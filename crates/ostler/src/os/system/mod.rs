//! Miscellaneous system information.
