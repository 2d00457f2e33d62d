//! `claims.tsv` and `lacking.tsv`: what does not follow from the names alone.

use std::path::Path;

use super::Platform;
use super::inventory::{Documented, Module};
use super::spelling::{Spelling, camel_case};
use crate::run::Result;
use crate::tsv::Table;

/// Where names are to be had, and where they are not.
pub(crate) struct Claims {
    paths: Vec<(String, String)>,
    lacking: Vec<Lack>,
}

struct Lack {
    pattern: String,
    platforms: Vec<Platform>,
    reason: String,
}

impl Claims {
    /// Reads both tables. A row that is about no documented name is an error: it would be forgotten there.
    pub(crate) fn load(folder: &Path, modules: &[Module]) -> Result<Self> {
        let paths = Table::read(&folder.join("claims.tsv"))?
            .rows()
            .map(|row| (row.get("name").to_owned(), row.get("path").to_owned()))
            .collect();
        let lacking = Table::read(&folder.join("lacking.tsv"))?
            .rows()
            .map(|row| {
                Ok(Lack {
                    pattern: row.get("name").to_owned(),
                    platforms: platforms(row.get("platforms"))?,
                    reason: Some(row.get("reason"))
                        .filter(|reason| !reason.is_empty())
                        .ok_or_else(|| format!("lacking.tsv: {}: no reason", row.get("name")))?
                        .to_owned(),
                })
            })
            .collect::<Result<_>>()?;
        let claims = Self { paths, lacking };
        claims.check(modules)?;
        Ok(claims)
    }

    fn check(&self, modules: &[Module]) -> Result {
        let patterns = self.paths.iter().map(|(name, _)| ("claims.tsv", name));
        let patterns = patterns.chain(self.lacking.iter().map(|l| ("lacking.tsv", &l.pattern)));
        for (table, pattern) in patterns {
            let mut names = modules.iter().flat_map(|module| &module.names);
            let is_module = modules.iter().any(|module| module.name == *pattern);
            if !is_module && !names.any(|documented| matches(pattern, &documented.name)) {
                return Err(format!("{table}: {pattern} is no documented name").into());
            }
        }
        Ok(())
    }

    fn claimed(&self, name: &str) -> Option<&str> {
        self.paths.iter().find(|(claimed, _)| claimed == name).map(|(_, path)| path.as_str())
    }

    /// How a name of a module is written: as claimed, else by the rules. `os.open` is `ostler::os::open`,
    /// `os.stat_result.st_size` a member of whatever `os.stat_result` is. A package that is the model of a module stands for
    /// it: `psutil.pids` is `ostler::process::pids`.
    pub(crate) fn spelling(&self, module: &str, documented: &Documented) -> Option<Spelling> {
        if documented.out.is_some() || documented.is_usage() {
            return None;
        }
        let name = &documented.name;
        if let Some(path) = self.claimed(name) {
            return Some(Spelling::parse(path));
        }
        let rest = name.strip_prefix(&documented.origin)?.strip_prefix('.')?;
        let path = |item: &str| format!("ostler::{}::{item}", module.replace('.', "::"));
        match rest.split_once('.') {
            None if !is_identifier(rest) => None,
            None if documented.is_type() => Some(Spelling::Item(path(&camel_case(rest)))),
            None => Some(Spelling::Item(path(rest))),
            Some((class, member)) if is_identifier(class) && is_identifier(member) => {
                let class = self
                    .claimed(&format!("{}.{class}", documented.origin))
                    .map_or_else(|| path(&camel_case(class)), String::from);
                Some(Spelling::Member { owner: class, member: member.to_owned() })
            }
            Some(_) => None,
        }
    }

    /// Why a platform lacks a name of a module. A row for the name itself comes before one for a family, and that before one
    /// for the whole module.
    pub(crate) fn lacking(
        &self,
        module: &str,
        documented: &Documented,
        platform: Platform,
    ) -> Option<&str> {
        let reason = |fits: &dyn Fn(&str) -> bool| {
            self.lacking
                .iter()
                .filter(|lack| lack.platforms.contains(&platform))
                .find(|lack| fits(&lack.pattern))
                .map(|lack| lack.reason.as_str())
        };
        reason(&|pattern| pattern == documented.name)
            .or_else(|| {
                reason(&|pattern| pattern.ends_with('*') && matches(pattern, &documented.name))
            })
            .or_else(|| reason(&|pattern| pattern == module))
    }
}

fn platforms(cell: &str) -> Result<Vec<Platform>> {
    let mut platforms = Vec::new();
    for word in cell.split_whitespace() {
        match (word, Platform::of_word(word)) {
            (_, Some(platform)) => platforms.push(platform),
            ("unix", None) => platforms.extend([Platform::Linux, Platform::Macos]),
            ("all", None) => platforms.extend(Platform::ALL),
            (other, None) => return Err(format!("lacking.tsv: no such platform: {other}").into()),
        }
    }
    if platforms.is_empty() {
        Err("lacking.tsv: a row without platforms".into())
    } else {
        Ok(platforms)
    }
}

/// `os.STATX_*` stands for every name that starts so; anything else for itself.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    }
}

fn is_identifier(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        let lack = |pattern: &str, cell: &str, reason: &str| Lack {
            pattern: pattern.into(),
            platforms: platforms(cell).unwrap(),
            reason: reason.into(),
        };
        Claims {
            paths: vec![
                ("os.error".into(), "ostler::Error".into()),
                ("os.scandir".into(), "ostler::os::scandir".into()),
                ("os.times_result".into(), "ostler::os::TimesResult".into()),
            ],
            lacking: vec![
                lack("os.STATX_*", "macos", "statx"),
                lack("os.STATX_ODD", "unix", "nowhere"),
                lack("os.ABC", "all", "Python's"),
                lack("process", "macos", "not yet: one after the other"),
            ],
        }
    }

    fn documented(name: &str, kind: &str) -> Documented {
        Documented {
            name: name.into(),
            origin: name.rsplit_once('.').map_or("", |(origin, _)| origin).into(),
            kind: kind.into(),
            on_linux: true,
            availability: String::new(),
            out: None,
        }
    }

    #[test]
    fn names_map_by_rule() {
        let path = |name, kind| {
            let documented = Documented { origin: "os".into(), ..documented(name, kind) };
            claims().spelling("os", &documented).map(|spelling| spelling.shown())
        };
        assert_eq!(path("os.open", "function").unwrap(), "os::open");
        assert_eq!(path("os._exit", "function").unwrap(), "os::_exit");
        assert_eq!(path("os.stat_result", "class").unwrap(), "os::StatResult");
        assert_eq!(path("os.stat_result.st_mode", "attribute").unwrap(), "os::StatResult::st_mode");
        assert_eq!(path("os.error", "exception").unwrap(), "Error");
        assert_eq!(path("os.times_result.user", "attribute").unwrap(), "os::TimesResult::user");
        assert_eq!(path("os.pgrep -d", "usage"), None);
        let pids = documented("psutil.pids", "function");
        assert_eq!(claims().spelling("process", &pids).unwrap().shown(), "process::pids");
        let util = documented("ctypes.util.dllist", "function");
        assert_eq!(
            claims().spelling("ctypes.util", &util).unwrap().shown(),
            "ctypes::util::dllist"
        );
    }

    #[test]
    fn what_is_lacking_where() {
        let claims = claims();
        let lacking = |name, platform| {
            claims.lacking("os", &documented(name, "data"), platform).map(String::from)
        };
        assert_eq!(lacking("os.STATX_UID", Platform::Macos).unwrap(), "statx");
        assert_eq!(lacking("os.STATX_UID", Platform::Linux), None);
        assert_eq!(lacking("os.STATX_ODD", Platform::Macos).unwrap(), "nowhere");
        assert_eq!(lacking("os.STATX_ODD", Platform::Windows), None);
        assert_eq!(lacking("os.ABC", Platform::Windows).unwrap(), "Python's");
        assert_eq!(lacking("os.open", Platform::Macos), None);
        let pids = documented("psutil.pids", "function");
        assert!(claims.lacking("process", &pids, Platform::Macos).unwrap().starts_with("not yet"));
        assert_eq!(claims.lacking("process", &pids, Platform::Linux), None);
        assert!(platforms("beos").is_err());
        assert!(platforms("").is_err());
    }
}
