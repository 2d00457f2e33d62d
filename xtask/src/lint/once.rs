//! Public functions and types of `os` that are defined more than once: each is to be written and described in one place, and
//! what differs from system to system is private to it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::lexer::{Token, lex};
use crate::run::{self, Result};

/// What is meant to be defined for each system by itself, and why.
const INTENDED: [(&str, &str); 6] = [
    ("fsdecode", "on Windows not all bytes are a name, so there is an error to look at"),
    ("spawnv", "a process id comes back on Unix, a handle that is to be closed on Windows"),
    ("spawnve", "as spawnv"),
    ("spawnve_on", "as spawnv"),
    ("system", "the reference tells a wait status on Unix, an exit code on Windows"),
    ("waitpid", "a process id and options on Unix, a handle on Windows"),
];

/// By name: the files that define it.
type Definitions = BTreeMap<String, Vec<String>>;

pub(crate) fn check() -> Result {
    let source = run::root().join("crates/ostler/src/os");
    let mut found = Definitions::new();
    visit(&source, &source, &mut found)?;
    let faults = faults(&found, &INTENDED);
    println!("{} public functions and types of os", found.len());
    if found.is_empty() {
        return Err("none was found: where they are has changed".into());
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// What is defined more than once and is not meant to be, or is meant to be and is not.
fn faults(found: &Definitions, intended: &[(&str, &str)]) -> Vec<String> {
    let is_intended = |name: &str| intended.iter().any(|(known, _)| *known == name);
    let repeated = |name: &str| found.get(name).is_some_and(|files| files.len() > 1);
    let again = found
        .iter()
        .filter(|(name, _)| repeated(name) && !is_intended(name))
        .map(|(name, files)| format!("{name} is defined more than once: {}", files.join(", ")));
    let stale = intended
        .iter()
        .filter(|(name, _)| !repeated(name))
        .map(|(name, _)| format!("{name} is not defined more than once any more"));
    again.chain(stale).collect()
}

/// Looks through a directory of source files.
fn visit(source: &Path, dir: &Path, found: &mut Definitions) -> Result {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            visit(source, &path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(source)?.display().to_string();
            for item in items(&std::fs::read_to_string(&path)?) {
                found.entry(item).or_default().push(name.clone());
            }
        }
    }
    Ok(())
}

/// The public functions and types of a file: at its top, or in a macro's braces there.
fn items(text: &str) -> Vec<String> {
    let tokens: Vec<Token<'_>> = lex(text).into_iter().map(|(_, token)| token).collect();
    let mut items = Vec::new();
    // Whether each of the braces that are open is a macro's.
    let mut open: Vec<bool> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Punct('{') => {
                let is_macro = matches!(tokens[..at], [.., Token::Ident(_), Token::Punct('!')]);
                open.push(is_macro);
            }
            Token::Punct('}') => {
                open.pop();
            }
            Token::Ident("pub") if open.iter().all(|is_macro| *is_macro) => {
                let qualifier = |token: &&Token<'_>| {
                    matches!(token, Token::Ident("const" | "unsafe" | "async" | "extern"))
                };
                let rest = &tokens[at + 1..];
                let rest = &rest[rest.iter().take_while(qualifier).count()..];
                if let [
                    Token::Ident("fn" | "struct" | "enum" | "union" | "type" | "trait"),
                    Token::Ident(name),
                    ..,
                ] = rest
                {
                    items.push((*name).to_owned());
                }
            }
            _ => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_ours_is_defined_again() {
        check().unwrap();
    }

    fn found(texts: &[(&str, &str)]) -> Definitions {
        let mut found = Definitions::new();
        for (file, text) in texts {
            for item in items(text) {
                found.entry(item).or_default().push((*file).to_owned());
            }
        }
        found
    }

    #[test]
    fn what_is_defined_again_is_found() {
        let found = found(&[
            (
                "unix.rs",
                "pub fn f() {} pub const unsafe fn g() {} pub struct S; flags! { pub struct M: i32 {} }",
            ),
            (
                "windows.rs",
                "pub fn f() {} pub unsafe fn g() {} pub enum S {} flags! { pub struct M: u32 {} }",
            ),
            ("both.rs", "#[cfg(unix)] pub type T = i32; #[cfg(windows)] pub type T = u32;"),
        ]);
        let expected = [
            "M is defined more than once: unix.rs, windows.rs",
            "S is defined more than once: unix.rs, windows.rs",
            "T is defined more than once: both.rs, both.rs",
            "g is defined more than once: unix.rs, windows.rs",
            "h is not defined more than once any more",
        ];
        assert_eq!(faults(&found, &[("f", "why"), ("h", "why")]), expected);
    }

    #[test]
    fn what_is_not_public_or_not_by_itself_may_be_there_again() {
        let text =
            "pub(super) fn f() {} fn g() {} impl S { pub fn new() {} } mod inner { pub struct I; }
            macro_rules! m { () => { pub fn $name() {} pub fn made() {} } } // pub fn f() {}
            pub use other::h; pub const F: &str = \"pub fn f() {}\"; ";
        let once = "pub fn f() {} pub fn g() {} pub fn new() {} pub struct I; pub fn made() {} pub fn h() {}";
        let found = found(&[("unix.rs", text), ("windows.rs", text), ("mod.rs", once)]);
        assert_eq!(faults(&found, &[]), [""; 0]);
    }
}
