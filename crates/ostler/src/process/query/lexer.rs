//! Words, literals and operators of the query language, each with its place in the text.

use super::error::Mistake;

/// A piece of the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) what: What,
    /// Where it begins and ends, in bytes.
    pub(super) from: usize,
    pub(super) to: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// A bare word: a field, a keyword, or a literal without quotes.
    Word(String),
    /// A literal in quotes: bytes, for `\xff` may be among them.
    Quoted(Vec<u8>),
    /// `==`, `(`, `,` …
    Symbol(&'static str),
    End,
}

/// Longer ones first, for each is the beginning of another.
const SYMBOLS: &[&str] = &[
    "==", "=~", "!=", "!~", "<=", "<>", ">=", "&&", "||", "=", "<", ">", "!", "(", ")", "[", "]",
    ",",
];

/// The pieces of a text, and an end behind them.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Mistake> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let from = at;
        let rest = &text[at..];
        let what = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first == '"' || first == '\'' {
            let (bytes, length) = quoted(rest, first, from)?;
            at += length;
            What::Quoted(bytes)
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            at += symbol.len();
            What::Symbol(symbol)
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || "\"'=!<>()[],&|".contains(c));
            let length = match end {
                // A character that begins nothing else: a single `&`.
                Some(0) => {
                    let place = from..from + first.len_utf8();
                    return Err(Mistake::at(place, "unexpected character"));
                }
                end => end.unwrap_or(rest.len()),
            };
            at += length;
            What::Word(rest[..length].to_owned())
        };
        tokens.push(Token { what, from, to: at });
    }
    tokens.push(Token { what: What::End, from: at, to: at });
    Ok(tokens)
}

/// The bytes of a literal in quotes, and how much of the text it takes.
fn quoted(text: &str, quote: char, from: usize) -> Result<(Vec<u8>, usize), Mistake> {
    let mut bytes = Vec::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Ok((bytes, at + 1));
        }
        if c != '\\' {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        match chars.next() {
            Some((_, 'n')) => bytes.push(b'\n'),
            Some((_, 't')) => bytes.push(b'\t'),
            Some((_, 'r')) => bytes.push(b'\r'),
            Some((_, 'x')) => {
                let digits = [chars.next(), chars.next()]
                    .map(|digit| digit.and_then(|(_, c)| c.to_digit(16)));
                let [Some(high), Some(low)] = digits else {
                    return Err(Mistake::at(
                        from + at..from + at + 2,
                        "two hexadecimal digits follow \\x",
                    ));
                };
                bytes.push((high * 16 + low) as u8);
            }
            // Itself: quotes and the backslash; and what regular expressions say with one keeps it.
            Some((_, c @ ('"' | '\'' | '\\'))) => bytes.push(c as u8),
            Some((_, c)) => {
                bytes.push(b'\\');
                bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            None => break,
        }
    }
    Err(Mistake::at(from..from + text.len(), "this quote is not closed"))
}
