//! Several attributes at once.

use std::ffi::OsStr;

use crate::error::Result;

use super::super::{Field, Fields, Process, Snapshot, Value};

impl Process {
    /// Several attributes, read in one pass: `psutil.Process.as_dict(attrs)`, `oneshot()`.
    ///
    /// What the process had and has no more since it ended is [`Value::None`].
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone. What could not be read is in
    /// [`Snapshot::unreadable`].
    ///
    /// ```
    /// use ostler::process::{Field, Process};
    ///
    /// let me = Process::current()?.snapshot(Field::Name | Field::Rss)?;
    /// assert!(me.rss() > Some(0));
    /// assert_eq!(me.get(Field::Exe), None);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    #[doc(alias = "as_dict")]
    #[doc(alias = "oneshot")]
    pub fn snapshot(&self, fields: impl Into<Fields>) -> Result<Snapshot> {
        self.read("attributes", |reader| Snapshot::read(reader, fields.into()))
    }
}

/// The fields that are wanted most, with types. `None` if a field was not asked for, could not be read, or the process has none.
///
/// ```
/// use ostler::process::{Field, Process};
///
/// let me = Process::current()?.snapshot(Field::Ppid | Field::Command)?;
/// assert_eq!(me.ppid(), Some(ostler::os::getppid()));
/// assert!(me.command().is_some() && me.name().is_none());
/// # Ok::<(), ostler::Error>(())
/// ```
impl Snapshot {
    fn text(&self, field: Field) -> Option<&OsStr> {
        self.get(field).and_then(Value::as_text)
    }

    /// [`Field::Name`].
    pub fn name(&self) -> Option<&OsStr> {
        self.text(Field::Name)
    }

    /// [`Field::Command`].
    pub fn command(&self) -> Option<&OsStr> {
        self.text(Field::Command)
    }

    /// [`Field::Username`].
    pub fn username(&self) -> Option<&OsStr> {
        self.text(Field::Username)
    }

    /// [`Field::Ppid`].
    pub fn ppid(&self) -> Option<i32> {
        self.get(Field::Ppid)?.as_int()?.try_into().ok()
    }

    /// [`Field::Rss`], in bytes.
    pub fn rss(&self) -> Option<u64> {
        match self.get(Field::Rss)? {
            Value::Size(bytes) => Some(*bytes),
            _ => None,
        }
    }
}
