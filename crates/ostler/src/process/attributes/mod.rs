//! What there is to know of a process, on every platform: a file per subject, with the methods of [`Process`](super::Process). What
//! they ask is the platform's [`Reader`](super::reader::Reader).

mod cpu;
mod family;
mod files;
mod io;
#[cfg(linux_kernel)]
mod linux;
mod memory;
mod names;
mod priority;
mod snapshot;
mod state;
mod status;
mod threads;
mod user;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

pub use cpu::{CpuMeter, ProcessCpuTimes};
pub use io::CtxSwitches;
pub use status::Status;
pub(crate) use system::has;
pub use system::*;
pub use threads::Thread;

/// Declares methods of [`Process`](super::Process) that read one thing: what is said of it, name, type, what an error calls it,
/// how.
macro_rules! reads {
    ($($(#[$($meta:tt)*])* $name:ident: $type:ty = $what:literal, $read:expr;)*) => {
        impl $crate::process::Process {
            $(
                $(#[$($meta)*])*
                ///
                /// # Errors
                ///
                /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone,
                /// [`ZombieProcess`](crate::ErrorKind::ZombieProcess) if it has ended and has none any more,
                /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is not for us to know.
                // Compiled in the programs that ask it: there are very many of these.
                #[inline]
                pub fn $name(&self) -> $crate::error::Result<$type> {
                    self.read($what, $read)
                }
            )*
        }
    };
}
pub(crate) use reads;

/// Declares a structure of numbers that is a [`Value::Map`](super::Value) too.
macro_rules! parts {
    ($(#[$($meta:tt)*])* pub struct $name:ident { $($(#[$($field_meta:tt)*])* $field:ident: $type:ty,)* }) => {
        $(#[$($meta)*])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$($field_meta)*])* pub $field: $type,)*
        }

        impl From<$name> for $crate::process::Value {
            fn from(parts: $name) -> Self {
                Self::Map(vec![$((stringify!($field), parts.$field.into()),)*])
            }
        }
    };
}
pub(crate) use parts;
