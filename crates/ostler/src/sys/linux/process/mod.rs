//! Processes, as `/proc` and pidfds tell of them.
