//! What is written after a `%`: flags, a width, a modifier, a letter, as far as an edition knows of them.

use super::failure::Failure;
use super::parsed::Edition;
use super::text;

/// A directive by the name that the edition has for it: `d`, `Od`, `:z`; and the length of all that is written.
pub(super) fn read(rest: &[u8], edition: Edition) -> Result<(&[u8], usize), Failure> {
    if edition < Edition::Python314 {
        let (code, length) = text::first(rest).ok_or(Failure::StrayPercent)?;
        let name = rest.get(..length).unwrap_or_default();
        // In the reference's pattern a space or a special character has a backslash before it, and that was taken for it.
        let hidden = text::is_space(code) || is_special(code);
        if hidden {
            return Err(Failure::BadDirective(b"%".as_slice().into()));
        }
        return Ok((name, length));
    }
    let is = |at: usize, set: &[u8]| rest.get(at).is_some_and(|byte| set.contains(byte));
    let mut at = 0;
    while is(at, b"-_0#") {
        at += 1;
    }
    while is(at, b"0123456789") {
        at += 1;
    }
    let flags = at;
    at += usize::from(is(at, b"EO"));
    let colon = edition >= Edition::Python315 && is(at, b":");
    at += usize::from(colon);
    if let Some((code, length)) = text::first(rest.get(at..).unwrap_or_default())
        && !text::is_space(code)
        && !(colon && is_special(code))
    {
        at += length;
    }
    // Flags and widths say how to write a number. 3.14 passes over them; then they became errors.
    let start = if edition == Edition::Python314 { flags } else { 0 };
    match rest.get(start..at) {
        None | Some([]) => Err(Failure::StrayPercent),
        Some(name) => Ok((name, at)),
    }
}

/// Whether a character means something in a regular expression.
pub(super) fn is_special(code: u32) -> bool {
    u8::try_from(code).is_ok_and(|byte| br"\.^$*+?(){}[]|".contains(&byte))
}
