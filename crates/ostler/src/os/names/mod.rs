//! File names, arguments, environment.
