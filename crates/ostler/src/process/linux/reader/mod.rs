//! [`Reader`]: the attributes of one process after another, each file read once and only when something in it is wanted.

mod context;
#[cfg(feature = "query")]
mod own;
mod sources;

pub(crate) use context::Context;
#[cfg(feature = "query")]
pub(crate) use own::Terminals;
pub(crate) use sources::File;

use std::time::Duration;

use ostler_sys::linux::process::pidfd::{self, Info};
use ostler_sys::linux::process::read::{FileStatus, Place, ProcPath, list_numbers};
use ostler_sys::linux::process::stat::{self, Stat};
use ostler_sys::linux::process::status::Status;

use super::super::types::code::{is_gone, is_refusal};
use super::identity::Held;
use crate::errno::{self, Errno};
use sources::Sources;

/// How long a name can be that the kernel keeps.
const COMM_MAX: usize = 15;

/// Reads attributes of the process it is turned to.
///
/// Turned to a number, it reads of whoever has it. Turned to a [`Held`] process, all it has read is of that process if the
/// process is [still there](Held::still_there) afterwards.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) pid: i32,
    path: ProcPath,
    sources: Sources,
    stat: Option<Stat>,
    info: Option<Result<Info, Errno>>,
    command: Vec<u8>,
    name: Option<NameIs>,
    pub(crate) held: Option<Held>,
    /// Whether its paths are paths here.
    #[cfg(feature = "query")]
    pub(crate) shares_paths: Option<Result<bool, Errno>>,
    /// Another thread's directory, where the first thread has ended before the others.
    thread: Option<ProcPath>,
    /// What is known of the machine and of all processes together.
    pub(crate) context: Context,
}

/// Where the name is to be found.
#[derive(Clone, Copy, Debug)]
enum NameIs {
    /// In the file of that name, without the newline.
    Comm,
    /// In the parentheses of `stat`: from, to.
    Stat(usize, usize),
    /// In `cmdline`: from, to.
    Cmdline(usize, usize),
    /// In the link `exe`: from, to.
    Exe(usize, usize),
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self {
            pid: 0,
            path: ProcPath::of(0),
            sources: Sources::default(),
            stat: None,
            info: None,
            command: Vec::new(),
            name: None,
            held: None,
            #[cfg(feature = "query")]
            shares_paths: None,
            thread: None,
            context: Context::new(),
        }
    }

    /// What is known of all processes together is kept: it is of the machine, or read once in a scan.
    #[allow(clippy::unused_self)]
    pub(crate) fn look_afresh(&self) {}

    /// Turns to the process that has the number.
    pub(crate) fn turn_to(&mut self, pid: i32) {
        self.forget();
        self.pid = pid;
        self.path = ProcPath::of(pid);
    }

    fn forget(&mut self) {
        self.held = None;
        self.sources.forget();
        self.stat = None;
        self.info = None;
        self.name = None;
        #[cfg(feature = "query")]
        {
            self.shares_paths = None;
        }
        self.thread = None;
        self.command.clear();
    }

    /// The contents of a file.
    #[inline]
    pub(crate) fn file(&mut self, file: File) -> Result<&[u8], Errno> {
        if file.is_of_a_thread() {
            if self.thread.is_none() && is_nothing(self.read_file(file)) && self.turn_to_thread() {
                self.sources.forget_one(file);
            }
            if let Some(path) = &mut self.thread {
                return self.sources.read(file, &mut Place::Number(path));
            }
        }
        self.read_file(file)
    }

    /// Turns to another thread where the first has ended before the others: it has given up what they share, and its files say
    /// nothing any more. Whether there is one that was not known.
    pub(crate) fn turn_to_thread(&mut self) -> bool {
        let has_others = |stat: Stat| stat.is_over() && stat.num_threads > 1;
        if self.thread.is_some() || !self.stat().is_ok_and(has_others) {
            return false;
        }
        let mut threads = Vec::new();
        let listed = self.place().open_dir("task").and_then(|dir| list_numbers(dir, &mut threads));
        let mut text = Vec::new();
        let living = threads.into_iter().find(|thread| {
            let read = self.place().read_piece(&format!("task/{thread}/stat"), &mut text);
            read.is_ok() && stat::parse(&text).is_ok_and(|(_, stat)| !stat.is_over())
        });
        self.thread = living.filter(|_| listed.is_ok()).map(|id| ProcPath::of_thread(self.pid, id));
        self.thread.is_some()
    }

    /// A place to read what threads share from: their memory, descriptors, directories, namespaces.
    pub(crate) fn shared_place(&mut self) -> Place<'_> {
        match &mut self.thread {
            Some(path) => Place::Number(path),
            None => match &self.held {
                Some(held) => held.place(&mut self.path),
                None => Place::Number(&mut self.path),
            },
        }
    }

    /// The status of what a link there leads to.
    pub(crate) fn shared_status(&mut self, link: &str) -> Result<FileStatus, Errno> {
        match self.shared_place().stat(link) {
            Err(errno::ENOENT | errno::ESRCH | errno::EACCES) if self.turn_to_thread() => {
                self.shared_place().stat(link)
            }
            status => status,
        }
    }

    #[inline]
    fn read_file(&mut self, file: File) -> Result<&[u8], Errno> {
        if let Some(held) = &self.held {
            self.sources.read(file, &mut held.place(&mut self.path))
        } else {
            let mut place = Place::Number(&mut self.path);
            self.sources.read(file, &mut place)
        }
    }

    /// A place to read whatever else from.
    pub(crate) fn place(&mut self) -> Place<'_> {
        match &self.held {
            Some(held) => held.place(&mut self.path),
            None => Place::Number(&mut self.path),
        }
    }

    /// The numbers of `stat`.
    pub(crate) fn stat(&mut self) -> Result<Stat, Errno> {
        if let Some(stat) = self.stat {
            return Ok(stat);
        }
        let (_, stat) = stat::parse(self.file(File::Stat)?)?;
        self.stat = Some(stat);
        Ok(stat)
    }

    /// Whether the process has ended, or is about to: it is there, but what it had is not.
    pub(crate) fn is_over(&mut self) -> bool {
        self.stat_now().is_ok_and(|stat| stat.is_over())
    }

    /// The numbers of `stat` as they are by now.
    fn stat_now(&mut self) -> Result<Stat, Errno> {
        let mut text = Vec::new();
        self.place().read_piece("stat", &mut text)?;
        stat::parse(&text).map(|(_, stat)| stat)
    }

    /// A file about the memory of a process: empty for a part of the kernel, `ENOENT` for what has ended.
    pub(crate) fn of_living(&mut self, file: File) -> Result<&[u8], Errno> {
        let (mut waited, mut nap) = (Duration::ZERO, Duration::from_micros(50));
        while matches!(self.file(file), Ok(b"") | Err(errno::ESRCH)) {
            let stat = self.stat_now()?;
            if stat.is_kernel_thread() {
                return Ok(b"");
            }
            if stat.is_over() {
                return Err(errno::ENOENT);
            }
            // While it executes a program it has none for a moment, or longer if others have the processors. Of others'
            // processes nobody tells us whether that is why.
            let most = Duration::from_millis(if stat.start_code == 1 { 5 } else { 250 });
            self.sources.forget_one(file);
            if stat.arg_end != 0 || waited >= most {
                // It may have got them since it was asked for them.
                break;
            }
            std::thread::sleep(nap);
            waited += nap;
            nap = (nap * 2).min(Duration::from_millis(5));
        }
        self.file(file)
    }

    /// The lines of `status`.
    pub(crate) fn status(&mut self) -> Result<Status<'_>, Errno> {
        self.file(File::Status).map(Status)
    }

    /// Ids and parent in one call, where the process is held by a descriptor and the kernel is new enough.
    fn info(&mut self) -> Option<Info> {
        let held = self.held.as_ref()?.pidfd()?;
        let wanted = Info::PID | Info::CREDS;
        let info = *self.info.get_or_insert_with(|| pidfd::info(held, wanted));
        info.ok().filter(|info| info.mask & wanted == wanted)
    }

    /// The user ids: real, effective, saved.
    pub(crate) fn uids(&mut self) -> Result<[u32; 3], Errno> {
        if let Some(info) = self.info() {
            return Ok([info.ruid, info.euid, info.suid]);
        }
        let [real, effective, saved, _] = self.status()?.ids("Uid").ok_or(errno::EIO)?;
        Ok([real, effective, saved])
    }

    /// The group ids: real, effective, saved.
    pub(crate) fn gids(&mut self) -> Result<[u32; 3], Errno> {
        if let Some(info) = self.info() {
            return Ok([info.rgid, info.egid, info.sgid]);
        }
        let [real, effective, saved, _] = self.status()?.ids("Gid").ok_or(errno::EIO)?;
        Ok([real, effective, saved])
    }

    /// The number of the parent; zero for one outside our PID namespace.
    pub(crate) fn ppid(&mut self) -> Result<i32, Errno> {
        if self.stat.is_none()
            && let Some(info) = self.info()
        {
            return Ok(info.ppid as i32);
        }
        Ok(self.stat()?.ppid)
    }

    /// The name the kernel keeps: at most 15 bytes.
    pub(crate) fn comm(&mut self) -> Result<&[u8], Errno> {
        let file = if self.sources.has(File::Stat) { File::Stat } else { File::Comm };
        let text = self.file(file)?;
        Ok(match file {
            File::Stat => stat::parse(text)?.0,
            _ => text.strip_suffix(b"\n").unwrap_or(text),
        })
    }

    /// The name, completed where the kernel cut it off: from the first argument, the program's file or the script's, whichever
    /// goes on where the kernel's name ends.
    pub(crate) fn name(&mut self) -> Result<&[u8], Errno> {
        let place = match self.name {
            Some(place) => place,
            None => self.find_name()?,
        };
        self.name = Some(place);
        Ok(match place {
            NameIs::Comm => {
                let text = self.file(File::Comm)?;
                text.strip_suffix(b"\n").unwrap_or(text)
            }
            NameIs::Stat(from, to) => &self.file(File::Stat)?[from..to],
            NameIs::Cmdline(from, to) => &self.file(File::Cmdline)?[from..to],
            NameIs::Exe(from, to) => &self.file(File::Exe)?[from..to],
        })
    }

    /// Whether the name goes on beyond what the kernel keeps, and that is not the beginning of this one: then what it goes on with
    /// need not be read.
    #[cfg(feature = "query")]
    pub(crate) fn is_cut_off_otherwise(&mut self, name: &[u8]) -> Result<bool, Errno> {
        let comm = self.comm()?;
        Ok(comm.len() == COMM_MAX && !name.starts_with(comm))
    }

    fn find_name(&mut self) -> Result<NameIs, Errno> {
        let mut short = [0; 64];
        let comm = self.comm()?;
        // Names of the kernel's own threads are longer than what it keeps for others, and are complete.
        let length = comm.len();
        let in_full = length != COMM_MAX;
        if !in_full {
            short[..length].copy_from_slice(comm);
        }
        let here = if self.sources.has(File::Stat) {
            let text = self.file(File::Stat)?;
            let from = text.iter().position(|&byte| byte == b'(').map_or(0, |at| at + 1);
            NameIs::Stat(from, from + length)
        } else {
            NameIs::Comm
        };
        if in_full {
            return Ok(here);
        }
        let short = &short[..length];
        if let Some(cmdline) = if_there(self.file(File::Cmdline))? {
            let end = cmdline.iter().position(|&byte| byte == 0).unwrap_or(cmdline.len());
            let from = basename(&cmdline[..end]);
            if cmdline[from..end].starts_with(short) {
                return Ok(NameIs::Cmdline(from, end));
            }
        }
        if let Some(exe) = if_there(self.file(File::Exe))? {
            let exe = exe.strip_suffix(DELETED).unwrap_or(exe);
            let from = basename(exe);
            if exe[from..].starts_with(short) {
                return Ok(NameIs::Exe(from, exe.len()));
            }
        }
        // The name of a script is that of its file, which follows the interpreter and at most one argument of its `#!` line.
        if let Some(cmdline) = if_there(self.file(File::Cmdline))? {
            let mut from = 0;
            for argument in cmdline.split(|&byte| byte == 0).take(3) {
                let name = basename(argument);
                if from > 0 && argument[name..].starts_with(short) {
                    return Ok(NameIs::Cmdline(from + name, from + argument.len()));
                }
                from += argument.len() + 1;
            }
        }
        Ok(here)
    }

    /// The arguments, each ended by a NUL.
    pub(crate) fn cmdline(&mut self) -> Result<&[u8], Errno> {
        self.file(File::Cmdline)
    }

    /// The arguments joined by spaces; the bracketed name where there are none.
    pub(crate) fn command(&mut self) -> Result<&[u8], Errno> {
        if self.command.is_empty() {
            let mut command = std::mem::take(&mut self.command);
            let cmdline = self.cmdline()?;
            let end = cmdline.iter().rposition(|&byte| byte != 0).map_or(0, |at| at + 1);
            command.extend(cmdline[..end].iter().map(|&byte| if byte == 0 { b' ' } else { byte }));
            if command.is_empty() {
                command.push(b'[');
                command.extend_from_slice(self.name()?);
                command.push(b']');
            }
            self.command = command;
        }
        Ok(&self.command)
    }
}

/// What the kernel adds to the path of a file that is no longer there.
pub(crate) const DELETED: &[u8] = b" (deleted)";

/// Whether a file says nothing, as one of a thread does that has ended.
fn is_nothing(read: Result<&[u8], Errno>) -> bool {
    matches!(read, Ok(b"") | Err(errno::ENOENT | errno::ESRCH | errno::EACCES))
}

/// A file that the process may not have, or not show to us.
fn if_there(file: Result<&[u8], Errno>) -> Result<Option<&[u8]>, Errno> {
    match file {
        Ok(bytes) => Ok(Some(bytes)),
        Err(errno) if is_gone(errno) || is_refusal(errno) => Ok(None),
        Err(errno) => Err(errno),
    }
}

fn basename(path: &[u8]) -> usize {
    path.iter().rposition(|&byte| byte == b'/').map_or(0, |at| at + 1)
}
