//! Every field by its name: [`Reader::value`].

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStringExt as _;

use crate::errno::{self, Errno};
use crate::signal::Signal;

use super::{arguments, ids, strings};
use crate::process::reader::{File, Reader};
use crate::process::{ConnectionKinds, Field, Value, net};

/// Whether a field is to be had here.
pub(crate) const fn has(field: Field) -> bool {
    !matches!(field, Field::Description | Field::NumHandles | Field::WindowTitles | Field::Hung)
}

impl Reader {
    /// The value of a field. What a process has no more since it ended is none.
    pub(crate) fn value(&mut self, field: Field) -> Result<Value, Errno> {
        match self.look_up(field) {
            Err(errno::ENOENT | errno::ESRCH) if self.is_over() => Ok(Value::None),
            // We may be refused what it has not even got any more.
            Err(errno::EACCES | errno::EPERM) if self.stat().is_ok_and(|stat| stat.is_over()) => {
                Ok(Value::None)
            }
            answer => answer,
        }
    }

    pub(crate) fn look_up(&mut self, field: Field) -> Result<Value, Errno> {
        Ok(match field {
            Field::Pid => self.pid().into(),
            Field::Ppid => self.ppid()?.into(),
            Field::Name => text(self.name()?),
            Field::Exe => self.link(File::Exe)?.into(),
            Field::ExeDeleted => self.exe_deleted()?.into(),
            Field::Cmdline => texts(arguments(self.of_living(File::Cmdline)?)),
            Field::Command => text(self.command()?),
            Field::Cwd => self.link(File::Cwd)?.into(),
            Field::Root => self.link(File::Root)?.into(),
            Field::Environ => {
                let variables = strings(self.of_living(File::Environ)?);
                texts(variables.filter(|variable| !variable.is_empty()))
            }
            Field::Status => self.state()?.as_str().into(),
            Field::Uids => ids(self.uids()?).into(),
            Field::Gids => ids(self.gids()?).into(),
            Field::Uid => self.uids()?[0].into(),
            Field::Euid => self.uids()?[1].into(),
            Field::Gid => self.gids()?[0].into(),
            Field::Egid => self.gids()?[1].into(),
            Field::Groups => self.groups()?.into(),
            Field::Username => self.user(0)?.into(),
            Field::User => self.user(1)?.into(),
            Field::RealGroup => self.group(0)?.into(),
            Field::Group => self.group(1)?.into(),
            Field::CreateTime => self.create_time()?.into(),
            Field::Age => self.age()?.into(),
            Field::CpuTimes => self.cpu_times()?.into(),
            Field::CpuTime => self.cpu_time()?.into(),
            Field::CpuPercent => self.cpu_share()?.into(),
            Field::Nice => self.stat()?.nice.into(),
            Field::Priority => self.stat()?.priority.into(),
            Field::Policy => self.policy_name()?.into(),
            Field::Ionice => self.ionice()?.into(),
            Field::CpuAffinity => integers(self.affinity()?),
            Field::CpuNum => self.stat()?.processor.into(),
            Field::MemoryInfo => self.memory_info()?.into(),
            Field::MemoryFullInfo => self.memory_full_info()?.into(),
            Field::MemoryPercent => self.memory_percent()?.into(),
            Field::Rss => self.rss()?.into(),
            Field::Vms => self.stat()?.vsize.into(),
            Field::Shared => self.memory_info()?.shared.into(),
            Field::Uss => self.memory_full_info()?.uss.into(),
            Field::Pss => self.memory_full_info()?.pss.into(),
            Field::Swap => self.status()?.kilobytes("VmSwap").unwrap_or(0).into(),
            Field::MemoryMaps => self.memory_maps()?.into(),
            Field::NumThreads => self.stat()?.num_threads.into(),
            Field::Threads => self.threads()?.into(),
            Field::NumFds => (self.num_fds()? as i64).into(),
            Field::OpenFiles => self.open_files()?.into(),
            Field::Files => self.files()?.into(),
            Field::NetConnections => {
                let sockets = self.connections(ConnectionKinds::all())?;
                Value::List(sockets.into_iter().map(net::value).collect())
            }
            Field::Ports => integers(self.ports()?),
            Field::IoCounters => self.io_counters()?.into(),
            Field::ReadBytes => self.io_counters()?.read_bytes.into(),
            Field::WriteBytes => self.io_counters()?.write_bytes.into(),
            Field::NumCtxSwitches => self.ctx_switches()?.into(),
            Field::Rlimits => self.limits_by_name()?,
            Field::Terminal => self.terminal()?.into(),
            Field::Session => self.stat()?.session.into(),
            Field::ProcessGroup => self.stat()?.pgrp.into(),
            Field::ForegroundGroup => self.foreground_group()?.into(),
            Field::Parents => self.ancestors()?,
            Field::Children => self.children()?,
            Field::Descendants => self.descendants()?,
            Field::Cgroup => text(self.cgroup()?),
            Field::Container => self.container()?.into(),
            Field::Unit => self.unit()?.into(),
            Field::Namespaces => {
                let namespaces = self.namespaces()?.into_iter();
                Value::Map(
                    namespaces.map(|(kind, inode)| (kind, Value::Int(inode as i64))).collect(),
                )
            }
            Field::NsPid => self.ns_pids()?,
            Field::KernelThread => self.stat()?.is_kernel_thread().into(),
            Field::Wchan => self.wchan()?.into(),
            Field::OomScore => self.single_number(File::OomScore)?.into(),
            Field::OomScoreAdj => self.single_number(File::OomScoreAdj)?.into(),
            Field::Label => self.label()?.into(),
            Field::Capabilities => self.capabilities()?.into(),
            Field::SignalsBlocked => signals(&self.signals("SigBlk")?),
            Field::SignalsIgnored => signals(&self.signals("SigIgn")?),
            Field::SignalsCaught => signals(&self.signals("SigCgt")?),
            Field::Description | Field::NumHandles | Field::WindowTitles | Field::Hung => {
                return Err(errno::ENOSYS);
            }
        })
    }
}

fn text(bytes: &[u8]) -> Value {
    Value::Text(OsString::from_vec(bytes.to_vec()))
}

fn texts<'a>(texts: impl Iterator<Item = &'a OsStr>) -> Value {
    Value::List(texts.map(Value::from).collect())
}

fn signals(signals: &[Signal]) -> Value {
    Value::List(signals.iter().map(|signal| signal.to_string().into()).collect())
}

fn integers<T: TryInto<i64>>(numbers: impl IntoIterator<Item = T>) -> Value {
    let numbers = numbers.into_iter().filter_map(|number| number.try_into().ok());
    Value::List(numbers.map(Value::Int).collect())
}
