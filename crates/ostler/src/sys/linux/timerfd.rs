//! Timer descriptors.
