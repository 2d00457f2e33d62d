//! Processes: by handle, from the system's table of them, and by what belongs to them.

pub mod console;
pub mod description;
pub mod desktop;
pub mod devices;
pub mod handle;
pub mod handles;
pub mod job;
pub mod machine;
pub mod modules;
mod nt;
pub mod parameters;
pub mod processors;
pub mod regions;
pub mod restart;
pub mod services;
pub mod sessions;
pub mod sockets;
pub mod table;
pub mod time;
pub mod user;
