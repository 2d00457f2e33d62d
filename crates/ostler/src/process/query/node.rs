//! A query as a tree.

use std::fmt;

use regex::bytes::{Regex, RegexBuilder};

use super::super::{Field, Fields};
use super::literal::Literal;
use super::wmi;

/// A condition.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Everything.
    All,
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Test(Test),
}

/// A comparison.
#[derive(Clone, Debug)]
pub(super) struct Test {
    pub(super) field: Field,
    /// Whether names are taken as the process has them in its own namespaces.
    pub(super) inside: bool,
    /// The part of a map, or the name of an environment variable.
    pub(super) part: Option<String>,
    pub(super) op: Op,
    /// One, or for `in` any number.
    pub(super) literals: Vec<Literal>,
    pub(super) nocase: bool,
    /// What a pattern was made into.
    pub(super) regex: Option<Regex>,
}

/// What stands before an attribute that is taken as the process has it in its own namespaces.
pub(super) const INSIDE: &str = "inside.";

/// How a comparison compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    Eq,
    Lt,
    Le,
    Gt,
    Ge,
    Contains,
    StartsWith,
    EndsWith,
    Glob,
    Matches,
    /// WMI's pattern.
    Like,
    In,
}

impl Op {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Contains => "contains",
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::Glob => "glob",
            Self::Matches => "matches",
            Self::Like => "like",
            Self::In => "in",
        }
    }

    /// Whether it takes the field for text.
    pub(super) const fn is_textual(self) -> bool {
        matches!(
            self,
            Self::Contains
                | Self::StartsWith
                | Self::EndsWith
                | Self::Glob
                | Self::Matches
                | Self::Like
        )
    }

    /// Whether it asks for more or less.
    pub(super) const fn is_order(self) -> bool {
        matches!(self, Self::Lt | Self::Le | Self::Gt | Self::Ge)
    }
}

impl Test {
    /// Makes the patterns ready. The message says what is wrong with one.
    pub(super) fn compile(mut self) -> Result<Self, String> {
        let pattern = match (self.op, self.literals.first()) {
            (Op::Matches | Op::Like, Some(literal)) => {
                let pattern = std::str::from_utf8(&literal.text)
                    .map_err(|_| "a pattern has to be UTF-8".to_owned())?;
                if self.op == Op::Like { wmi::like(pattern) } else { pattern.to_owned() }
            }
            (Op::Glob, Some(literal)) => glob(&literal.text),
            _ => return Ok(self),
        };
        let regex = RegexBuilder::new(&pattern)
            .case_insensitive(self.nocase || self.field.ignores_case())
            .unicode(self.op != Op::Glob)
            .dot_matches_new_line(self.op != Op::Matches)
            .size_limit(1 << 20)
            .build()
            .map_err(|error| format!("not a regular expression: {error}"))?;
        self.regex = Some(regex);
        Ok(self)
    }

    /// What it costs to find out, on the scale of [`cost`].
    fn cost(&self) -> u8 {
        cost(self.field)
    }
}

/// A shell's pattern as a regular expression of bytes.
fn glob(pattern: &[u8]) -> String {
    let mut regex = String::from("^(?:");
    let mut at = 0;
    while let Some(&byte) = pattern.get(at) {
        at += 1;
        match byte {
            b'*' => regex.push_str(".*"),
            b'?' => regex.push('.'),
            b'[' => match class(&pattern[at..]) {
                Some((class, length)) => {
                    regex.push_str(&class);
                    at += length;
                }
                None => regex.push_str("\\["),
            },
            byte => push_byte(&mut regex, byte),
        }
    }
    regex.push_str(")$");
    regex
}

/// A byte that stands for itself, whatever it is.
fn push_byte(regex: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    regex.extend(['\\', 'x', digit(byte >> 4), digit(byte & 0xf)]);
}

/// `a-z]` as a class, and how much of the pattern it takes.
fn class(pattern: &[u8]) -> Option<(String, usize)> {
    let negative = matches!(pattern.first(), Some(b'!' | b'^'));
    let start = usize::from(negative);
    // A bracket at the beginning is one of the class.
    let length = pattern.get(start + 1..)?.iter().position(|&byte| byte == b']')? + start + 1;
    let mut class = String::from(if negative { "[^" } else { "[" });
    let inner = &pattern[start..length];
    for (at, &byte) in inner.iter().enumerate() {
        let between = at > 0 && at + 1 < inner.len() && inner[at - 1] <= inner[at + 1];
        if byte == b'-' && between {
            class.push('-');
        } else {
            push_byte(&mut class, byte);
        }
    }
    class.push(']');
    Some((class, length + 1))
}

/// How much has to be read to know a field.
fn cost(field: Field) -> u8 {
    match field {
        Field::Pid => 0,
        Field::Name => 1,
        Field::Cmdline | Field::Command => 3,
        Field::Exe | Field::Cwd | Field::Root | Field::Environ | Field::Cgroup => 4,
        Field::Uids
        | Field::Gids
        | Field::Uid
        | Field::Euid
        | Field::Gid
        | Field::Egid
        | Field::User
        | Field::Username
        | Field::Group
        | Field::RealGroup
        | Field::Groups => 5,
        Field::Parents | Field::Children | Field::Descendants => 6,
        Field::MemoryMaps
        | Field::MemoryFullInfo
        | Field::Uss
        | Field::Pss
        | Field::Swap
        | Field::Threads
        | Field::OpenFiles
        | Field::Files
        | Field::NumFds => 8,
        Field::NetConnections | Field::Ports => 9,
        _ => 2,
    }
}

/// Conditions with some more in their places, the cheapest questions first: the answer does not depend on the order.
fn with(mut nodes: Vec<Node>, more: impl IntoIterator<Item = Node>) -> Vec<Node> {
    for node in more {
        let cost = node.cost();
        let at = nodes.partition_point(|before| before.cost() <= cost);
        nodes.insert(at, node);
    }
    nodes
}

impl Node {
    /// Both; flat where it can be.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, node) | (node, Self::All) => node,
            (Self::And(nodes), Self::And(more)) => Self::And(with(nodes, more)),
            (Self::And(nodes), node) => Self::And(with(nodes, [node])),
            (node, other) => Self::And(with(vec![node], [other])),
        }
    }

    /// Either; flat where it can be.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Or(nodes), Self::Or(more)) => Self::Or(with(nodes, more)),
            (Self::Or(nodes), node) => Self::Or(with(nodes, [node])),
            (node, other) => Self::Or(with(vec![node], [other])),
        }
    }

    /// The same with every comparison changed.
    pub(super) fn each(self, change: &impl Fn(Test) -> Test) -> Self {
        let list = |nodes: Vec<Self>| nodes.into_iter().map(|node| node.each(change)).collect();
        match self {
            Self::All => Self::All,
            Self::And(nodes) => Self::And(list(nodes)),
            Self::Or(nodes) => Self::Or(list(nodes)),
            Self::Not(node) => Self::Not(Box::new(node.each(change))),
            Self::Test(test) => Self::Test(change(test)),
        }
    }

    /// Whether a comparison takes names as the process has them.
    pub(super) fn looks_inside(&self) -> bool {
        match self {
            Self::All => false,
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().any(Self::looks_inside),
            Self::Not(node) => node.looks_inside(),
            Self::Test(test) => test.inside,
        }
    }

    /// How many are within one another.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::All | Self::Test(_) => 1,
            Self::And(nodes) | Self::Or(nodes) => {
                1 + nodes.iter().map(Self::depth).max().unwrap_or(0)
            }
            Self::Not(node) => 1 + node.depth(),
        }
    }

    fn cost(&self) -> u8 {
        match self {
            Self::All => 0,
            // The dearest is the last.
            Self::And(nodes) | Self::Or(nodes) => nodes.last().map_or(0, Self::cost),
            Self::Not(node) => node.cost(),
            Self::Test(test) => test.cost(),
        }
    }

    /// The fields that are asked for.
    pub(super) fn fields(&self) -> Fields {
        match self {
            Self::All => Fields::NONE,
            Self::And(nodes) | Self::Or(nodes) => {
                nodes.iter().fold(Fields::NONE, |fields, node| fields | node.fields())
            }
            Self::Not(node) => node.fields(),
            Self::Test(test) => test.field.into(),
        }
    }

    /// The numbers asked for by a comparison.
    fn pids(&self) -> Option<Vec<i32>> {
        match self {
            Self::Test(test) if test.field == Field::Pid && matches!(test.op, Op::Eq | Op::In) => {
                let number =
                    |literal: &Literal| literal.int.and_then(|pid| i32::try_from(pid).ok());
                Some(test.literals.iter().filter_map(number).collect())
            }
            _ => None,
        }
    }

    /// Whether a process of this number is asked for by it.
    pub(super) fn names_pid(&self, pid: i32) -> bool {
        match self {
            Self::All | Self::Not(_) => false,
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().any(|node| node.names_pid(pid)),
            Self::Test(_) => self.pids().is_some_and(|pids| pids.contains(&pid)),
        }
    }

    /// The only numbers that can be selected, where there are such.
    pub(super) fn only_pids(&self) -> Option<Vec<i32>> {
        let mut pids = match self {
            Self::All | Self::Not(_) => return None,
            Self::And(nodes) => nodes.iter().find_map(Self::only_pids)?,
            Self::Or(nodes) => {
                nodes.iter().map(Self::only_pids).collect::<Option<Vec<_>>>()?.concat()
            }
            Self::Test(_) => self.pids()?,
        };
        pids.sort_unstable();
        pids.dedup();
        Some(pids)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, nodes: &[Self], word: &str| {
            for (at, node) in nodes.iter().enumerate() {
                if at > 0 {
                    write!(f, " {word} ")?;
                }
                match node {
                    Self::And(_) | Self::Or(_) => write!(f, "({node})")?,
                    _ => write!(f, "{node}")?,
                }
            }
            Ok(())
        };
        match self {
            Self::All => f.write_str("all"),
            Self::And(nodes) => list(f, nodes, "and"),
            Self::Or(nodes) => list(f, nodes, "or"),
            Self::Not(node) => match **node {
                Self::And(_) | Self::Or(_) => write!(f, "not ({node})"),
                _ => write!(f, "not {node}"),
            },
            // There is no way to write an empty list.
            Self::Test(test) if test.literals.is_empty() => f.write_str("not all"),
            Self::Test(test) => test.fmt(f),
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.inside {
            f.write_str(INSIDE)?;
        }
        f.write_str(self.field.name())?;
        if let Some(part) = &self.part {
            write!(f, ".{part}")?;
        }
        write!(f, " {} ", self.op.text())?;
        match (&self.literals[..], self.op) {
            ([literal], op) if op != Op::In => write!(f, "{literal}")?,
            (literals, _) => {
                f.write_str("(")?;
                for (at, literal) in literals.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}{literal}")?;
                }
                f.write_str(")")?;
            }
        }
        if self.nocase { f.write_str(" nocase") } else { Ok(()) }
    }
}
