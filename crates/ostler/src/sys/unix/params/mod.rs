//! Process parameters.
