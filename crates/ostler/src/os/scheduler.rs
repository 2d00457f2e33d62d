//! Interface to the scheduler.
