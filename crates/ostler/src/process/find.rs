//! Finding: the processes a query selects, each made sure of.

use crate::error::{Error, Result};

use super::error::is_shortage;
use super::identity::Held;
use super::platform::{self, Code, GONE};
use super::query::{Attributes, Query, Unknown};
use super::reader::Reader;
use super::scan::{Snapshot, pids};
use super::{Field, Fields, Process, Value};

impl Query {
    /// The processes this selects, in the order of their numbers.
    ///
    /// Each was tested while it was held: what was read of its number was read of it, and the [`Process`] is that one. One
    /// that vanishes meanwhile, or of which the query wants to know what we may not read, is not selected.
    ///
    /// # Errors
    ///
    /// If `/proc` is not mounted, or the system refuses another descriptor. [`NotImplemented`](crate::ErrorKind::NotImplemented) if
    /// it asks for an attribute that this platform lacks.
    ///
    /// ```
    /// use ostler::process::Query;
    ///
    /// let query = Query::parse(&format!("pid == {} and age < 1h", ostler::os::getpid()))?;
    /// assert_eq!(query.find()?.len(), 1);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    #[doc(alias = "pgrep")]
    pub fn find(&self) -> Result<Vec<Process>> {
        let mut found = Vec::new();
        self.each(|reader| {
            found.extend(reader.held().map(Held::process));
            Ok(())
        })?;
        Ok(found)
    }

    /// The same, with the given fields of each.
    ///
    /// # Errors
    ///
    /// As [`Query::find`].
    ///
    /// ```
    /// use ostler::process::{Field, Query};
    ///
    /// for process in Query::parse("rss > 1G")?.find_with(Field::Name | Field::Rss)? {
    ///     println!("{} {:?}", process.pid(), process.get(Field::Rss));
    /// }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn find_with(&self, fields: impl Into<Fields>) -> Result<Vec<Snapshot>> {
        let fields = fields.into();
        let mut found = Vec::new();
        self.each(|reader| {
            found.push(Snapshot::read(reader, fields)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Whether this selects the process now.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if it is gone.
    pub fn selects(&self, process: Process) -> Result<bool> {
        self.check()?;
        process.read("attributes", |reader| self.holds(reader))
    }

    /// Whether everything it asks for is to be had here.
    fn check(&self) -> Result<()> {
        match self.fields().iter().find(|field| !platform::has(*field)) {
            None => Ok(()),
            Some(field) => Err(Error::not_implemented(format!(
                "attribute {field} unavailable on this platform"
            ))),
        }
    }

    /// Whether this is known to hold for the process the reader is turned to.
    pub(crate) fn holds(&self, reader: &mut Reader) -> Result<bool, Code> {
        Ok(self.matches(reader)? == Some(true))
    }

    /// The same in a search: one that is gone is not found, and one that there is no descriptor for ends it.
    fn answer(&self, reader: &mut Reader) -> Result<bool> {
        match self.holds(reader) {
            Err(code) if is_shortage(code) => Err(code.into()),
            answer => Ok(answer == Ok(true)),
        }
    }

    /// Calls a function with a reader turned to each process in turn that this selects, held. `ESRCH` from it leaves the
    /// process out.
    fn each(&self, mut found: impl FnMut(&mut Reader) -> Result<(), Code>) -> Result<()> {
        self.check()?;
        let mut reader = Reader::new();
        let pids = match self.only_pids() {
            Some(pids) => pids,
            None => pids()?,
        };
        for pid in pids {
            // Most do not match: these are looked at without a hold, for less.
            reader.turn_to(pid);
            if !self.answer(&mut reader)? {
                continue;
            }
            let held = match Held::take(pid) {
                Ok(held) => held,
                Err(code) if is_shortage(code) => return Err(code.into()),
                Err(_) => continue,
            };
            reader.turn_to_held(held);
            if self.answer(&mut reader)? && matches!(reader.still_there(), Ok(true)) {
                match found(&mut reader) {
                    Ok(()) | Err(GONE) => {}
                    Err(code) => return Err(code.into()),
                }
            }
        }
        Ok(())
    }
}

/// What could not be read is not there to be read, or not for us.
fn unknown(code: Code) -> Unknown {
    match code {
        GONE => Unknown::Gone,
        code if is_shortage(code) => Unknown::Short(code),
        _ => Unknown::Unreadable,
    }
}

impl Attributes for Reader {
    fn text(&mut self, field: Field) -> Option<Result<Option<&[u8]>, Unknown>> {
        let text = match field {
            Field::Name => self.name(),
            Field::Command => self.command(),
            _ => return None,
        };
        Some(text.map(Some).map_err(unknown))
    }

    fn number(&mut self, field: Field) -> Option<Result<i64, Unknown>> {
        match field {
            Field::Pid => Some(Ok(i64::from(self.pid()))),
            Field::Ppid => Some(self.ppid().map(i64::from).map_err(unknown)),
            _ => None,
        }
    }

    fn is_not_named(&mut self, name: &[u8]) -> Result<bool, Unknown> {
        self.is_cut_off_otherwise(name).map_err(unknown)
    }

    fn value(&mut self, field: Field) -> Result<Value, Unknown> {
        Reader::value(self, field).map_err(unknown)
    }
}
