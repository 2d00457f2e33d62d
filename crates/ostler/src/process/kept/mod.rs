//! [`Identity`]: which process is meant, in a form that can be kept and sent.

#[cfg(linux_kernel)]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

use std::fmt;
use std::str::FromStr;

use ostler_sys::key::Key;

use super::Process;
use super::error::Trouble;
use crate::error::{Error, Result};

/// Which process is meant, for other programs and for later: a plain value that prints as one word of ASCII and parses again. A
/// [`Process`] means something in this program only; its identity can be written to a file or sent to another program.
///
/// It says the number, what tells the process from others that have the number before or after it (the inode of its process
/// descriptors, or the time it was started at), and where numbers are numbers of processes at all: the boot and the PID namespace
/// (Linux), the machine (Windows). [`Process::from_identity`] takes it for no process but that one.
///
/// ```
/// use ostler::process::{Identity, Process};
///
/// let me = Process::current()?;
/// let text = me.identity()?.to_string();
/// let identity: Identity = text.parse()?;
/// assert_eq!(identity.pid(), me.pid());
/// assert_eq!(Process::from_identity(&identity)?, me);
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Identity {
    pid: i32,
    key: Key,
    system: System,
}

/// Where a number is that of a process.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum System {
    Linux { boot: u128, pid_namespace: u64 },
    Windows { machine: u128 },
}

impl Identity {
    /// The number of the process.
    pub const fn pid(&self) -> i32 {
        self.pid
    }
}

impl Process {
    /// Which process this is, for other programs and for later. The process itself is not asked: there is an answer of one that is
    /// gone, too.
    ///
    /// # Errors
    ///
    /// Those of reading `/proc/sys/kernel/random/boot_id` and `/proc/self/ns/pid`;
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) if the registry of Windows has no `MachineGuid`.
    ///
    /// ```
    /// let identity = ostler::process::Process::current()?.identity()?;
    /// assert_eq!(identity.pid() as u32, std::process::id());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn identity(&self) -> Result<Identity> {
        Ok(Identity { pid: self.pid(), key: self.key(), system: system::here()? })
    }

    /// The process of this identity, there or gone: [`is_running`](Self::is_running) tells, and every other question says so
    /// ([`ProcessLookup`](crate::ErrorKind::ProcessLookup)) once it is gone.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if it is of another boot, another machine or another PID namespace, where the
    /// same number is that of another process. Those of [`identity`](Self::identity).
    ///
    /// # Platforms
    ///
    /// On Windows a process of an earlier boot is one that is gone: no other was started at its time. A process that was told by its
    /// descriptor (from Linux 6.9 on) is told by that only: where a filter of system calls refuses descriptors, what is asked of it
    /// is an error.
    ///
    /// ```
    /// use ostler::ErrorKind;
    /// use ostler::process::{Identity, Process};
    ///
    /// let elsewhere: Identity =
    ///     "pid=1,ticks=31,boot=0dbbf2d9-a6a9-4d3c-b7a5-2b9d3f0c6e57,pidns=4026531836".parse()?;
    /// let error = Process::from_identity(&elsewhere).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::ProcessLookup);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn from_identity(identity: &Identity) -> Result<Self> {
        let Identity { pid, key, system } = *identity;
        let here = system::here()?;
        let elsewhere = |place| Trouble::Elsewhere { place }.about(pid);
        if system != here {
            let same_boot = matches!(
                (system, here),
                (System::Linux { boot, .. }, System::Linux { boot: own, .. }) if boot == own
            );
            return Err(elsewhere(if same_boot { "PID namespace" } else { "boot or machine" }));
        }
        if matches!(key, Key::Created(_)) != cfg!(windows) {
            return Err(elsewhere("boot or machine"));
        }
        Ok(Self::from_parts(pid, key))
    }
}

/// `pid=1234,pidfd=567,boot=…,pidns=4026531836`; `ticks=` or `created=` in the place of `pidfd=`, `machine=` in that of `boot=`
/// and `pidns=`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, number) = match self.key {
            Key::Pidfd(inode) => ("pidfd", inode),
            Key::Ticks(ticks) => ("ticks", ticks),
            Key::Created(created) => ("created", created),
        };
        write!(f, "pid={},{kind}={number},", self.pid)?;
        match self.system {
            System::Linux { boot, pid_namespace } => {
                write!(f, "boot={},pidns={pid_namespace}", Uuid(boot))
            }
            System::Windows { machine } => write!(f, "machine={}", Uuid(machine)),
        }
    }
}

impl FromStr for Identity {
    type Err = Error;

    /// # Errors
    ///
    /// [`Value`](crate::ErrorKind::Value) for a text that is no identity.
    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| Error::value("not the identity of a process"))
    }
}

fn parse(text: &str) -> Option<Identity> {
    let mut parts = text.split(',').map(|part| part.split_once('='));
    let mut next = || parts.next().flatten();
    let ("pid", pid) = next()? else { return None };
    let pid = i32::try_from(number(pid)?).ok()?;
    let key = match next()? {
        ("pidfd", inode) => Key::Pidfd(number(inode)?),
        ("ticks", ticks) => Key::Ticks(number(ticks)?),
        ("created", created) => Key::Created(number(created)?),
        _ => return None,
    };
    let system = match next()? {
        ("boot", boot) => {
            let ("pidns", pid_namespace) = next()? else { return None };
            System::Linux { boot: uuid(boot)?, pid_namespace: number(pid_namespace)? }
        }
        ("machine", machine) => System::Windows { machine: uuid(machine)? },
        _ => return None,
    };
    parts.next().is_none().then_some(Identity { pid, key, system })
}

/// A number in digits, and nothing else.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// 32 hexadecimal digits in five groups.
fn uuid(text: &str) -> Option<u128> {
    let digits: String = text.split('-').collect();
    let is_one = text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_one.then(|| u128::from_str_radix(&digits, 16).ok())?
}

struct Uuid(u128);

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |shift: u32, digits: u32| (self.0 >> shift) & ((1 << (4 * digits)) - 1);
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            part(96, 8),
            part(80, 4),
            part(64, 4),
            part(48, 4),
            part(0, 12)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in [
            "pid=1,pidfd=567,boot=0dbbf2d9-a6a9-4d3c-b7a5-2b9d3f0c6e57,pidns=4026531836",
            "pid=2147483647,ticks=0,boot=00000000-0000-0000-0000-000000000001,pidns=0",
            "pid=4,created=18446744073709551615,machine=ffffffff-ffff-ffff-ffff-fffffffffff0",
        ] {
            assert_eq!(text.parse::<Identity>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_identity() {
        let good = "pid=1,pidfd=567,boot=0dbbf2d9-a6a9-4d3c-b7a5-2b9d3f0c6e57,pidns=4026531836";
        for (part, other) in [
            ("pid=1", "pid=-1"),
            ("pid=1", "pid=2147483648"),
            ("pid=1", "pid="),
            ("pid=1,", ""),
            ("pidfd=567", "pidfd=+5"),
            ("pidfd", "inode"),
            ("567", "99999999999999999999"),
            ("0dbbf2d9-", ""),
            ("0dbbf2d9", "0dbbf2dg"),
            ("0dbbf2d9", "0dbbf2é"),
            (",pidns=4026531836", ""),
            ("4026531836", "4026531836,"),
            ("boot", "machine"),
        ] {
            let text = good.replacen(part, other, 1);
            assert_ne!(text, good);
            let error = text.parse::<Identity>().unwrap_err();
            assert_eq!(error.kind(), crate::ErrorKind::Value, "{text}");
        }
        assert!("".parse::<Identity>().is_err());
    }
}
