//! Fits a text to a format: the first way in the order of alternatives, as a regular expression would.

use std::collections::HashSet;

use super::format::{Item, Looks};
use super::shapes::{self, Shapes};
use super::text::{self, Literal};

/// A directive, and the bytes of the text that stand for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) letter: u8,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// So many steps back before it pays to remember where there is no way on. Without that a text could take time
/// without end.
const PATIENCE: usize = 1 << 10;

/// A place where there was a choice.
struct Choice {
    item: usize,
    at: usize,
    /// Which alternative is next; of white space, one more than the length it had.
    next: usize,
    /// How many directives were before.
    spans: usize,
}

/// The parts of the text that match, and where the match ends. It need not be at the end.
pub(super) fn fit(items: &[Item], text: &[u8]) -> Option<(Vec<Span>, usize)> {
    let mut choices: Vec<Choice> = Vec::new();
    let mut spans = Vec::new();
    let (mut item, mut at, mut alternative) = (0, 0, 0);
    let mut backs = 0;
    let mut hopeless = HashSet::new();
    loop {
        let Some(wanted) = items.get(item) else { return Some((spans, at)) };
        let rest = text.get(at..).unwrap_or_default();
        let fits = match wanted {
            Item::Literal(literal) => text::first(rest)
                .filter(|&(code, _)| literal.matches(code))
                .map(|(_, length)| length),
            _ if alternative == 0 && backs > PATIENCE && !hopeless.insert((item, at)) => None,
            Item::Space => space(rest, alternative).filter(|&length| length > 0),
            Item::MaybeSpace => space(rest, alternative),
            Item::Directive { looks, .. } => next_look(looks, rest, &mut alternative),
        };
        if let Some(length) = fits {
            let spans_before = spans.len();
            let next = match *wanted {
                Item::Literal(_) => None,
                Item::Space | Item::MaybeSpace => Some(length + 1),
                Item::Directive { letter, .. } => {
                    spans.push(Span { letter, start: at, end: at + length });
                    Some(alternative + 1)
                }
            };
            if let Some(next) = next {
                choices.push(Choice { item, at, next, spans: spans_before });
            }
            (item, at, alternative) = (item + 1, at + length, 0);
            continue;
        }
        let choice = choices.pop()?;
        spans.truncate(choice.spans);
        (item, at, alternative) = (choice.item, choice.at, choice.next);
        backs += 1;
    }
}

/// The length of all the white space, or, from the second time on, of what it was without its last character.
fn space(rest: &[u8], next: usize) -> Option<usize> {
    let mut at = 0;
    if let Some(had) = next.checked_sub(1) {
        at = had.checked_sub(1)?;
        while at > 0 && rest.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at -= 1;
        }
        return Some(at);
    }
    while let Some((code, length)) = text::first(rest.get(at..).unwrap_or_default())
        && text::is_space(code)
    {
        at += length;
    }
    Some(at)
}

/// The length of the next alternative that fits, which is set to its number.
fn next_look(looks: &Looks, rest: &[u8], nth: &mut usize) -> Option<usize> {
    match looks {
        Looks::Number(shapes) => number(shapes, rest, nth, 0),
        Looks::Fraction => {
            let digits = rest.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
            digits.checked_sub(*nth).filter(|&length| length > 0)
        }
        Looks::Offset(offset) => offset.length(rest, *nth),
        Looks::Names(known) => names(known, rest, nth),
        Looks::Digits(known, shapes) => {
            names(known, rest, nth).or_else(|| number(shapes, rest, nth, known.len()))
        }
    }
}

fn names(names: &[Vec<Literal>], rest: &[u8], nth: &mut usize) -> Option<usize> {
    names.iter().enumerate().skip(*nth).find_map(|(n, name)| {
        let mut at = 0;
        for literal in name {
            let (code, length) = text::first(rest.get(at..)?)?;
            if !literal.matches(code) {
                return None;
            }
            at += length;
        }
        *nth = n;
        Some(at)
    })
}

/// Of the shapes, which are counted from a number on.
fn number(shapes: Shapes, rest: &[u8], nth: &mut usize, from: usize) -> Option<usize> {
    shapes.iter().enumerate().skip(nth.saturating_sub(from)).find_map(|(n, shape)| {
        let length = shapes::length(shape, rest)?;
        *nth = from + n;
        Some(length)
    })
}
