//! Whether a query holds for a process.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::code::is_refusal;
use super::super::code::{Code, GONE};
use super::super::{Field, Kind, Value};
use super::literal::Literal;
use super::node::{Node, Op, Test};

/// Where the attributes of a process come from.
pub(crate) trait Attributes {
    /// A text without a copy of it; `None` if there is no such quick way to this field. A process may have none.
    fn text(&mut self, field: Field) -> Option<Result<Option<&[u8]>, Unknown>>;

    /// A number without a [`Value`] around it; `None` if there is no such quick way to this field.
    fn number(&mut self, field: Field) -> Option<Result<i64, Unknown>>;

    /// Whether a look at the beginning of the name is enough to know that it is not this one.
    fn is_not_named(&mut self, _name: &[u8]) -> Result<bool, Unknown> {
        Ok(false)
    }

    /// Whether the process cannot have a port that fits, because no socket here has one.
    fn has_no_port(&mut self, _fits: &mut dyn FnMut(i64) -> bool) -> Result<bool, Unknown> {
        Ok(false)
    }

    /// Whether the process has the file of this path in use; `None` if there is no way to tell but by its name.
    fn uses(&mut self, _path: &[u8]) -> Option<Result<bool, Unknown>> {
        None
    }

    /// Any field, as the process has it in its own namespaces.
    fn value(&mut self, field: Field) -> Result<Value, Unknown>;

    /// A field whose names depend on the namespace, as far as they are names here.
    fn value_here(&mut self, field: Field) -> Result<Here, Unknown> {
        Ok(Here { value: self.value(field)?, partial: false })
    }
}

/// What a field says that are names here.
#[derive(Debug)]
pub(crate) struct Here {
    pub(crate) value: Value,
    /// Whether there is more, that has no name here.
    pub(crate) partial: bool,
}

/// Why an attribute is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unknown {
    /// The process is gone: nothing more is to be had.
    Gone,
    /// It is a name in another namespace, and none here.
    Elsewhere,
    /// It could not be read: for most, because the process is another user's.
    Unreadable(Code),
    /// There was no descriptor or no memory to read it with: neither would there be for the next.
    Short(Code),
}

/// Why a condition is neither true nor false of a process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Doubt {
    /// What is not known of it.
    pub(crate) field: Field,
    /// Why not; `None` if it is a name in another namespace.
    pub(crate) code: Option<Code>,
}

impl Doubt {
    /// The one of two that says more: a failure before a refusal, a refusal before a name in another namespace.
    fn graver(self, other: Self) -> Self {
        let rank = |doubt: &Self| doubt.code.map(|code| !is_refusal(code));
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// Kleene's logic: true, false, or not known, and why not.
pub(crate) type Truth = Result<bool, Doubt>;

impl Node {
    /// What this says of a process. The error of the system's if the process is gone, or nothing can be read.
    pub(super) fn holds(&self, attributes: &mut impl Attributes) -> Result<Truth, Code> {
        match self {
            Self::All => Ok(Ok(true)),
            Self::Not(node) => Ok(node.holds(attributes)?.map(|answer| !answer)),
            Self::And(nodes) => all(nodes, attributes, false),
            Self::Or(nodes) => all(nodes, attributes, true),
            Self::Test(test) => match test.holds(attributes) {
                Ok(answer) => Ok(Ok(answer)),
                Err(Unknown::Elsewhere) => Ok(Err(Doubt { field: test.field, code: None })),
                Err(Unknown::Unreadable(code)) => {
                    Ok(Err(Doubt { field: test.field, code: Some(code) }))
                }
                Err(Unknown::Gone) => Err(GONE),
                Err(Unknown::Short(code)) => Err(code),
            },
        }
    }
}

/// Conditions of which one that answers `decisive` settles it.
fn all(nodes: &[Node], attributes: &mut impl Attributes, decisive: bool) -> Result<Truth, Code> {
    let mut answer = Ok(!decisive);
    for node in nodes {
        match node.holds(attributes)? {
            Ok(found) if found == decisive => return Ok(Ok(decisive)),
            Ok(_) => {}
            Err(doubt) => {
                answer = Err(answer.err().map_or(doubt, |known: Doubt| known.graver(doubt)));
            }
        }
    }
    Ok(answer)
}

impl Test {
    fn holds(&self, attributes: &mut impl Attributes) -> Result<bool, Unknown> {
        let field = self.field;
        if self.part.is_none() {
            if field == Field::Name && matches!(self.op, Op::Eq | Op::In) && !self.nocase {
                let mut none = true;
                for literal in &self.literals {
                    none &= attributes.is_not_named(&literal.text)?;
                }
                if none {
                    return Ok(false);
                }
            }
            if let Some(text) = attributes.text(field) {
                return Ok(match text? {
                    Some(text) => self.text(text),
                    None => self.none(),
                });
            }
            if let Some(number) = attributes.number(field) {
                return Ok(self.value(&Value::Int(number?)));
            }
        }
        if field.is_namespaced() && !self.inside {
            return self.holds_here(attributes);
        }
        let value = attributes.value(field)?;
        Ok(self.is_true_of(&value))
    }

    /// Whether it holds of what is a name here.
    fn holds_here(&self, attributes: &mut impl Attributes) -> Result<bool, Unknown> {
        let field = self.field;
        let asks_for_none = self.literals.iter().any(|literal| literal.none);
        if field == Field::Ports && !asks_for_none {
            let fits = &mut |port| self.value(&Value::Int(port));
            if attributes.has_no_port(fits)? {
                return Ok(false);
            }
        }
        if field == Field::Files
            && matches!(self.op, Op::Eq | Op::In)
            && !self.nocase
            && !asks_for_none
        {
            let mut unknown = None;
            for literal in &self.literals {
                match attributes.uses(&literal.text) {
                    Some(Ok(true)) => return Ok(true),
                    Some(Ok(false)) => {}
                    Some(Err(error)) => unknown = Some(error),
                    None => return Ok(self.is_true_of(&attributes.value(field)?)),
                }
            }
            return unknown.map_or(Ok(false), Err);
        }
        let here = attributes.value_here(field)?;
        match self.is_true_of(&here.value) {
            // It has some, though none that has a name here.
            true if !(here.partial && self.none() && is_empty(&here.value)) => Ok(true),
            false if !here.partial => Ok(false),
            _ => Err(Unknown::Elsewhere),
        }
    }

    fn is_true_of(&self, value: &Value) -> bool {
        match &self.part {
            None => self.value(value),
            Some(part) => self.part(value, part),
        }
    }

    /// A part of a map, of one of several maps, or a variable of an environment.
    fn part(&self, value: &Value, part: &str) -> bool {
        match value {
            Value::List(values) if self.field.kind() == Kind::Maps => {
                values.iter().any(|value| self.part(value, part))
            }
            Value::List(variables) => {
                let value = variables.iter().filter_map(Value::as_text).find_map(|variable| {
                    variable.as_encoded_bytes().strip_prefix(part.as_bytes())?.strip_prefix(b"=")
                });
                value.map_or_else(|| self.none(), |text| self.text(text))
            }
            value => value.part(part).map_or_else(|| self.none(), |value| self.value(value)),
        }
    }

    /// What holds for a process that has none.
    fn none(&self) -> bool {
        matches!(self.op, Op::Eq | Op::In) && self.literals.iter().any(|literal| literal.none)
    }

    fn value(&self, value: &Value) -> bool {
        match value {
            Value::None => self.none(),
            Value::List(values) => {
                let empty = values.is_empty() && self.none();
                empty || values.iter().any(|value| self.value(value))
            }
            Value::Map(_) => false,
            Value::Text(text) => self.text(text.as_encoded_bytes()),
            // A number in a part of a map may be asked for as a text.
            value if self.op.is_textual() => self.text(shown(value).as_bytes()),
            value => self.literals.iter().any(|literal| {
                ordering(value, literal).is_some_and(|ordering| self.op.accepts(ordering))
            }),
        }
    }

    fn text(&self, text: &[u8]) -> bool {
        if cfg!(windows) && self.field == Field::Name && self.part.is_none() {
            // A program's name is one with and without its ending.
            let bare = without_exe(text);
            return self.texts(text) || bare.len() < text.len() && self.texts(bare);
        }
        self.texts(text)
    }

    fn texts(&self, text: &[u8]) -> bool {
        if let Some(regex) = &self.regex {
            if self.op == Op::Like {
                // `_` is a character, also one that is none.
                return regex.is_match(String::from_utf8_lossy(text).as_bytes());
            }
            return regex.is_match(text);
        }
        self.literals.iter().any(|literal| {
            let (text, literal) = self.fold(text, &literal.text);
            match self.op {
                Op::Eq | Op::In => text == literal,
                Op::Contains => contains(&text, &literal),
                Op::StartsWith => text.starts_with(&literal),
                Op::EndsWith => text.ends_with(&literal),
                op => op.accepts(text.cmp(&literal)),
            }
        })
    }

    /// Both texts, in small letters where capitals do not matter.
    fn fold<'a>(&self, text: &'a [u8], literal: &'a [u8]) -> (Cow<'a, [u8]>, Cow<'a, [u8]>) {
        if self.nocase || self.field.ignores_case() {
            (lower(text), lower(literal))
        } else {
            (text.into(), literal.into())
        }
    }
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::None) || matches!(value, Value::List(values) if values.is_empty())
}

/// A name without `.exe`.
pub(super) fn without_exe(name: &[u8]) -> &[u8] {
    match name.split_last_chunk::<4>() {
        Some((bare, end)) if !bare.is_empty() && end.eq_ignore_ascii_case(b".exe") => bare,
        _ => name,
    }
}

fn lower(text: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(text) {
        Ok(text) => text.to_lowercase().into_bytes().into(),
        Err(_) => text.to_ascii_lowercase().into(),
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    part.is_empty() || text.windows(part.len()).any(|window| window == part)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Size(number) => number.to_string(),
        Value::Percent(number) => number.to_string(),
        Value::Duration(duration) => duration.as_secs_f64().to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}

impl Op {
    fn accepts(self, ordering: Ordering) -> bool {
        match self {
            Self::Eq | Self::In => ordering.is_eq(),
            Self::Lt => ordering.is_lt(),
            Self::Le => ordering.is_le(),
            Self::Gt => ordering.is_gt(),
            Self::Ge => ordering.is_ge(),
            _ => false,
        }
    }
}

/// A value beside a literal of its kind.
fn ordering(value: &Value, literal: &Literal) -> Option<Ordering> {
    match value {
        Value::Int(number) => Some(number.cmp(&literal.int?)),
        Value::Size(number) => Some(number.cmp(&literal.size?)),
        Value::Percent(number) => number.partial_cmp(&literal.number?),
        Value::Duration(duration) => Some(duration.cmp(&literal.duration?)),
        Value::Time(time) => Some(time.cmp(&literal.time?)),
        Value::Bool(truth) => Some(truth.cmp(&literal.truth?)),
        _ => None,
    }
}
