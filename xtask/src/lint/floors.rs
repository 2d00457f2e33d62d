//! Arrows point down. The walls between the faces, `ostler` and `ostler-sys` are crates; this checks those inside a crate: modules of
//! the library, and in the Python face functions and conversion.

use std::path::Path;
use std::sync::LazyLock;

use crate::coverage::rust_files;
use crate::lexer::{Token, lex};
use crate::modules;
use crate::run::{self, Result};

/// A rule about the files of a folder of a crate.
struct Rule {
    /// The files it is for.
    applies: fn(&str) -> bool,
    /// What is wrong, if something is, with a token, the one two back and the one two ahead.
    fault: fn(&Place<'_>) -> Option<String>,
}

/// A name in a file, and what is around it.
struct Place<'a> {
    word: &'a str,
    /// The path's segment after, as in `word::after`.
    after: Option<&'a str>,
    /// The tokens that follow.
    next: &'a [Token<'a>],
    /// The tokens that come before.
    previous: &'a [Token<'a>],
}

/// The modules that Python sees, which are of functions.
static MODULES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let modules = modules::load().unwrap_or_else(|error| panic!("{error}"));
    modules.into_iter().map(|module| module.name).collect()
});

const LIBRARY: [Rule; 2] = [
    Rule {
        applies: |file| file.starts_with("os/") || file == "os.rs",
        fault: |place| {
            let is_above = place.word == "crate" && place.after == Some("process");
            is_above.then(|| "os does not know process".to_owned())
        },
    },
    Rule {
        applies: |_| true,
        fault: |place| {
            opens_file(place).then(|| {
                "unsafe code is allowed function by function, outside ostler-sys".to_owned()
            })
        },
    },
];

/// A face and the interpreter's C interface leave the system to the library. `libc` and `rustix` are no dependencies of theirs.
const NO_SYSTEM: Rule = Rule {
    applies: |_| true,
    fault: |place| match (place.word, place.after) {
        ("std", Some(module @ ("fs" | "net" | "process" | "thread" | "env"))) => {
            Some(format!("not std::{module} here: the library does the work"))
        }
        _ => None,
    },
};

const INTERPRETER: [Rule; 1] = [NO_SYSTEM];

const PYTHON: [Rule; 3] = [
    NO_SYSTEM,
    Rule {
        applies: |_| true,
        fault: |place| match (place.word, place.after) {
            ("pyo3", Some("ffi")) | ("pyo3_ffi", Some(_)) => {
                Some("only ostler-capi names the interpreter's C interface".to_owned())
            }
            _ if opens_file(place) => {
                Some("unsafe code is allowed function by function, outside ostler-capi".to_owned())
            }
            _ => None,
        },
    },
    Rule {
        applies: |file| file.starts_with("convert/") || !file.contains('/') && file != "lib.rs",
        fault: |place| match (place.word, place.after) {
            ("crate", Some(module)) if MODULES.iter().any(|name| name == module) => {
                Some(format!("what all functions use knows none of them, so not crate::{module}"))
            }
            _ => None,
        },
    },
];

/// Whether this is the word in `#![allow(unsafe_code)]`, which opens a whole file; `#[allow(unsafe_code)]` opens one function,
/// with its reasons.
fn opens_file(place: &Place<'_>) -> bool {
    let is_inner = place.previous.ends_with(&[
        Token::Punct('#'),
        Token::Punct('!'),
        Token::Punct('['),
        Token::Ident("allow"),
        Token::Punct('('),
    ]);
    place.word == "unsafe_code" && is_inner && !place.next.is_empty()
}

pub(super) fn check() -> Result {
    let mut faults = Vec::new();
    for (source, rules) in [
        ("crates/ostler/src", &LIBRARY[..]),
        ("crates/ostler-capi/src", &INTERPRETER[..]),
        ("crates/ostler-python/src", &PYTHON[..]),
    ] {
        let folder = run::root().join(source);
        let files = rust_files(&folder)?;
        for path in &files {
            let text = std::fs::read_to_string(path)?;
            let file = path.strip_prefix(&folder).unwrap_or(Path::new("")).to_string_lossy();
            for (line, fault) in faults_in(rules, &file, &text) {
                faults.push(format!("{source}/{file}:{line}: {fault}"));
            }
        }
        println!("{} files of {source}", files.len());
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

fn faults_in(rules: &[Rule], file: &str, text: &str) -> Vec<(usize, String)> {
    let lexed = lex(text);
    let tokens: Vec<Token<'_>> = lexed.iter().map(|(_, token)| *token).collect();
    let mut faults = Vec::new();
    for (n, (line, token)) in lexed.iter().enumerate() {
        let Token::Ident(word) = *token else { continue };
        let (previous, next) = (&tokens[..n], &tokens[n + 1..]);
        for after in followers(next) {
            let place = Place { word, after, next, previous };
            for rule in rules.iter().filter(|rule| (rule.applies)(file)) {
                faults.extend((rule.fault)(&place).map(|fault| (*line, fault)));
            }
        }
    }
    faults
}

/// The segments that follow a word: one, several behind `::{`, or none.
pub(super) fn followers<'a>(next: &[Token<'a>]) -> Vec<Option<&'a str>> {
    match next {
        [Token::Path, Token::Ident(after), ..] => vec![Some(after)],
        [Token::Path, Token::Punct('{'), group @ ..] => {
            let mut depth = 1;
            let mut starts = true;
            let mut found = Vec::new();
            for token in group {
                match token {
                    Token::Punct('{') => depth += 1,
                    Token::Punct('}') => depth -= 1,
                    Token::Ident(word) if starts && depth == 1 => found.push(Some(*word)),
                    _ => {}
                }
                starts = *token == Token::Punct(',');
                if depth == 0 {
                    break;
                }
            }
            found
        }
        _ => vec![None],
    }
}

#[cfg(test)]
mod tests {
    use super::{LIBRARY, PYTHON, faults_in};

    fn lines(file: &str, text: &str) -> Vec<usize> {
        faults_in(&LIBRARY, file, text).into_iter().map(|(line, _)| line).collect()
    }

    fn python(file: &str, text: &str) -> Vec<usize> {
        faults_in(&PYTHON, file, text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn only_one_crate_names_the_c_interface() {
        let text = "use pyo3::ffi;\nuse pyo3::prelude::*;\nuse pyo3::{ffi, types::PyInt};";
        assert_eq!(python("posix/a.rs", text), [1, 3]);
        assert_eq!(python("posix/a.rs", "#![allow(unsafe_code)]\nfn a() {}"), [1]);
    }

    #[test]
    fn the_face_has_no_logic_of_its_own() {
        assert_eq!(python("posix/a.rs", "use std::fs;\nuse std::ffi::CStr;"), [1]);
        assert_eq!(python("convert/a.rs", "use crate::posix::b;\nuse crate::call::c;"), [1]);
        assert_eq!(python("call.rs", "crate::error::c; crate::time::b;"), [1]);
        assert_eq!(python("lib.rs", "crate::posix::add"), Vec::<usize>::new());
    }

    #[test]
    fn os_stands_below_process() {
        assert_eq!(lines("os/a.rs", "use crate::process::Pid;"), [1]);
        assert_eq!(lines("process/a.rs", "use crate::os::kill;"), Vec::<usize>::new());
    }

    #[test]
    fn unsafe_code_is_allowed_one_by_one() {
        assert_eq!(lines("os/a.rs", "#![allow(unsafe_code)]\nfn a() {}"), [1]);
        assert_eq!(
            lines("os/a.rs", "#[allow(unsafe_code)]\nunsafe fn a() {}"),
            Vec::<usize>::new()
        );
    }
}
