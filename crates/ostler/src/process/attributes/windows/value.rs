//! Every field by its name: [`Reader::value`].

use std::ffi::OsString;

use crate::process::code::Code;
use crate::process::reader::Reader;
use crate::process::{ConnectionKinds, Field, Value, net};

/// Whether a field is to be had here.
pub(crate) const fn has(field: Field) -> bool {
    matches!(
        field,
        Field::Pid
            | Field::Ppid
            | Field::Name
            | Field::Exe
            | Field::Cmdline
            | Field::Command
            | Field::Cwd
            | Field::Environ
            | Field::Status
            | Field::Username
            | Field::User
            | Field::CreateTime
            | Field::Age
            | Field::CpuTimes
            | Field::CpuTime
            | Field::CpuPercent
            | Field::Nice
            | Field::Priority
            | Field::Ionice
            | Field::CpuAffinity
            | Field::MemoryInfo
            | Field::MemoryFullInfo
            | Field::MemoryPercent
            | Field::Rss
            | Field::Vms
            | Field::Uss
            | Field::MemoryMaps
            | Field::NumThreads
            | Field::Threads
            | Field::OpenFiles
            | Field::Files
            | Field::NetConnections
            | Field::Ports
            | Field::IoCounters
            | Field::ReadBytes
            | Field::WriteBytes
            | Field::NumCtxSwitches
            | Field::Terminal
            | Field::Session
            | Field::Unit
            | Field::ProcessGroup
            | Field::Parents
            | Field::Children
            | Field::Descendants
            | Field::KernelThread
            | Field::Description
            | Field::NumHandles
            | Field::WindowTitles
            | Field::Hung
    )
}

impl Reader {
    /// The value of a field.
    pub(crate) fn value(&mut self, field: Field) -> Result<Value, Code> {
        self.look_up(field)
    }

    pub(crate) fn look_up(&mut self, field: Field) -> Result<Value, Code> {
        Ok(match field {
            Field::Pid => self.pid().into(),
            Field::Ppid => self.ppid()?.into(),
            Field::Name => self.name_text()?.into(),
            Field::Exe => self.exe()?.into(),
            Field::Cmdline => self.arguments()?.into(),
            Field::Command => self.command_text()?.into(),
            Field::Cwd => self.cwd()?.into(),
            Field::Environ => {
                let joined = |(mut name, value): (OsString, OsString)| {
                    name.push("=");
                    name.push(value);
                    name
                };
                self.variables()?.into_iter().map(joined).collect::<Vec<_>>().into()
            }
            Field::Status => self.state()?.as_str().into(),
            Field::Username => self.username()?.into(),
            Field::User => self.user()?.1.into(),
            Field::CreateTime => self.create_time()?.into(),
            Field::Age => self.age()?.into(),
            Field::CpuTimes => self.cpu_times()?.into(),
            Field::CpuTime => self.cpu_used()?.into(),
            Field::CpuPercent => self.cpu_share()?.into(),
            Field::Nice => self.priority_class()?.into(),
            Field::Priority => self.entry()?.priority.into(),
            Field::Ionice => self.ionice()?.into(),
            Field::CpuAffinity => Value::List(
                self.affinity()?.into_iter().map(|cpu| Value::Int(cpu as i64)).collect(),
            ),
            Field::MemoryInfo => self.memory_info()?.into(),
            Field::MemoryFullInfo => self.memory_full_info()?.into(),
            Field::MemoryPercent => self.memory_percent()?.into(),
            Field::Rss => self.entry()?.working_set.into(),
            Field::Vms => self.entry()?.pagefile.into(),
            Field::Uss => self.memory_full_info()?.uss.into(),
            Field::MemoryMaps => self.memory_maps()?.into(),
            Field::NumThreads => self.num_threads()?.into(),
            Field::Threads => self.threads()?.into(),
            Field::OpenFiles => self.open_files()?.into(),
            Field::Files => self.files()?.into(),
            Field::NetConnections => {
                let sockets = self.connections(ConnectionKinds::all())?;
                Value::List(sockets.into_iter().map(net::value).collect())
            }
            Field::Ports => {
                Value::List(self.ports()?.into_iter().map(|port| Value::Int(port.into())).collect())
            }
            Field::IoCounters => self.io_counters()?.into(),
            Field::ReadBytes => self.io_counters()?.read_bytes.into(),
            Field::WriteBytes => self.io_counters()?.write_bytes.into(),
            Field::NumCtxSwitches => self.ctx_switches()?.into(),
            Field::Terminal => self.session_name()?.into(),
            Field::Session => self.entry()?.session.into(),
            Field::Unit => self.services()?,
            // No process leads the group 0: who has it is in none.
            Field::ProcessGroup => match self.parameters()?.group()? {
                0 => Value::None,
                group => group.into(),
            },
            Field::Parents => self.ancestors()?,
            Field::Children => self.children()?,
            Field::Descendants => self.descendants()?,
            Field::KernelThread => self.is_kernel().into(),
            Field::Description => self.description()?.into(),
            Field::NumHandles => self.entry()?.handles.into(),
            Field::WindowTitles => self.window_titles().into(),
            Field::Hung => self.hangs().into(),
            _ => return Err(Code::NotImplemented),
        })
    }
}
