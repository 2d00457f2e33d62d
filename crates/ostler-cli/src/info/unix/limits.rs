//! What a process may use.

use std::fmt;

use ostler_sys::limits;
use serde::{Serialize, Serializer};

use crate::report::Report;

/// All that the system knows.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Limits(Vec<Limit>);

#[derive(Debug, Serialize)]
struct Limit {
    name: &'static str,
    #[serde(serialize_with = "unlimited")]
    soft: Option<u64>,
    #[serde(serialize_with = "unlimited")]
    hard: Option<u64>,
}

/// No limit is a word, so that it is not mistaken for an unknown one.
#[allow(clippy::ref_option)] // serde's signature
fn unlimited<S: Serializer>(limit: &Option<u64>, out: S) -> Result<S::Ok, S::Error> {
    match limit {
        Some(limit) => out.serialize_u64(*limit),
        None => out.serialize_str("unlimited"),
    }
}

impl Limits {
    pub(crate) fn read() -> Self {
        let limits = limits::RLIMITS.iter().filter_map(|&(name, resource)| {
            let limit = limits::getrlimit(resource).ok()?;
            Some(Limit { name, soft: limit.soft, hard: limit.hard })
        });
        Self(limits.collect())
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let mut section = report.section("Limits (soft / hard)");
        for limit in &self.0 {
            let name = limit.name.trim_start_matches("RLIMIT_").to_lowercase();
            let bytes = BYTES.contains(&limit.name);
            let bound = |limit| Bound { limit, bytes };
            section.line(&name, format_args!("{} / {}", bound(limit.soft), bound(limit.hard)));
        }
    }
}

/// The limits that count bytes.
const BYTES: [&str; 8] = [
    "RLIMIT_AS",
    "RLIMIT_CORE",
    "RLIMIT_DATA",
    "RLIMIT_FSIZE",
    "RLIMIT_MEMLOCK",
    "RLIMIT_MSGQUEUE",
    "RLIMIT_RSS",
    "RLIMIT_STACK",
];

/// One side of a limit.
struct Bound {
    limit: Option<u64>,
    bytes: bool,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.limit {
            Some(limit) if self.bytes => write!(f, "{}", indicatif::BinaryBytes(limit)),
            Some(limit) => write!(f, "{limit}"),
            None => f.write_str("unlimited"),
        }
    }
}
