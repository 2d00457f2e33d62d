//! Miscellaneous system information; random numbers.

mod conf;
mod constants;
mod cpu;
mod names;
mod random;
