//! The filters of `taskkill` and `tasklist`.

use std::time::Duration;

use super::super::Field;
use super::literal::Literal;
use super::{Query, node::Op};
use crate::error::{Error, Result};

impl Query {
    /// Reads a filter as `taskkill /FI` takes it: a name, an operator (`eq`, `ne`, `gt`, `lt`, `ge`, `le`) and a value, with
    /// `*` at either end of a text.
    ///
    /// | filter | here |
    /// |---|---|
    /// | `STATUS` | `RUNNING`: runs or sleeps; `NOT RESPONDING`: is stopped, or `hung`; `UNKNOWN`: has ended, not collected |
    /// | `IMAGENAME` | `name`, without `.exe`, capitals or not |
    /// | `PID`, `SESSION` | `pid`, `session` |
    /// | `SESSIONNAME` | `terminal` |
    /// | `CPUTIME` | `cpu_time`, as `HH:MM:SS` |
    /// | `MEMUSAGE` | `rss`, in units of 1024 bytes |
    /// | `USERNAME` | `user`, without a domain |
    /// | `SERVICES` | `unit` |
    /// | `MODULES` | `files` |
    /// | `WINDOWTITLE` | `window_titles` (Windows) |
    ///
    /// # Errors
    ///
    /// [`Value`](crate::ErrorKind::Value) if it is no filter; [`NotImplemented`](crate::ErrorKind::NotImplemented) for
    /// `WINDOWTITLE`, where the system does not know which window is whose.
    ///
    /// ```
    /// use ostler::process::Query;
    /// let query = Query::from_taskkill_filter("MEMUSAGE gt 500000")?;
    /// assert_eq!(query.to_string(), "rss > 512000000");
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn from_taskkill_filter(filter: &str) -> Result<Self> {
        let mut words = filter.trim().splitn(3, char::is_whitespace).map(str::trim);
        let (name, operator, value) = (words.next(), words.next(), words.next());
        let (Some(name), Some(operator), Some(value)) =
            (name, operator, value.filter(|v| !v.is_empty()))
        else {
            return Err(Error::value(format!(
                "a filter is a name, an operator and a value, as in \"MEMUSAGE gt 500000\": {filter:?}"
            )));
        };
        let operator = match operator.to_ascii_lowercase().as_str() {
            "eq" => Operator::Eq,
            "ne" => Operator::Ne,
            "gt" => Operator::Order(Op::Gt),
            "lt" => Operator::Order(Op::Lt),
            "ge" => Operator::Order(Op::Ge),
            "le" => Operator::Order(Op::Le),
            _ => {
                return Err(Error::value(format!(
                    "no such operator: {operator:?}; there are eq, ne, gt, lt, ge and le"
                )));
            }
        };
        let value = value.trim_matches('"');
        match name.to_ascii_uppercase().as_str() {
            "STATUS" => {
                let states: &[&str] = match value.to_ascii_uppercase().as_str() {
                    "RUNNING" => &["running", "sleeping", "disk-sleep", "idle", "waking", "parked"],
                    "NOT RESPONDING" => &["stopped", "tracing-stop"],
                    "UNKNOWN" => &["zombie", "dead"],
                    _ => {
                        return Err(Error::value(format!(
                            "no such status: {value:?}; there are RUNNING, NOT RESPONDING and UNKNOWN"
                        )));
                    }
                };
                let mut query = Field::Status.one_of(states.iter().copied())?;
                if Field::Hung.is_available() {
                    let hung = Field::Hung.is(true)?;
                    query = if states.contains(&"stopped") { query | hung } else { query & !hung };
                }
                operator.equality(name, query)
            }
            "IMAGENAME" => {
                let bare = value.len().checked_sub(4).and_then(|end| value.split_at_checked(end));
                let name_only = match bare {
                    Some((bare, end)) if end.eq_ignore_ascii_case(".exe") => bare,
                    _ => value,
                };
                operator.text(name, Field::Name, name_only)
            }
            "USERNAME" => {
                let user = value.rsplit_once('\\').map_or(value, |(_, user)| user);
                operator.text(name, Field::User, user)
            }
            "SERVICES" => operator.text(name, Field::Unit, value),
            "SESSIONNAME" => operator.text(name, Field::Terminal, value),
            "MODULES" => match value {
                "" => operator.text(name, Field::Files, value),
                _ => operator.text(name, Field::Files, &format!("*{}*", value.trim_matches('*'))),
            },
            "PID" => operator.number(Field::Pid, Literal::word(value)),
            "SESSION" => operator.number(Field::Session, Literal::word(value)),
            "CPUTIME" => operator.number(Field::CpuTime, clock(value)?.into()),
            "MEMUSAGE" => {
                let bytes = value.parse::<u64>().ok().and_then(|size| size.checked_mul(1024));
                let bytes = bytes.ok_or_else(|| {
                    Error::value(format!(
                        "MEMUSAGE is a number of kilobytes, which {value:?} is not"
                    ))
                })?;
                operator.number(Field::Rss, bytes.into())
            }
            "WINDOWTITLE" if Field::WindowTitles.is_available() => {
                operator.text(name, Field::WindowTitles, value)
            }
            "WINDOWTITLE" => Err(Error::not_implemented(
                "WINDOWTITLE: this system does not tell which window belongs to which process",
            )),
            _ => Err(Error::value(format!(
                "no such filter: {name:?}; there are STATUS, IMAGENAME, PID, SESSION, SESSIONNAME, CPUTIME, MEMUSAGE, \
                 USERNAME, MODULES and SERVICES"
            ))),
        }
    }
}

#[derive(Clone, Copy)]
enum Operator {
    Eq,
    Ne,
    Order(Op),
}

impl Operator {
    fn equality(self, name: &str, equal: Query) -> Result<Query> {
        match self {
            Self::Eq => Ok(equal),
            Self::Ne => Ok(!equal),
            Self::Order(_) => Err(Error::value(format!("{name} is compared with eq or ne"))),
        }
    }

    /// A text, capitals or not, with `*` for anything.
    fn text(self, name: &str, field: Field, value: &str) -> Result<Query> {
        let equal = if value.contains('*') {
            // Only stars are special in these patterns.
            let pattern: String = value
                .chars()
                .map(|c| match c {
                    '?' | '[' => format!("[{c}]"),
                    c => c.to_string(),
                })
                .collect();
            field.glob(pattern)?
        } else {
            field.is(value)?
        };
        self.equality(name, equal.ignore_case())
    }

    fn number(self, field: Field, value: Literal) -> Result<Query> {
        match self {
            Self::Eq => field.is(value),
            Self::Ne => Ok(!field.is(value)?),
            Self::Order(Op::Gt) => field.above(value),
            Self::Order(Op::Lt) => field.below(value),
            Self::Order(Op::Ge) => field.at_least(value),
            Self::Order(_) => field.at_most(value),
        }
    }
}

/// `HH:MM:SS`
fn clock(text: &str) -> Result<Duration> {
    let mut parts = text.split(':').map(|part| part.parse::<u32>().ok());
    let time =
        (parts.next().flatten(), parts.next().flatten(), parts.next().flatten(), parts.next());
    match time {
        (Some(hours), Some(minutes @ ..60), Some(seconds @ ..60), None) => {
            Ok(Duration::from_secs(u64::from(hours) * 3600 + u64::from(minutes * 60 + seconds)))
        }
        _ => Err(Error::value(format!("CPUTIME is a time as HH:MM:SS, which {text:?} is not"))),
    }
}
