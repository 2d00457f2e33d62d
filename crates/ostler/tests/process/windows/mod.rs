//! On Windows: processes of our own, which play roles.

mod ask;
mod child;
mod facts;
mod find;
mod look;
mod machine;
mod recipes;
mod roles;
mod sockets;
mod stop;
mod support;
mod tree;
mod wait;
