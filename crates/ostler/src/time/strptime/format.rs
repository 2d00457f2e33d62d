//! A format, taken apart.

use std::rc::Rc;

use super::directive::{self, is_special};
use super::failure::Failure;
use super::forms::{self, Forms};
use super::parsed::Edition;
use super::shapes::{self, Offset, Shapes};
use super::text::{self, Literal};

/// What a text has to have at some place.
#[derive(Debug)]
pub(super) enum Item {
    Literal(Literal),
    /// White space, as much as there is.
    Space,
    /// The same, or none.
    MaybeSpace,
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
    Offset(Offset),
    /// One of some names, the longest first.
    Names(Vec<Vec<Literal>>),
    /// Digits of the locale's own, or a number.
    Digits(Vec<Vec<Literal>>, Shapes),
}

/// A format that is one.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) items: Vec<Item>,
    /// Whether it has a day and no year, and the edition warns of that.
    pub(super) day_without_year: bool,
    pub(super) forms: Rc<Forms>,
    pub(super) edition: Edition,
}

const DAY_WITHOUT_YEAR: &str = "Day of month directive '%d' may not be used without a year directive. Parsing dates \
     involving a day of month without a year is ambiguous and fails to parse leap day. Add a year to the input and format. \
     See https://github.com/python/cpython/issues/70647.";

/// A failure, and whether the format is one to be warned of all the same.
pub(super) type Warned = (Failure, bool);

impl Format {
    pub(super) fn new(format: &[u8], forms: Rc<Forms>, edition: Edition) -> Result<Self, Warned> {
        let mut draft = Draft {
            edition,
            items: Vec::new(),
            length: 0,
            groups: 0,
            seen: Vec::new(),
            twice: None,
        };
        let mut letters = [false; 128];
        draft.add(format, &forms, &mut letters).map_err(|failure| (failure, false))?;
        let has = |letter: u8| letters[usize::from(letter)];
        let without_year = !(has(b'Y') || has(b'y') || has(b'G'));
        let strict = edition >= Edition::Python315;
        if strict && without_year && has(b'd') {
            return Err((Failure::value(DAY_WITHOUT_YEAR), false));
        }
        let day_without_year = without_year && has(if strict { b'e' } else { b'd' });
        match draft.twice {
            Some(twice) => Err((twice, day_without_year)),
            None => Ok(Self { items: draft.items, day_without_year, forms, edition }),
        }
    }
}

/// A format in the making, and where the reference's pattern for it would be.
struct Draft {
    edition: Edition,
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
                let (name, length) = directive::read(rest, self.edition)?;
                rest = rest.get(length..).unwrap_or_default();
                self.directive(name, forms)?;
                if let [letter] = *name
                    && let Some(met) = letters.get_mut(usize::from(letter))
                {
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
                let apostrophe = self.edition >= Edition::Python314 && code == u32::from(b'\'');
                let literal = if apostrophe { Literal::APOSTROPHE } else { Literal::new(code) };
                self.items.push(Item::Literal(literal));
                self.length += if apostrophe { 4 } else { 1 + usize::from(is_special(code)) };
            }
        }
        Ok(())
    }

    fn directive(&mut self, name: &[u8], forms: &Forms) -> Result<(), Failure> {
        let since = |edition: Edition| self.edition >= edition;
        match *name {
            // Others for the same.
            [b'e'] if since(Edition::Python314) => self.directive(b"d", forms),
            [b'k'] if since(Edition::Python314) => self.directive(b"H", forms),
            [b'l'] if since(Edition::Python314) => self.directive(b"I", forms),
            [b'P'] | [b'O', b'p'] if since(Edition::Python314) => self.directive(b"p", forms),
            // Several at once.
            [b'T'] if since(Edition::Python314) => self.inner(b"%H:%M:%S", forms),
            [b'R'] if since(Edition::Python314) => self.inner(b"%H:%M", forms),
            [b'D'] if since(Edition::Python315) => self.inner(b"%m/%d/%y", forms),
            [b'F'] if since(Edition::Python315) => self.inner(b"%Y-%m-%d", forms),
            [b'r'] if since(Edition::Python314) => self.inner(forms.form_of(b'r'), forms),
            // The forms of the locale have the directives of numbers and names in them, and none of these.
            [letter @ (b'c' | b'x' | b'X')] => self.inner(forms.form_of(letter), forms),
            [b'O', letter] if since(Edition::Python314) && forms::has_digits(letter) => {
                self.digits(letter, forms);
                Ok(())
            }
            [b':', b'z'] => {
                self.group(b':', Looks::Offset(Offset::WITH_COLONS), 63, 4);
                Ok(())
            }
            [b'n' | b't'] if since(Edition::Python315) => {
                self.items.push(Item::MaybeSpace);
                self.length += 3;
                Ok(())
            }
            [letter] if self.letter(letter, forms) => Ok(()),
            _ => Err(Failure::BadDirective(name.into())),
        }
    }

    /// A format in the place of a directive.
    fn inner(&mut self, format: &[u8], forms: &Forms) -> Result<(), Failure> {
        self.add(format, forms, &mut [false; 128])
    }

    /// A directive of one letter that all editions have; whether it is one.
    fn letter(&mut self, letter: u8, forms: &Forms) -> bool {
        if let Some((shapes, length)) = shapes::of(letter, self.edition) {
            self.group(letter, Looks::Number(shapes), length, 1);
            return true;
        }
        match letter {
            b'%' => {
                self.items.push(Item::Literal(Literal::new(letter.into())));
                self.length += 1;
            }
            b'f' => self.group(letter, Looks::Fraction, 17, 1),
            b'z' if self.edition >= Edition::Python315 => {
                self.group(letter, Looks::Offset(Offset::OR_NONE), 59, 4);
            }
            b'z' => self.group(letter, Looks::Offset(Offset::PLAIN), 56, 3),
            b'A' | b'a' | b'B' | b'b' | b'p' | b'Z' => self.names(letter, forms.names_of(letter)),
            _ => return false,
        }
        true
    }

    /// A number in the locale's own digits. Where it has none, that is nothing at all.
    fn digits(&mut self, letter: u8, forms: &Forms) {
        let digits = forms.digits_of(letter);
        if digits.is_empty() {
            return;
        }
        let letter = if letter == b'e' { b'd' } else { letter };
        let number = if letter == b'C' { b'y' } else { letter };
        let Some((shapes, length)) = shapes::of(number, Edition::Python313) else { return };
        let written: usize = digits.iter().map(|text| 1 + text.chars().count()).sum();
        self.group(letter, Looks::Digits(spelt(digits), shapes), length + written, 1);
    }

    fn names(&mut self, letter: u8, names: &[String]) {
        if names.iter().all(String::is_empty) {
            return;
        }
        let escaped =
            |c: char| 1 + usize::from(is_special(c.into()) || "-&~# \t\n\r\x0b\x0c".contains(c));
        let length: usize = names.iter().flat_map(|name| name.chars()).map(escaped).sum();
        self.group(letter, Looks::Names(spelt(names)), 7 + length + names.len() - 1, 1);
    }

    /// A directive is a group with a name in the reference's pattern, and a name can be given once.
    fn group(&mut self, letter: u8, looks: Looks, length: usize, groups: usize) {
        let group = self.groups + 1;
        if let Some(&(_, was)) = self.seen.iter().find(|(met, _)| *met == letter) {
            let position = self.length + 4;
            let name = group_name(letter);
            self.twice.get_or_insert(Failure::Redefinition { name, group, was, position });
        }
        self.seen.push((letter, group));
        self.groups += groups;
        self.length += length;
        self.items.push(Item::Directive { letter, looks });
    }
}

/// Names letter by letter, the longest first.
fn spelt(names: &[String]) -> Vec<Vec<Literal>> {
    let mut spelt: Vec<Vec<Literal>> =
        names.iter().map(|name| name.chars().map(|c| Literal::new(c.into())).collect()).collect();
    spelt.sort_by_key(|name| std::cmp::Reverse(name.len()));
    spelt
}

/// What the reference calls the part of a directive.
fn group_name(letter: u8) -> &'static str {
    const LETTERS: &str = "ABCGHIMSUVWYZabdfjmpuwyz";
    match LETTERS.find(char::from(letter)) {
        Some(at) => &LETTERS[at..=at],
        None => "colon_z",
    }
}
