//! Event descriptors.
