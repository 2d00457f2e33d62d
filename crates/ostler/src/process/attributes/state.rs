//! What a process is doing, and where it belongs.

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::errno::{self, Errno};
use crate::signal::Signal;

use super::super::Value;
use super::super::reader::{File, Reader};
use super::reads;

/// Declares the states: variant, the kernel's letters, psutil's text, meaning.
macro_rules! states {
    ($($variant:ident, $($letters:literal)|+, $text:literal, $meaning:literal;)*) => {
        /// What a process is doing: `psutil.STATUS_*`.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum Status {
            $(
                #[doc = concat!("`", $text, "`: ", $meaning, ".")]
                $variant,
            )*
        }

        impl Status {
            /// psutil's text for it.
            ///
            /// ```
            /// use ostler::process::Status;
            /// assert_eq!(Status::DiskSleep.as_str(), "disk-sleep");
            /// ```
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The state the kernel has a letter for.
            pub const fn from_letter(letter: u8) -> Option<Self> {
                match letter {
                    $($($letters)|+ => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

states! {
    Running, b'R', "running", "runs, or waits for a processor";
    Sleeping, b'S', "sleeping", "waits for something, and can be woken by a signal";
    DiskSleep, b'D', "disk-sleep", "waits for something, and no signal wakes it";
    Stopped, b'T', "stopped", "was stopped by a signal";
    TracingStop, b't', "tracing-stop", "was stopped by a tracer";
    Zombie, b'Z', "zombie", "has ended; its parent has not asked how";
    Dead, b'X' | b'x', "dead", "is being taken away";
    WakeKill, b'K', "wake-kill", "waits for something, and only a deadly signal wakes it";
    Waking, b'W', "waking", "is being woken";
    Idle, b'I', "idle", "a part of the kernel that waits, and counts as no load";
    Parked, b'P', "parked", "a part of the kernel that was put aside";
    Locked, b'L', "locked", "waits for a lock (FreeBSD)";
    Waiting, b'Q', "waiting", "waits (FreeBSD)";
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

reads! {
    /// What it is doing: `psutil.Process.status()`.
    ///
    /// ```
    /// use ostler::process::{Process, Status};
    /// assert_eq!(Process::current()?.status()?, Status::Running);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    status: Status = "status", Reader::state;

    /// When it was started, by the clock on the wall: `psutil.Process.create_time()`. For display: clocks are put right, and
    /// two processes may be started in one tick.
    create_time: SystemTime = "start time", Reader::create_time;

    /// How long ago it was started.
    age: Duration = "start time", Reader::age;

    /// Whether it is a part of the kernel.
    is_kernel_thread: bool = "flags", |reader| Ok(reader.stat()?.is_kernel_thread());

    /// Its controlling terminal: `psutil.Process.terminal()`. `None` if it has none.
    terminal: Option<PathBuf> = "terminal", |reader| {
        Ok(reader.terminal()?.map(|name| PathBuf::from(format!("/dev/{name}"))))
    };

    /// The number of its session.
    session: i32 = "session", |reader| Ok(reader.stat()?.session);

    /// The number of its process group.
    process_group: i32 = "process group", |reader| Ok(reader.stat()?.pgrp);

    /// How likely it is to be ended when memory runs out; 0 to 2000.
    oom_score: i64 = "OOM score", |reader| reader.single_number(File::OomScore);

    /// What is added to that; -1000 to 1000.
    oom_score_adj: i64 = "OOM score", |reader| reader.single_number(File::OomScoreAdj);

    /// The kernel function it sleeps in. `None` if it does not, or the kernel does not tell.
    wchan: Option<String> = "wchan", Reader::wchan;
}

impl Reader {
    pub(crate) fn state(&mut self) -> Result<Status, Errno> {
        Status::from_letter(self.stat()?.state).ok_or(errno::EIO)
    }

    /// The terminal, without the directory of devices: `pts/0`.
    pub(crate) fn terminal(&mut self) -> Result<Option<String>, Errno> {
        let number = self.stat()?.tty_nr as u32;
        let (major, minor) = (number >> 8 & 0xfff, number & 0xff | number >> 12 & 0xfff00);
        Ok(match major {
            0 => None,
            4 if minor < 64 => Some(format!("tty{minor}")),
            4 => Some(format!("ttyS{}", minor - 64)),
            // The pseudo-terminals' numbers go on from one major number to the next.
            136..=143 => Some(format!("pts/{}", (major - 136) * 256 + minor)),
            229 => Some(format!("hvc{minor}")),
            188 => Some(format!("ttyUSB{minor}")),
            204 if minor >= 64 => Some(format!("ttyAMA{}", minor - 64)),
            _ => Some(format!("char/{major}:{minor}")),
        })
    }

    pub(crate) fn wchan(&mut self) -> Result<Option<String>, Errno> {
        let name = self.file(File::Wchan)?;
        let asleep = !matches!(name, b"" | b"0");
        Ok(asleep.then(|| String::from_utf8_lossy(name).into_owned()))
    }

    pub(crate) fn single_number(&mut self, file: File) -> Result<i64, Errno> {
        let text = self.file(file)?.trim_ascii();
        Ok(crate::sys::linux::process::stat::number(text))
    }

    /// The names of the signals in a line of `status`.
    pub(crate) fn signals(&mut self, line: &str) -> Result<Value, Errno> {
        let mask = self.status()?.mask(line).ok_or(errno::EIO)?;
        let set = (1..=64).filter(|number| mask & 1 << (number - 1) != 0);
        Ok(set.map(|number| Signal::from_raw(number).to_string()).collect::<Vec<_>>().into())
    }

    /// The names of the capabilities in effect.
    pub(crate) fn capabilities(&mut self) -> Result<Vec<String>, Errno> {
        let mask = self.status()?.mask("CapEff").ok_or(errno::EIO)?;
        let set = (0..64).filter(|bit| mask & 1 << bit != 0);
        Ok(set
            .map(|bit: usize| match CAPABILITIES.get(bit) {
                Some(name) => format!("CAP_{name}"),
                None => format!("CAP_{bit}"),
            })
            .collect())
    }
}

/// capabilities(7), by number.
const CAPABILITIES: [&str; 41] = [
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "KILL",
    "SETGID",
    "SETUID",
    "SETPCAP",
    "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_ADMIN",
    "NET_RAW",
    "IPC_LOCK",
    "IPC_OWNER",
    "SYS_MODULE",
    "SYS_RAWIO",
    "SYS_CHROOT",
    "SYS_PTRACE",
    "SYS_PACCT",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_NICE",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "MKNOD",
    "LEASE",
    "AUDIT_WRITE",
    "AUDIT_CONTROL",
    "SETFCAP",
    "MAC_OVERRIDE",
    "MAC_ADMIN",
    "SYSLOG",
    "WAKE_ALARM",
    "BLOCK_SUSPEND",
    "AUDIT_READ",
    "PERFMON",
    "BPF",
    "CHECKPOINT_RESTORE",
];
