//! Finding: the processes a query selects, each made sure of.

use crate::error::{Error, Result};

use super::attributes;
use super::code::{Code, GONE, is_gone, is_refusal, is_shortage};
use super::error::Trouble;
use super::identity::Held;
#[cfg(linux_kernel)]
use super::query::Here;
use super::query::{Attributes, Doubt, Query, Unknown};
use super::reader::Reader;
use super::scan::{Snapshot, pids};
use super::{Field, Fields, Process, Value};

/// What a search came to: [`Query::search`]. With the feature `query`.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Search {
    /// The processes that the query selects, in the order of their numbers.
    pub found: Vec<Snapshot>,
    /// Those of which it is not known whether the query selects them, in the order of their numbers.
    pub undecided: Vec<Undecided>,
}

/// A process that could not be looked at as a [search](Query::search) asks for. With the feature `query`.
///
/// Only what could be read and was not counts: a process that has something in another namespace is decided.
#[derive(Clone, Copy, Debug)]
pub struct Undecided {
    pid: i32,
    field: Option<Field>,
    code: Code,
}

impl Undecided {
    /// The number of the process.
    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// The attribute that could not be read; `None` if there was no getting hold of the process.
    pub fn field(&self) -> Option<Field> {
        self.field
    }

    /// Why not: [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is not for us to read, the system's answer
    /// otherwise.
    pub fn error(&self) -> Error {
        let what = self.field.map_or("getting hold", Field::name);
        Trouble::of(self.code, what).about(self.pid)
    }
}

impl Query {
    /// The processes this selects, in the order of their numbers.
    ///
    /// Each was tested while it was held: what was read of its number was read of it, and the [`Process`] is that one. One
    /// that vanishes meanwhile, or of which the query wants to know what we may not read, is not selected;
    /// [`search`](Self::search) tells of the latter.
    ///
    /// # Errors
    ///
    /// If `/proc` is not mounted, the system refuses another descriptor, or fails to read what we may read (`EIO`).
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) if it asks for an attribute that this platform lacks.
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
        self.each(
            |reader| {
                found.extend(reader.held().map(Held::process));
                Ok(())
            },
            refusals_only,
        )?;
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
        self.each(
            |reader| {
                found.push(Snapshot::read(reader, fields)?);
                Ok(())
            },
            refusals_only,
        )?;
        Ok(found)
    }

    /// The processes this selects, with the given fields of each, and those of which that could not be found out: an empty
    /// search is an answer only where nothing is undecided.
    ///
    /// # Errors
    ///
    /// As [`Query::find`], but that a process which cannot be read is undecided, whatever the reason.
    ///
    /// ```
    /// use ostler::process::{Field, Query};
    ///
    /// let search = Query::parse("environ.EDITOR == vi")?.search(Field::Name)?;
    /// for process in &search.undecided {
    ///     println!("{}: {}", process.pid(), process.error());
    /// }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn search(&self, fields: impl Into<Fields>) -> Result<Search> {
        let fields = fields.into();
        let (mut found, mut undecided) = (Vec::new(), Vec::new());
        self.each(
            |reader| {
                found.push(Snapshot::read(reader, fields)?);
                Ok(())
            },
            |one| {
                undecided.push(one);
                Ok(())
            },
        )?;
        Ok(Search { found, undecided })
    }

    /// Whether this selects the process now. What is not known of it is not selected.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if it is gone. The system's, if it fails to read what we may read.
    pub fn selects(&self, process: Process) -> Result<bool> {
        self.check()?;
        process.read("attributes", |reader| match self.matches(reader)? {
            Ok(answer) => Ok(answer),
            Err(Doubt { code: Some(code), .. }) if !is_refusal(code) => Err(code),
            Err(_) => Ok(false),
        })
    }

    /// Whether everything it asks for is to be had here.
    fn check(&self) -> Result<()> {
        if self.looks_inside() && !cfg!(linux_kernel) {
            return Err(Error::not_implemented("namespaces unavailable on this platform"));
        }
        match self.fields().iter().find(|field| !attributes::has(*field)) {
            None => Ok(()),
            Some(field) => Err(Error::not_implemented(format!(
                "attribute {field} unavailable on this platform"
            ))),
        }
    }

    /// Calls a function with a reader turned to each process in turn that this selects, held; another with those of which that
    /// is not known. `ESRCH` from the first leaves the process out.
    fn each(
        &self,
        mut found: impl FnMut(&mut Reader) -> Result<(), Code>,
        mut undecided: impl FnMut(Undecided) -> Result<()>,
    ) -> Result<()> {
        self.check()?;
        let mut reader = Reader::new();
        let named = self.only_pids();
        // One that is named by its number may be hidden from those who list them.
        let may_be_hidden = named.is_some();
        let pids = match named {
            Some(pids) => pids,
            None => pids()?,
        };
        for pid in pids {
            // Most do not match: these are looked at without a hold, for less.
            reader.turn_to(pid);
            match self.test(&mut reader)? {
                Tested::No => continue,
                Tested::Unknown(_, code) if is_gone(code) && !may_be_hidden => continue,
                Tested::Yes | Tested::Unknown(..) => {}
            }
            let tested = match Held::take(pid) {
                Ok(held) => {
                    reader.turn_to_held(held);
                    self.test(&mut reader)?
                }
                Err(code) => Tested::unknown(code)?,
            };
            let tested = match (tested, reader.still_there()) {
                (_, Ok(false)) => continue,
                (_, Err(code)) => Tested::unknown(code)?,
                (Tested::Yes, Ok(true)) => match found(&mut reader) {
                    Ok(()) => continue,
                    Err(code) => Tested::unknown(code)?,
                },
                (tested, Ok(true)) => tested,
            };
            match tested {
                Tested::Unknown(field, code) if !is_gone(code) => {
                    undecided(Undecided { pid, field, code })?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn test(&self, reader: &mut Reader) -> Result<Tested> {
        match self.matches(reader) {
            Ok(Ok(true)) => Ok(Tested::Yes),
            // A name in another namespace is not the one that is meant.
            Ok(Ok(false) | Err(Doubt { code: None, .. })) => Ok(Tested::No),
            Ok(Err(Doubt { field, code: Some(code) })) => Ok(Tested::Unknown(Some(field), code)),
            Err(code) => Tested::unknown(code),
        }
    }
}

/// Whether a query selects a process.
enum Tested {
    Yes,
    No,
    /// What could not be read, and why not.
    Unknown(Option<Field>, Code),
}

impl Tested {
    /// Not known of this one; where nothing is to be read at all, of none.
    fn unknown(code: Code) -> Result<Self> {
        if is_shortage(code) { Err(code.into()) } else { Ok(Self::Unknown(None, code)) }
    }
}

/// That we may not look at a process is no failure of the search.
fn refusals_only(undecided: Undecided) -> Result<()> {
    if is_refusal(undecided.code) { Ok(()) } else { Err(undecided.error()) }
}

impl Reader {
    /// What could not be read is not there to be read, or not for us.
    fn unknown(&self, code: Code) -> Unknown {
        match self.held().map_or(code, |held| held.judged(code)) {
            GONE => Unknown::Gone,
            code if is_shortage(code) => Unknown::Short(code),
            code => Unknown::Unreadable(code),
        }
    }
}

impl Attributes for Reader {
    fn text(&mut self, field: Field) -> Option<Result<Option<&[u8]>, Unknown>> {
        let code = match field {
            Field::Name => self.name().err(),
            Field::Command => self.command().err(),
            _ => return None,
        };
        if let Some(code) = code {
            return Some(Err(self.unknown(code)));
        }
        // Read now, it is lent.
        let text = if field == Field::Name { self.name() } else { self.command() };
        Some(text.map(Some).map_err(|_| Unknown::Gone))
    }

    fn number(&mut self, field: Field) -> Option<Result<i64, Unknown>> {
        match field {
            Field::Pid => Some(Ok(i64::from(self.pid()))),
            Field::Ppid => Some(self.ppid().map(i64::from).map_err(|code| self.unknown(code))),
            _ => None,
        }
    }

    fn is_not_named(&mut self, name: &[u8]) -> Result<bool, Unknown> {
        self.is_cut_off_otherwise(name).map_err(|code| self.unknown(code))
    }

    fn value(&mut self, field: Field) -> Result<Value, Unknown> {
        #[cfg(linux_kernel)]
        if !self.is_number_here(field).map_err(|code| self.unknown(code))? {
            return Err(Unknown::Elsewhere);
        }
        #[cfg(linux_kernel)]
        if field == Field::Unit {
            let unit = self.inner_unit().map_err(|code| self.unknown(code))?;
            return Ok(unit.into());
        }
        Reader::value(self, field).map_err(|code| self.unknown(code))
    }

    #[cfg(linux_kernel)]
    fn has_no_port(&mut self, fits: &mut dyn FnMut(i64) -> bool) -> Result<bool, Unknown> {
        self.no_socket_listens_on(fits).map_err(|code| self.unknown(code))
    }

    #[cfg(linux_kernel)]
    fn uses(&mut self, path: &[u8]) -> Option<Result<bool, Unknown>> {
        Some(self.uses_path(path).map_err(|code| self.unknown(code)))
    }

    #[cfg(linux_kernel)]
    fn value_here(&mut self, field: Field) -> Result<Here, Unknown> {
        match self.named_here(field) {
            Ok(Some(here)) => Ok(here),
            Ok(None) => Err(Unknown::Elsewhere),
            Err(code) => Err(self.unknown(code)),
        }
    }
}
