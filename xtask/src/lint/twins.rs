//! Public types that are written twice, for Unix and for Windows: what can be done with one can be done with the other, unless it
//! is not there. A program for both takes no notice which of them it gets until a trait or a `const` is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::lexer::{Token, lex};
use crate::run::{self, Result};

/// The traits that are compared.
const TRAITS: [&str; 10] = [
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Debug",
    "Default",
    "Display",
];

/// Macros that declare types, and what they derive besides what is written.
const MACROS: [(&str, &[&str]); 3] = [
    ("parts", &["Clone", "PartialEq", "Eq", "Debug"]),
    ("codes", &["Clone", "Copy", "PartialEq", "Eq", "Hash", "Debug"]),
    ("flags", &["Clone", "Copy", "PartialEq", "Eq", "Hash", "Debug", "Default"]),
];

/// One of the two.
#[derive(Default)]
struct Twin {
    declared: bool,
    traits: BTreeSet<String>,
    /// Its public methods, by name: whether they are `const`. A macro's `$name` counts as one.
    methods: BTreeMap<String, bool>,
}

/// By module and name: for Unix, for Windows.
type Types = BTreeMap<(String, String), [Twin; 2]>;

pub(crate) fn check() -> Result {
    let source = run::root().join("crates/ostler/src");
    let mut types = Types::new();
    visit(&source, &source, &mut types)?;
    let twins: Vec<_> =
        types.iter().filter(|(_, twins)| twins.iter().all(|twin| twin.declared)).collect();
    let differences: Vec<String> = twins
        .iter()
        .flat_map(|((module, name), [unix, windows])| {
            differences(unix, windows)
                .into_iter()
                .map(move |what| format!("{module}::{name}: {what}"))
        })
        .collect();
    println!("{} types are written for Unix and for Windows", twins.len());
    if twins.is_empty() {
        return Err("none was found: where they are has changed".into());
    }
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}

fn differences(unix: &Twin, windows: &Twin) -> Vec<String> {
    let mut found = Vec::new();
    for (one, other, there) in [(unix, windows, "Windows"), (windows, unix, "Unix")] {
        found.extend(
            one.traits.difference(&other.traits).map(|name| format!("no {name} on {there}")),
        );
        for (name, is_const) in &one.methods {
            if *is_const && other.methods.get(name) == Some(&false) {
                found.push(format!("{name} is not const on {there}"));
            }
        }
    }
    found
}

/// Looks through a directory of source files.
fn visit(source: &Path, dir: &Path, types: &mut Types) -> Result {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let inside = path.strip_prefix(source)?;
        let names: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).collect();
        if path.is_dir() {
            if !names.contains(&"tests") {
                visit(source, &path, types)?;
            }
        } else if let [module, .., last] | [module @ last] = names[..]
            && path.extension().is_some_and(|ending| ending == "rs")
        {
            let windows = names.contains(&"windows") || last == "windows.rs";
            let text = std::fs::read_to_string(&path)?;
            look(&text, module.trim_end_matches(".rs"), usize::from(windows), types);
        }
    }
    Ok(())
}

/// What a file says of types: declarations, and implementations.
fn look(text: &str, module: &str, side: usize, types: &mut Types) {
    let tokens: Vec<Token<'_>> = lex(text).into_iter().map(|(_, token)| token).collect();
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Ident(word)) => *word,
        _ => "",
    };
    let is = |at: usize, sign: char| tokens.get(at) == Some(&Token::Punct(sign));
    let mut derived: BTreeSet<String> = BTreeSet::new();
    let mut made_by = "";
    let mut at = 0;
    while at < tokens.len() {
        match word(at) {
            "derive" if is(at + 1, '(') => {
                at += 1;
                while at < tokens.len() && !is(at, ')') {
                    derived.insert(word(at).to_owned());
                    at += 1;
                }
            }
            name if is(at + 1, '!') && is(at + 2, '{') && !name.is_empty() => {
                made_by = name;
                derived.clear();
            }
            "struct" | "enum" | "union" => {
                if at > 0 && word(at - 1) == "pub" && !word(at + 1).is_empty() {
                    let twin = twin(types, module, word(at + 1), side);
                    twin.declared = true;
                    let more = MACROS.iter().find(|(name, _)| *name == made_by);
                    let more = more.map_or(&[][..], |(_, traits)| traits);
                    let all = derived.iter().map(String::as_str).chain(more.iter().copied());
                    twin.traits.extend(all.filter(|name| TRAITS.contains(name)).map(str::to_owned));
                }
                derived.clear();
                made_by = "";
            }
            "impl" => {
                let body = (at..tokens.len()).find(|&at| is(at, '{') || is(at, ';'));
                let body = body.filter(|&body| is(body, '{')).unwrap_or(at);
                // The last name before `for` that is not in angle brackets, and the last one behind.
                let (mut depth, mut names) = (0_i32, vec![""]);
                for token in &tokens[(at + 1).min(body)..body] {
                    match *token {
                        Token::Punct('<') => depth += 1,
                        Token::Punct('>') => depth -= 1,
                        Token::Ident("for") if depth == 0 => names.push(""),
                        Token::Ident("where") if depth == 0 => break,
                        Token::Ident(name) if depth == 0 => {
                            if let Some(last) = names.last_mut() {
                                *last = name;
                            }
                        }
                        _ => {}
                    }
                }
                match names[..] {
                    [name, of] if TRAITS.contains(&name) => {
                        twin(types, module, of, side).traits.insert(name.to_owned());
                    }
                    [of] if !of.is_empty() => {
                        let methods = &mut twin(types, module, of, side).methods;
                        methods.extend(public_methods(&tokens[body..]));
                    }
                    _ => {}
                }
                derived.clear();
            }
            _ => {}
        }
        at += 1;
    }
}

fn twin<'a>(types: &'a mut Types, module: &str, name: &str, side: usize) -> &'a mut Twin {
    let twins = types.entry((module.to_owned(), name.to_owned())).or_default();
    &mut twins[side]
}

/// The public functions in the block that these begin with: whether they are `const`.
fn public_methods(tokens: &[Token<'_>]) -> Vec<(String, bool)> {
    let mut depth = 0;
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        match tokens[at] {
            Token::Punct('{') => depth += 1,
            Token::Punct('}') => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Token::Ident("fn") => {
                let before = &tokens[at.saturating_sub(3)..at];
                let is_const = before.contains(&Token::Ident("const"));
                let words = before
                    .iter()
                    .rev()
                    .take_while(|token| matches!(token, Token::Ident("const" | "unsafe")));
                let last = before.len() - words.count();
                if last == 0 || before[last - 1] != Token::Ident("pub") {
                    continue;
                }
                match tokens[at + 1..] {
                    [Token::Ident(name), ..] => found.push((name.to_owned(), is_const)),
                    [Token::Punct('$'), Token::Ident(name), ..] => {
                        found.push((format!("${name}"), is_const));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_twin_of_ours_differs() {
        check().unwrap();
    }

    #[test]
    fn what_differs() {
        let unix = "#[derive(Clone, Copy)] pub struct A(u8); impl A { pub fn raw(self) -> u8 { { 1 } } pub fn b() {} }
            parts! { #[derive(Hash)] pub struct P { } } pub struct Only; fn other() { impl<T: Eq> Show for X<T> {} }
            macro_rules! m { () => { impl A { $( pub fn $name(&self) {} )* } } }";
        let windows =
            "#[derive(Clone)] pub struct A(u16); impl Copy for A {} impl std::cmp::Eq for A {}
            impl A { pub const fn raw(self) -> u8 { 1 } const fn b() {} pub const fn c() {} }
            #[derive(Hash, Clone, PartialEq, Eq, Debug)] pub struct P;
            macro_rules! m { () => { impl A { $( pub const unsafe fn $name(&self) {} )* } } }";
        let mut types = Types::new();
        look(unix, "os", 0, &mut types);
        look(windows, "os", 1, &mut types);
        let of = |name: &str| {
            let [unix, windows] = &types[&("os".to_owned(), name.to_owned())];
            (unix.declared && windows.declared, differences(unix, windows))
        };
        let expected = ["no Eq on Unix", "$name is not const on Unix", "raw is not const on Unix"];
        assert_eq!(of("A"), (true, expected.map(str::to_owned).to_vec()));
        assert_eq!(of("P"), (true, Vec::new()));
        assert!(!of("Only").0);
    }
}
