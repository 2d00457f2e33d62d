//! WMI's spelling: the properties of `Win32_Process` and the patterns of `LIKE`.

use std::time::Duration;

use super::eval::without_exe;
use super::literal::Literal;
use super::node::Op;

/// The class that there is.
pub(super) const CLASS: &str = "Win32_Process";

/// A property of [`CLASS`].
#[derive(Clone, Copy)]
struct Property {
    name: &'static str,
    /// The attribute, or why there is none.
    ours: Result<(&'static str, Unit), &'static str>,
}

/// What a property is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    /// What the attribute is compared with.
    Same,
    /// The name of a program, which ends in `.exe` there.
    Program,
    /// A whole number.
    Count,
    /// A number of bytes.
    Bytes,
    /// A number of 1024 bytes.
    Kilobytes,
    /// A number of 100 nanoseconds.
    Ticks,
}

const fn has(name: &'static str, ours: &'static str, unit: Unit) -> Property {
    Property { name, ours: Ok((ours, unit)) }
}

const fn lacks(name: &'static str, why: &'static str) -> Property {
    Property { name, ours: Err(why) }
}

/// One that differs between the systems.
const fn differs(
    name: &'static str,
    unix: &'static str,
    windows: &'static str,
    unit: Unit,
) -> Property {
    let ours = if cfg!(windows) { windows } else { unix };
    if ours.is_empty() { lacks(name, NOT_HERE) } else { has(name, ours, unit) }
}

const NOT_HERE: &str = "this system does not tell it";
const NEVER: &str = "WMI leaves it empty, for every process";
const MACHINE: &str = "it is about the machine, and the same for every process";

const PROPERTIES: [Property; 45] = [
    has("Name", "name", Unit::Program),
    has("Caption", "name", Unit::Program),
    has("Description", "name", Unit::Program),
    has("ProcessId", "pid", Unit::Same),
    has("Handle", "pid", Unit::Same),
    has("ParentProcessId", "ppid", Unit::Same),
    has("CommandLine", "command", Unit::Same),
    has("ExecutablePath", "exe", Unit::Same),
    has("CreationDate", "create_time", Unit::Same),
    has("ThreadCount", "num_threads", Unit::Same),
    differs("HandleCount", "num_fds", "num_handles", Unit::Same),
    has("Priority", "priority", Unit::Same),
    has("SessionId", "session", Unit::Same),
    has("UserModeTime", "cpu_times.user", Unit::Ticks),
    has("KernelModeTime", "cpu_times.system", Unit::Ticks),
    has("WorkingSetSize", "rss", Unit::Same),
    differs("PeakWorkingSetSize", "", "memory_info.peak_wset", Unit::Kilobytes),
    differs("VirtualSize", "vms", "", Unit::Same),
    lacks("PeakVirtualSize", NOT_HERE),
    differs("PageFileUsage", "swap", "memory_info.pagefile", Unit::Kilobytes),
    differs("PeakPageFileUsage", "", "memory_info.peak_pagefile", Unit::Kilobytes),
    differs("PrivatePageCount", "", "memory_info.private", Unit::Bytes),
    differs("PageFaults", "", "memory_info.num_page_faults", Unit::Count),
    differs("QuotaPagedPoolUsage", "", "memory_info.paged_pool", Unit::Kilobytes),
    differs("QuotaPeakPagedPoolUsage", "", "memory_info.peak_paged_pool", Unit::Kilobytes),
    differs("QuotaNonPagedPoolUsage", "", "memory_info.nonpaged_pool", Unit::Kilobytes),
    differs("QuotaPeakNonPagedPoolUsage", "", "memory_info.peak_nonpaged_pool", Unit::Kilobytes),
    lacks("MinimumWorkingSetSize", NOT_HERE),
    lacks("MaximumWorkingSetSize", NOT_HERE),
    has("ReadOperationCount", "io_counters.read_count", Unit::Count),
    has("WriteOperationCount", "io_counters.write_count", Unit::Count),
    differs("OtherOperationCount", "", "io_counters.other_count", Unit::Count),
    differs("ReadTransferCount", "io_counters.read_chars", "io_counters.read_bytes", Unit::Bytes),
    differs(
        "WriteTransferCount",
        "io_counters.write_chars",
        "io_counters.write_bytes",
        Unit::Bytes,
    ),
    differs("OtherTransferCount", "", "io_counters.other_bytes", Unit::Bytes),
    lacks("ExecutionState", NEVER),
    lacks("InstallDate", NEVER),
    lacks("Status", NEVER),
    lacks("TerminationDate", NEVER),
    lacks("CreationClassName", "it is `Win32_Process` for every process"),
    lacks("CSCreationClassName", MACHINE),
    lacks("CSName", MACHINE),
    lacks("OSCreationClassName", MACHINE),
    lacks("OSName", MACHINE),
    lacks("WindowsVersion", MACHINE),
];

/// The attribute that a property is here, if it is a property, or why there is none. Capitals do not matter.
pub(super) fn property(name: &str) -> Option<Result<(&'static str, Unit), String>> {
    let property = PROPERTIES.iter().find(|property| property.name.eq_ignore_ascii_case(name))?;
    Some(
        property
            .ours
            .map_err(|why| format!("there is nothing to compare `{}` with: {why}", property.name)),
    )
}

/// The names of those that are attributes here.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PROPERTIES.iter().filter(|property| property.ours.is_ok()).map(|property| property.name)
}

impl Unit {
    /// What is compared, where it says so in this unit. The message says what is wrong.
    pub(super) fn convert(
        self,
        name: &str,
        op: Op,
        literals: Vec<Literal>,
    ) -> Result<(Op, Vec<Literal>), String> {
        match (self, op) {
            // Where names have this ending, both are the name as it is.
            (Self::Program, Op::Eq | Op::In) if !cfg!(windows) => {
                Ok(with_and_without_exe(op, literals))
            }
            (Self::Same | Self::Program, _) => Ok((op, literals)),
            _ => {
                let literals = literals.iter().map(|literal| self.one(name, literal));
                Ok((op, literals.collect::<Result<_, _>>()?))
            }
        }
    }

    fn one(self, name: &str, literal: &Literal) -> Result<Literal, String> {
        // `5s` and `3M` say their unit themselves.
        let bare = literal.text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        let number = literal.int.and_then(|int| u64::try_from(int).ok());
        let (converted, wanted) = match self {
            _ if literal.none => (Some(literal.clone()), ""),
            Self::Kilobytes if bare => (
                number.and_then(|number| number.checked_mul(1024)).map(Literal::from),
                "a whole number of kilobytes, or a size such as 3M",
            ),
            Self::Kilobytes | Self::Bytes => {
                (literal.size.map(Literal::from), "a size such as 500M or 1.5G")
            }
            Self::Ticks if bare => (
                number
                    .and_then(|number| number.checked_mul(100))
                    .map(|nanos| Duration::from_nanos(nanos).into()),
                "a whole number of 100 nanoseconds, or a length of time such as 5s",
            ),
            Self::Ticks => (
                literal.duration.map(Literal::from),
                "a whole number of 100 nanoseconds, or a length of time such as 5s",
            ),
            _ => (literal.int.map(Literal::from), "a whole number"),
        };
        converted
            .ok_or_else(|| format!("`{name}` is compared with {wanted}, which {literal} is not"))
    }
}

/// Names of programs as they are, and without their `.exe`: here few have one.
fn with_and_without_exe(op: Op, literals: Vec<Literal>) -> (Op, Vec<Literal>) {
    let mut all = Vec::with_capacity(literals.len());
    for literal in literals {
        let bare = without_exe(&literal.text);
        let bare = (bare.len() < literal.text.len()).then(|| Literal::quoted(bare.to_vec()));
        all.push(literal);
        all.extend(bare);
    }
    (if all.len() > 1 { Op::In } else { op }, all)
}

/// A pattern of `LIKE` as a regular expression, for the whole text.
pub(super) fn like(pattern: &str) -> String {
    let mut regex = String::from("^(?:");
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            '[' => match class(rest) {
                Some((class, length)) => {
                    regex.push_str(&class);
                    rest = &rest[length..];
                }
                None => push(&mut regex, c),
            },
            c => push(&mut regex, c),
        }
    }
    regex.push_str(")$");
    regex
}

/// A character that stands for itself.
fn push(regex: &mut String, c: char) {
    use std::fmt::Write as _;
    let _ = write!(regex, "\\x{{{:x}}}", u32::from(c));
}

/// `a-z]` as a class, and how much of the pattern it takes. WMI's manual writes ranges `a=z`.
fn class(pattern: &str) -> Option<(String, usize)> {
    let negative = pattern.starts_with('^');
    let start = usize::from(negative);
    // A bracket at the beginning is one of the class.
    let first = pattern[start..].chars().next()?.len_utf8();
    let end = start + first + pattern[start + first..].find(']')?;
    let inner: Vec<char> = pattern[start..end].chars().collect();
    let mut class = String::from(if negative { "[^" } else { "[" });
    let mut at = 0;
    while at < inner.len() {
        push(&mut class, inner[at]);
        if let [from, '-' | '=', to, ..] = inner[at..]
            && from <= to
        {
            class.push('-');
            push(&mut class, to);
            at += 2;
        }
        at += 1;
    }
    class.push(']');
    Some((class, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        let regex = regex::RegexBuilder::new(&like(pattern)).dot_matches_new_line(true).build();
        regex.unwrap().is_match(text)
    }

    #[test]
    fn patterns() {
        for (pattern, text) in [
            ("%", ""),
            ("%", "a\nb"),
            ("m_ke", "make"),
            ("_", "é"),
            ("%a%", "make"),
            ("[a-m]ake", "make"),
            ("[a=m]ake", "make"),
            ("[^n-z]ake", "make"),
            ("[abm]%", "make"),
            ("100[%]", "100%"),
            ("a[_]b", "a_b"),
            ("[]x]", "]"),
            ("[!^-]", "^"),
            ("[z-a]", "-"),
            ("[a", "[a"),
            ("[]", "[]"),
            ("a.*b", "a.*b"),
            ("(", "("),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("", "a"),
            ("make", "maker"),
            ("_", "ab"),
            ("[^a-z]", "b"),
            ("a.*b", "ab"),
            ("*", "make"),
            ("a[_]b", "axb"),
            ("[a-c]", "-"),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }

    /// Every property says an attribute that there is.
    #[test]
    fn properties() {
        for name in names() {
            let (ours, _) = property(name).unwrap().unwrap();
            let (field, part) =
                ours.split_once('.').map_or((ours, None), |(field, part)| (field, Some(part)));
            let field: crate::process::Field = field.parse().unwrap();
            assert!(field.is_available(), "{name}");
            let of_parts = field.kind() == crate::process::Kind::Map;
            assert_eq!(part.is_some(), of_parts, "{name}");
            assert_eq!(property(&name.to_lowercase()), property(&name.to_uppercase()));
        }
        assert!(property("Nmae").is_none() && property("Status").unwrap().is_err());
    }

    proptest! {
        #[test]
        fn every_pattern_is_one(pattern in "[\\[\\]%_^!=a-c-]{0,8}|\\PC{0,12}") {
            let regex = regex::Regex::new(&like(&pattern));
            prop_assert!(regex.is_ok(), "{}", pattern);
        }

        #[test]
        fn a_text_without_signs_fits_itself(text in "[^\\[\\]%_]{0,12}", more in "\\PC{0,5}") {
            prop_assert!(fits(&text, &text));
            let longer = format!("{text}{more}");
            let from_here_on = format!("{text}%");
            prop_assert!(fits(&from_here_on, &longer));
        }
    }
}
