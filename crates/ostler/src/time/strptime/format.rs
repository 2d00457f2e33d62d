//! A format, taken apart.

use std::rc::Rc;

use super::failure::Failure;
use super::forms::Forms;
use super::shapes::{self, Shapes};
use super::text::{self, Literal};

/// What a text has to have at some place.
#[derive(Debug)]
pub(super) enum Item {
    Literal(Literal),
    /// White space, as much as there is.
    Space,
    Directive {
        letter: u8,
        looks: Looks,
    },
}

/// What may stand for a directive.
#[derive(Debug)]
pub(super) enum Looks {
    Number(Shapes),
    /// Up to six digits.
    Fraction,
    Offset,
    /// One of some names, the longest first.
    Names(Vec<Vec<Literal>>),
}

/// A format that is one.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) items: Vec<Item>,
    /// Whether it has a day and no year: the 29th of February is an error then.
    pub(super) day_without_year: bool,
    pub(super) forms: Rc<Forms>,
}

impl Format {
    pub(super) fn new(format: &[u8], forms: Rc<Forms>) -> Result<Self, Failure> {
        let mut draft =
            Draft { items: Vec::new(), length: 0, groups: 0, seen: Vec::new(), twice: None };
        let mut letters = [false; 128];
        draft.add(format, &forms, &mut letters)?;
        if let Some(twice) = draft.twice {
            return Err(twice);
        }
        let has = |letter: u8| letters[usize::from(letter)];
        let day_without_year = has(b'd') && !(has(b'Y') || has(b'y') || has(b'G'));
        Ok(Self { items: draft.items, day_without_year, forms })
    }
}

/// A format in the making, and where the reference's pattern for it would be.
struct Draft {
    items: Vec<Item>,
    /// The length of the pattern.
    length: usize,
    groups: usize,
    /// The directives met, and the numbers of their groups.
    seen: Vec<(u8, usize)>,
    /// The first directive that came twice. Only a format without other faults is told of it.
    twice: Option<Failure>,
}

impl Draft {
    fn add(
        &mut self,
        format: &[u8],
        forms: &Forms,
        letters: &mut [bool; 128],
    ) -> Result<(), Failure> {
        let mut rest = format;
        while let Some((code, length)) = text::first(rest) {
            rest = rest.get(length..).unwrap_or_default();
            if code == u32::from(b'%') {
                let Some((code, length)) = text::first(rest) else {
                    return Err(Failure::StrayPercent);
                };
                rest = rest.get(length..).unwrap_or_default();
                self.directive(code, forms)?;
                if let Some(met) = letters.get_mut(code as usize) {
                    *met = true;
                }
            } else if text::is_space(code) {
                while let Some((code, length)) = text::first(rest)
                    && text::is_space(code)
                {
                    rest = rest.get(length..).unwrap_or_default();
                }
                self.items.push(Item::Space);
                self.length += 3;
            } else {
                self.items.push(Item::Literal(Literal::new(code)));
                self.length += 1 + usize::from(is_special(code));
            }
        }
        Ok(())
    }

    fn directive(&mut self, code: u32, forms: &Forms) -> Result<(), Failure> {
        let letter = u8::try_from(code).ok().filter(u8::is_ascii).unwrap_or(0);
        if let Some((shapes, length)) = shapes::of(letter) {
            self.group(letter, Looks::Number(shapes), length, 1);
            return Ok(());
        }
        match letter {
            b'%' => {
                self.items.push(Item::Literal(Literal::new(code)));
                self.length += 1;
            }
            b'f' => self.group(letter, Looks::Fraction, 17, 1),
            b'z' => self.group(letter, Looks::Offset, 56, 3),
            b'A' | b'a' | b'B' | b'b' | b'p' | b'Z' => self.names(letter, forms.names_of(letter)),
            // The forms of the locale have the directives above in them, and none of these.
            b'c' | b'x' | b'X' => self.add(forms.form_of(letter), forms, &mut [false; 128])?,
            _ => {
                // In the reference's pattern a space or a special character has a backslash before it.
                let hidden = text::is_space(code) || is_special(code);
                return Err(Failure::BadDirective(if hidden { b'%'.into() } else { code }));
            }
        }
        Ok(())
    }

    fn names(&mut self, letter: u8, names: &[String]) {
        if names.iter().all(String::is_empty) {
            return;
        }
        let mut spelt: Vec<Vec<Literal>> = names
            .iter()
            .map(|name| name.chars().map(|c| Literal::new(c.into())).collect())
            .collect();
        spelt.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let escaped =
            |c: char| 1 + usize::from(is_special(c.into()) || "-&~# \t\n\r\x0b\x0c".contains(c));
        let length: usize = names.iter().flat_map(|name| name.chars()).map(escaped).sum();
        self.group(letter, Looks::Names(spelt), 7 + length + names.len() - 1, 1);
    }

    /// A directive is a group with a name in the reference's pattern, and a name can be given once.
    fn group(&mut self, letter: u8, looks: Looks, length: usize, groups: usize) {
        let group = self.groups + 1;
        if let Some(&(_, was)) = self.seen.iter().find(|(met, _)| *met == letter) {
            let position = self.length + 4;
            let name = char::from(letter);
            self.twice.get_or_insert(Failure::Redefinition { name, group, was, position });
        }
        self.seen.push((letter, group));
        self.groups += groups;
        self.length += length;
        self.items.push(Item::Directive { letter, looks });
    }
}

/// Whether a character means something in a regular expression.
fn is_special(code: u32) -> bool {
    u8::try_from(code).is_ok_and(|byte| br"\.^$*+?(){}[]|".contains(&byte))
}
