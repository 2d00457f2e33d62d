//! Reading of one process and no other: how a [`Reader`] is turned, and what its answers are worth.

use super::Process;
use super::code::Code;
use super::error::Trouble;
use super::identity::Held;
use super::reader::Reader;
use crate::error::{Error, Result};

impl Reader {
    /// Turns to a process that is held.
    pub(crate) fn turn_to_held(&mut self, held: Held) {
        self.turn_to(held.process().pid());
        self.held = Some(held);
    }

    /// Holds the process that it has read of already.
    pub(crate) fn make_sure(&mut self, held: Held) {
        self.held = Some(held);
    }

    /// Turns to no process.
    pub(crate) fn turn_away(&mut self) {
        self.turn_to(0);
    }

    /// The number of the process it is turned to.
    pub(crate) fn pid(&self) -> i32 {
        self.pid
    }

    /// The process it is turned to, if it is held.
    pub(crate) fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// Whether everything read so far was of the process that is held, because it is there still. True if no process is
    /// held.
    pub(crate) fn still_there(&self) -> Result<bool, Code> {
        self.held.as_ref().map_or(Ok(true), Held::still_there)
    }
}

impl Process {
    /// Reads something of this process: the answer counts only if the process is there afterwards.
    pub(crate) fn read<T>(
        &self,
        what: &'static str,
        read: impl FnOnce(&mut Reader) -> Result<T, Code>,
    ) -> Result<T> {
        let mut reader = self.reader()?;
        let answer = read(&mut reader);
        match (answer, reader.still_there()) {
            (Ok(answer), Ok(true)) => Ok(answer),
            (answer, there) => Err(self.trouble(&reader, there, answer.err(), what)),
        }
    }

    /// A reader that is turned to this process. Apart from [`Process::read`], which is compiled once for each attribute.
    #[inline(never)]
    fn reader(self) -> Result<Reader> {
        let mut reader = Reader::new();
        reader.turn_to_held(Held::of(self)?);
        Ok(reader)
    }

    /// Why there is no answer: what came of the question whether the process is there still, and of reading.
    #[cold]
    #[inline(never)]
    fn trouble(
        self,
        reader: &Reader,
        there: Result<bool, Code>,
        code: Option<Code>,
        what: &'static str,
    ) -> Error {
        let trouble = match (there, code, reader.held()) {
            (Ok(true), Some(code), Some(held)) => of_living(held, code, what),
            (Ok(true), Some(code), None) | (Err(code), ..) => Trouble::of(code, what),
            (Ok(_), ..) => Trouble::Gone,
        };
        trouble.about(self.pid())
    }
}

/// What an answer means where a process was asked for something that was there before and afterwards.
pub(crate) fn of_living(held: &Held, code: Code, what: &'static str) -> Trouble {
    // We may be refused what it has not even got any more.
    held.over().unwrap_or_else(|| Trouble::refusal(held.judged(code), what))
}
