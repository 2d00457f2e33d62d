//! Whether a query holds for a process.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::platform::{Code, GONE};
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

    /// Any field.
    fn value(&mut self, field: Field) -> Result<Value, Unknown>;
}

/// Why an attribute is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unknown {
    /// The process is gone: nothing more is to be had.
    Gone,
    /// It could not be read: for most, because the process is another user's.
    Unreadable,
    /// There was no descriptor or no memory to read it with: neither would there be for the next.
    Short(Code),
}

impl Node {
    /// True, false, or not known: Kleene's logic. `ESRCH` if the process is gone.
    pub(super) fn holds(&self, attributes: &mut impl Attributes) -> Result<Option<bool>, Code> {
        match self {
            Self::All => Ok(Some(true)),
            Self::Not(node) => Ok(node.holds(attributes)?.map(|answer| !answer)),
            Self::And(nodes) => all(nodes, attributes, false),
            Self::Or(nodes) => all(nodes, attributes, true),
            Self::Test(test) => match test.holds(attributes) {
                Ok(answer) => Ok(Some(answer)),
                Err(Unknown::Unreadable) => Ok(None),
                Err(Unknown::Gone) => Err(GONE),
                Err(Unknown::Short(code)) => Err(code),
            },
        }
    }
}

/// Conditions of which one that answers `decisive` settles it.
fn all(
    nodes: &[Node],
    attributes: &mut impl Attributes,
    decisive: bool,
) -> Result<Option<bool>, Code> {
    let mut answer = Some(!decisive);
    for node in nodes {
        match node.holds(attributes)? {
            Some(found) if found == decisive => return Ok(Some(decisive)),
            Some(_) => {}
            None => answer = None,
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
        let value = attributes.value(field)?;
        Ok(match &self.part {
            None => self.value(&value),
            Some(part) => self.part(&value, part),
        })
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
