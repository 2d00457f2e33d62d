//! Plain types of the module, which the backends and what is above them share. They know neither.

pub(super) mod code;
mod connection;
pub(super) mod error;
pub(super) mod family;
mod process;

pub use connection::{
    Address, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, SocketKind,
};
pub(super) use process::this;
pub use process::{Binding, Process, Protection};
