//! All processes: their numbers, and what is to be known of each.

use crate::errno;
use crate::error::{Error, Result};

use super::backend;
use super::code::{Code, GONE, errno_of, is_gone, is_shortage};
use super::error::Trouble;
use super::identity::Held;
use super::reader::Reader;
use super::{Field, Fields, Process, Value};

/// The numbers of all processes, in order: `psutil.pids()`.
///
/// # Errors
///
/// If `/proc` is not mounted, or (`EOPNOTSUPP`) shows another PID namespace, where the numbers are of others.
///
/// ```
/// let pids = ostler::process::pids()?;
/// assert!(pids.contains(&ostler::os::getpid()));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn pids() -> Result<Vec<i32>> {
    backend::pids()
}

/// Whether there is a process of this number, a zombie included: `psutil.pid_exists(pid)`. The number of a thread is not
/// that of a process.
///
/// # Errors
///
/// If the system does not say, for want of a descriptor for example.
///
/// ```
/// assert!(ostler::process::exists(ostler::os::getpid())?);
/// assert!(!ostler::process::exists(0)?);
/// # Ok::<(), ostler::Error>(())
/// ```
#[doc(alias = "pid_exists")]
pub fn exists(pid: i32) -> Result<bool> {
    match Held::take(pid) {
        Ok(_) => Ok(true),
        Err(code) if is_gone(code) => Ok(false),
        Err(code) => Err(code.into()),
    }
}

/// What was to be known of a process at one time.
#[derive(Clone, Debug)]
pub struct Snapshot {
    process: Process,
    values: Vec<(Field, Value)>,
    unreadable: Vec<(Field, Code)>,
}

impl Snapshot {
    /// Reads the fields of the process a reader holds. `ESRCH` if it is gone meanwhile.
    pub(crate) fn read(reader: &mut Reader, fields: Fields) -> Result<Self, Code> {
        let process = reader.held().ok_or(GONE)?.process();
        let mut values = Vec::with_capacity(fields.iter().count());
        let mut unreadable = Vec::new();
        // The name is in a file that others may want anyway.
        let late = |field: &Field| *field == Field::Name;
        for field in fields.iter().filter(|field| !late(field)).chain(fields.iter().filter(late)) {
            match reader.value(field) {
                Ok(value) => values.push((field, value)),
                Err(code) if is_shortage(code) => return Err(code),
                Err(code) => {
                    let code = reader.held().map_or(code, |held| held.judged(code));
                    unreadable.push((field, code));
                }
            }
        }
        if !reader.still_there()? {
            return Err(GONE);
        }
        values.sort_unstable_by_key(|(field, _)| *field);
        Ok(Self { process, values, unreadable })
    }

    /// The process.
    pub fn process(&self) -> Process {
        self.process
    }

    /// The number of the process.
    pub fn pid(&self) -> i32 {
        self.process.pid()
    }

    /// What a field says: `None` if it was not asked for, or could not be read.
    pub fn get(&self, field: Field) -> Option<&Value> {
        let at = self.values.binary_search_by_key(&field, |(field, _)| *field).ok()?;
        Some(&self.values[at].1)
    }

    /// Sets what a field says: for a value that a program has measured itself.
    ///
    /// ```
    /// use ostler::process::{Field, Process, Value};
    ///
    /// let mut me = Process::current()?.snapshot(Field::CpuPercent)?;
    /// let share = me.process().cpu_meter()?.percent()?;
    /// me.set(Field::CpuPercent, share);
    /// assert_eq!(me.get(Field::CpuPercent), Some(&Value::Percent(share)));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn set(&mut self, field: Field, value: impl Into<Value>) {
        self.unreadable.retain(|(unreadable, _)| *unreadable != field);
        match self.values.binary_search_by_key(&field, |(field, _)| *field) {
            Ok(at) => self.values[at].1 = value.into(),
            Err(at) => self.values.insert(at, (field, value.into())),
        }
    }

    /// The fields and what they say.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Value)> {
        self.values.iter().map(|(field, value)| (*field, value))
    }

    /// The fields that were asked for and could not be read: for most, because the process is another user's.
    /// [`why_unreadable`](Self::why_unreadable) tells.
    pub fn unreadable(&self) -> Fields {
        self.unreadable.iter().map(|(field, _)| *field).collect()
    }

    /// Why a field that was asked for could not be read: [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is not
    /// for us to read, [`NotImplemented`](crate::ErrorKind::NotImplemented) if this system does not tell it, the system's
    /// answer otherwise. `None` of a field that was read, or was not asked for.
    ///
    /// ```
    /// use ostler::process::{Field, Process};
    ///
    /// let me = Process::current()?.snapshot(Field::Name | Field::Exe)?;
    /// assert!(me.why_unreadable(Field::Name).is_none());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn why_unreadable(&self, field: Field) -> Option<Error> {
        let (_, code) = self.unreadable.iter().find(|(unreadable, _)| *unreadable == field)?;
        Some(Trouble::refusal(*code, field.name()).about(self.pid()))
    }

    /// Those of them that this system does not tell of the process, whoever asks.
    pub fn untold(&self) -> Fields {
        let untold = |code| errno_of(code) == errno::ENOSYS;
        self.unreadable.iter().filter(|(_, code)| untold(*code)).map(|(field, _)| *field).collect()
    }
}

/// All processes, and the given fields of each, read in one pass: `psutil.process_iter(attrs)`.
///
/// Processes that vanish meanwhile are left out. What cannot be read of one is [`Snapshot::unreadable`], no error.
///
/// # Errors
///
/// As [`pids`]. A step fails if there is no descriptor or no memory to look at a process with, or if there is no getting hold of
/// one that is there; the next step goes on with the next process.
///
/// ```
/// use ostler::process::{self, Field};
///
/// for process in process::iter(Field::Name | Field::Rss)? {
///     let process = process?;
///     println!("{} {:?}", process.pid(), process.get(Field::Name));
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
#[doc(alias = "process_iter")]
pub fn iter(fields: impl Into<Fields>) -> Result<Iter> {
    Ok(Iter { pids: pids()?.into_iter(), reader: Reader::new(), fields: fields.into() })
}

/// The iterator of [`iter`].
#[derive(Debug)]
pub struct Iter {
    pids: std::vec::IntoIter<i32>,
    reader: Reader,
    fields: Fields,
}

impl Iterator for Iter {
    type Item = Result<Snapshot>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let pid = self.pids.next()?;
            let read = Held::take(pid).and_then(|held| {
                self.reader.turn_to_held(held);
                Snapshot::read(&mut self.reader, self.fields)
            });
            match read {
                Ok(snapshot) => return Some(Ok(snapshot)),
                Err(code) if is_shortage(code) => return Some(Err(code.into())),
                Err(code) if is_gone(code) => {}
                Err(code) => return Some(Err(Trouble::of(code, "getting hold").about(pid))),
            }
        }
    }
}
