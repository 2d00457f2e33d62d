//! Every field by its name: [`Reader::value`].

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use crate::errno::{self, Errno};

use super::super::{Field, Value};
use super::Reader;
use super::sources::File;

impl Reader {
    /// The value of a field.
    pub(crate) fn value(&mut self, field: Field) -> Result<Value, Errno> {
        Ok(match field {
            Field::Pid => self.pid().into(),
            Field::Ppid => self.ppid()?.into(),
            Field::Name => text(self.name()?),
            Field::Exe => optional(self.exe().map(Into::into))?,
            Field::Cmdline => arguments(self.cmdline()?),
            Field::Command => text(self.command()?),
            Field::Cwd => optional(self.file(File::Cwd).map(text))?,
            Field::Root => optional(self.file(File::Root).map(text))?,
            Field::Environ => arguments(self.file(File::Environ)?),
            Field::Uid => self.uids()?[0].into(),
            Field::Euid => self.uids()?[1].into(),
            Field::Gid => self.gids()?[0].into(),
            Field::Egid => self.gids()?[1].into(),
            Field::Uids => ids(self.uids()?),
            Field::Gids => ids(self.gids()?),
            Field::KernelThread => self.stat()?.is_kernel_thread().into(),
            Field::Session => self.stat()?.session.into(),
            Field::ProcessGroup => self.stat()?.pgrp.into(),
            Field::NumThreads => self.stat()?.num_threads.into(),
            Field::Nice => self.stat()?.nice.into(),
            Field::Vms => self.stat()?.vsize.into(),
            Field::Rss => (self.stat()?.rss.max(0) as u64 * self.context.page_size).into(),
            Field::Age => self.age()?.into(),
            Field::CreateTime => self.create_time()?.into(),
            Field::CpuTime => self.cpu_time()?.into(),
            _ => return Err(errno::ENOSYS),
        })
    }

    /// How long ago the process was started.
    pub(crate) fn age(&mut self) -> Result<std::time::Duration, Errno> {
        let started = self.stat()?.starttime;
        Ok(self.context.uptime.saturating_sub(self.context.duration(started)))
    }

    /// When it was started, by the clock on the wall.
    pub(crate) fn create_time(&mut self) -> Result<std::time::SystemTime, Errno> {
        let started = self.stat()?.starttime;
        Ok(self.context.boot_time + self.context.duration(started))
    }

    /// The processor time it has used, in user and in kernel mode.
    pub(crate) fn cpu_time(&mut self) -> Result<std::time::Duration, Errno> {
        let stat = self.stat()?;
        Ok(self.context.duration(stat.utime.saturating_add(stat.stime)))
    }
}

fn text(bytes: &[u8]) -> Value {
    Value::Text(OsString::from_vec(bytes.to_vec()))
}

/// What some processes have none of: parts of the kernel have no program, zombies have nothing left.
fn optional(value: Result<Value, Errno>) -> Result<Value, Errno> {
    match value {
        Err(errno::ENOENT) => Ok(Value::None),
        value => value,
    }
}

/// Texts that end in NUL, and what comes after the last one.
fn arguments(bytes: &[u8]) -> Value {
    let bytes = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    if bytes.is_empty() {
        return Value::List(Vec::new());
    }
    Value::List(bytes.split(|&byte| byte == 0).map(text).collect())
}

fn ids([real, effective, saved]: [u32; 3]) -> Value {
    Value::Map(vec![
        ("real", real.into()),
        ("effective", effective.into()),
        ("saved", saved.into()),
    ])
}
