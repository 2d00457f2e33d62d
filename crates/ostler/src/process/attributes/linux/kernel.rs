//! How the kernel sees a process: rights, and what becomes of it when memory runs out.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use ostler_sys::linux::process::stat::number;

use crate::errno::{self, Errno};

use crate::process::attributes::reads;
use crate::process::reader::{File, Reader};

reads! {
    /// Whether it is a part of the kernel.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(!Process::current()?.is_kernel_thread()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    is_kernel_thread: bool = "flags", |reader| Ok(reader.stat()?.is_kernel_thread());

    /// How likely it is to be ended when memory runs out; 0 to 2000.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(Process::current()?.oom_score()? >= 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    oom_score: i64 = "OOM score", |reader| reader.single_number(File::OomScore);

    /// What is added to that; -1000 to 1000.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!((-1000..=1000).contains(&Process::current()?.oom_score_adj()?));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    oom_score_adj: i64 = "OOM score", |reader| reader.single_number(File::OomScoreAdj);

    /// The kernel function it sleeps in. `None` if it does not, or the kernel does not tell.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert_eq!(Process::current()?.wchan()?, None);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    wchan: Option<String> = "wchan", Reader::wchan;

    /// Its security context, as the security module has it. `None` where there is none of these.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.label()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    label: Option<OsString> = "security context", Reader::label;

    /// The capabilities in effect for it, by name: capabilities(7).
    ///
    /// ```
    /// use ostler::process::Process;
    /// let may_do_all = Process::current()?.capabilities()?.contains(&"CAP_SYS_ADMIN".into());
    /// # let _ = may_do_all;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    capabilities: Vec<String> = "capabilities", Reader::capabilities;
}

impl Reader {
    pub(crate) fn wchan(&mut self) -> Result<Option<String>, Errno> {
        let name = self.file(File::Wchan)?;
        let asleep = !matches!(name, b"" | b"0");
        Ok(asleep.then(|| String::from_utf8_lossy(name).into_owned()))
    }

    pub(crate) fn single_number(&mut self, file: File) -> Result<i64, Errno> {
        Ok(number(self.file(file)?.trim_ascii()))
    }

    pub(crate) fn label(&mut self) -> Result<Option<OsString>, Errno> {
        match self.file(File::Label) {
            Ok(label) => {
                let label = label.trim_ascii().strip_suffix(b"\0").unwrap_or(label.trim_ascii());
                Ok((!label.is_empty()).then(|| OsString::from_vec(label.to_vec())))
            }
            // What a kernel without any of them says.
            Err(errno::EINVAL) => Ok(None),
            Err(errno) => Err(errno),
        }
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
