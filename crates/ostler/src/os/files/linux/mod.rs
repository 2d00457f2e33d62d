//! Files that only Linux has: in memory, of events, of timers; and extended attributes.
