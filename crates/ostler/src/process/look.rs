//! [`Look`]: several questions to one process, for the price of one where they are about the same file.

use crate::error::Result;

use super::code::{Code, GONE};
use super::error::Trouble;
use super::identity::Held;
use super::reader::Reader;
use super::reading::of_living;
use super::{Field, Fields, Process, Value};

/// A look at a process: `psutil.Process.oneshot()`.
///
/// What is asked of it one after another is from one reading of each file. It can be turned to one process after another.
///
/// While it is turned to a process it holds a descriptor.
///
/// ```
/// use ostler::process::{Field, Look, Process};
///
/// let mut look = Look::default();
/// look.turn_to(Process::current()?)?;
/// let (name, uids) = (look.get(Field::Name)?, look.get(Field::Uids)?);
/// assert!(name.as_text().is_some() && uids.part("real").is_some());
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Debug)]
pub struct Look {
    reader: Reader,
}

impl Default for Look {
    /// One that is not turned to any process.
    fn default() -> Self {
        Self { reader: Reader::new() }
    }
}

impl Look {
    /// Turns to a process.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if it is gone.
    pub fn turn_to(&mut self, process: Process) -> Result<()> {
        self.reader.look_afresh();
        self.reader.turn_to_held(Held::of(process)?);
        Ok(())
    }

    /// Turns to whoever has a number.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if nobody has it.
    pub fn turn_to_number(&mut self, pid: i32) -> Result<Process> {
        let held = Held::by_number(pid)?;
        let process = held.process();
        self.reader.look_afresh();
        self.reader.turn_to_held(held);
        Ok(process)
    }

    /// Turns to a process and tells what each of several fields says, in their order: [`turn_to`](Self::turn_to) and
    /// [`get_all`](Self::get_all) for less, where nothing is wrong.
    ///
    /// # Errors
    ///
    /// As of these.
    ///
    /// ```
    /// use ostler::process::{Field, Look, Process};
    ///
    /// let mut look = Look::default();
    /// for (field, value) in look.read(Process::current()?, Field::Name | Field::Cmdline)? {
    ///     println!("{field}: {:?}", value?);
    /// }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn read(
        &mut self,
        process: Process,
        fields: impl Into<Fields>,
    ) -> Result<Vec<(Field, Result<Value>)>> {
        /// What a descriptor tells for less than a file does.
        const OF_DESCRIPTORS: Fields = Fields::of(&[
            Field::Ppid,
            Field::Uids,
            Field::Gids,
            Field::Uid,
            Field::Euid,
            Field::Gid,
            Field::Egid,
            Field::Username,
            Field::User,
            Field::Group,
            Field::RealGroup,
        ]);
        let fields = fields.into();
        if fields.intersection(OF_DESCRIPTORS).is_empty() {
            self.reader.look_afresh();
            self.reader.turn_to(process.pid());
            if let Ok(answers) = self.look_up(fields) {
                // It had the number before and has it now: it is what was read of.
                self.reader.make_sure(Held::of(process)?);
                return Ok(answers.into_iter().map(|(field, value)| (field, Ok(value))).collect());
            }
        }
        // Whatever is wrong, this finds out.
        self.turn_to(process)?;
        self.get_all(fields)
    }

    /// Reads several fields of the process that has the number.
    fn look_up(&mut self, fields: Fields) -> Result<Vec<(Field, Value)>, Code> {
        let mut answers = Vec::with_capacity(fields.iter().count());
        for field in as_read(fields) {
            answers.push((field, self.reader.look_up(field)?));
        }
        answers.sort_unstable_by_key(|(field, _)| *field);
        Ok(answers)
    }

    /// Turns away: what it has read is forgotten, and it holds no descriptor.
    ///
    /// ```
    /// use ostler::process::{Look, Process};
    ///
    /// let mut look = Look::default();
    /// look.turn_to(Process::current()?)?;
    /// look.turn_away();
    /// assert_eq!(look.process(), None);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn turn_away(&mut self) {
        self.reader.turn_away();
    }

    /// The process that it is turned to.
    pub fn process(&self) -> Option<Process> {
        self.reader.held().map(Held::process)
    }

    /// What a field says.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone, `ZombieProcess` if it has ended and has not
    /// got that any more, `PermissionDenied` if it is not for us to see.
    pub fn get(&mut self, field: Field) -> Result<Value> {
        let answer = self.reader.look_up(field);
        self.still_there()?;
        answer.map_err(|code| self.trouble(code))
    }

    /// What each of several fields says, in their order.
    ///
    /// # Errors
    ///
    /// As of [`get`](Self::get): of the whole if the process is gone, of the field otherwise.
    pub fn get_all(&mut self, fields: impl Into<Fields>) -> Result<Vec<(Field, Result<Value>)>> {
        let fields = fields.into();
        let mut answers = Vec::with_capacity(fields.iter().count());
        for field in as_read(fields) {
            let answer = self.reader.look_up(field).map_err(|code| self.trouble(code));
            answers.push((field, answer));
        }
        self.still_there()?;
        answers.sort_unstable_by_key(|(field, _)| *field);
        Ok(answers)
    }

    /// What it has read counts if the process is there afterwards.
    fn still_there(&self) -> Result<()> {
        match self.reader.still_there() {
            Ok(true) => Ok(()),
            Ok(false) => Err(Trouble::Gone.about(self.reader.pid())),
            Err(code) => Err(Trouble::of(code, "looking at the state").about(self.reader.pid())),
        }
    }

    #[cold]
    fn trouble(&self, code: Code) -> crate::Error {
        let trouble = match self.reader.held() {
            Some(held) => of_living(held, code, "attributes"),
            None => Trouble::of(GONE, "attributes"),
        };
        trouble.about(self.reader.pid())
    }
}

/// Fields in the order in which they are read: the name last, which is in a file that others may want anyway.
fn as_read(fields: Fields) -> impl Iterator<Item = Field> {
    let name = fields.contains(Field::Name).then_some(Field::Name);
    fields.iter().filter(|&field| field != Field::Name).chain(name)
}
