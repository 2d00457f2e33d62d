//! [`Own`]: our own namespaces.

use ostler_sys::linux::process::namespace::{self, FileId};

/// What is known of our own namespaces, once it has been asked for in a scan.
#[derive(Debug, Default)]
pub(crate) struct Own {
    pub(crate) mount: Option<FileId>,
    pub(crate) network: Option<FileId>,
    pub(crate) root: Option<FileId>,
    pub(crate) terminals: Option<Terminals>,
    pub(crate) users: Option<namespace::Ids>,
    pub(crate) groups: Option<namespace::Ids>,
}

/// The device of the file system that is our `/dev/pts`, if there is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminals(pub(crate) Option<u64>);
