//! What there is to know of a process, each compared with what somebody else says.

mod children;

mod cpu;
mod exe;
mod family;
mod fields;
mod files;
mod ids;
mod limits;
mod memory;
mod names;
mod odd_names;
mod place;
mod priority;
mod refused;
mod signals;
mod sockets;
mod state;
mod terminal;
mod threads;
mod threads_left;
