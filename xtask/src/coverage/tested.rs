//! Which names some test or documented example uses.
//!
//! A textual search, in code only. A function or constant counts where it is called by its module (`os::open`), by a type
//! that has it too (`OpenFlags::O_CREAT`), or by itself in a file that imports it; a name in capitals may also stand alone,
//! as in a list given to a macro. A member counts behind a dot or its type. `libc::O_CREAT` is somebody else's.
//!
//! A test that goes through a table at run time (every error number there is) says so in a line of its own:
//! `// exercises: errno::E*`.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use super::spelling::{Spelling, is_type};
use crate::lexer::{Token, lex};
use crate::run::Result;

/// The files to search.
pub(crate) struct Sources {
    /// All of the code counts.
    pub(crate) tests: Vec<PathBuf>,
    /// Only the examples in documentation count.
    pub(crate) documented: Vec<PathBuf>,
}

/// The uses found.
#[derive(Default)]
pub(crate) struct Uses {
    /// `qualifier::name`
    qualified: HashSet<(String, String)>,
    /// `.name`
    members: HashSet<String>,
    /// `name`, imported from this crate or in capitals.
    alone: HashSet<String>,
    /// What tests declare; a path that ends in `*` stands for all that start so.
    declared: Vec<String>,
}

impl Uses {
    pub(crate) fn scan(sources: &Sources) -> Result<Self> {
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let mut uses = Self::default();
        for path in &sources.tests {
            let test = read(path)?;
            uses.declared.extend(declarations(&test));
            uses.add(&test);
        }
        for path in &sources.documented {
            for example in examples(&read(path)?) {
                uses.add(&example);
            }
        }
        Ok(uses)
    }

    /// Whether a name is used anywhere.
    pub(crate) fn exercise(&self, spelling: &Spelling) -> bool {
        let (owner, leaf) = spelling.leaf();
        let qualified = |by: &str| self.qualified.contains(&(by.to_owned(), leaf.clone()));
        // A constant of the reference is also one of a type's: `OpenFlags::O_CREAT`.
        let is_constant = leaf.contains(char::is_uppercase);
        if qualified(&owner) || is_constant && qualified("*") || self.declares(spelling) {
            return true;
        }
        match spelling {
            Spelling::Item(_) => self.alone.contains(&leaf),
            Spelling::Member { .. } | Spelling::Method { .. } => self.members.contains(&leaf),
            Spelling::Expression(_) => self.alone.contains(&leaf) || self.members.contains(&leaf),
        }
    }

    fn declares(&self, spelling: &Spelling) -> bool {
        let path = spelling.shown();
        self.declared.iter().any(|declared| match declared.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == *declared,
        })
    }

    fn add(&mut self, code: &str) {
        let tokens: Vec<Token<'_>> = lex(code).into_iter().map(|(_, token)| token).collect();
        let (imported, everything) = imports(&tokens);
        let mut importing = false;
        for (n, token) in tokens.iter().enumerate() {
            let Token::Ident(word) = *token else {
                importing &= *token != Token::Punct(';');
                continue;
            };
            importing |= word == "use";
            if importing {
                continue;
            }
            match before(&tokens, n) {
                Before::Path(qualifier) => {
                    self.qualified.insert((qualifier.to_owned(), word.to_owned()));
                    if is_type(qualifier) {
                        self.qualified.insert(("*".to_owned(), word.to_owned()));
                    }
                }
                Before::Dot => _ = self.members.insert(word.to_owned()),
                Before::Definition => {}
                Before::Other => {
                    if everything || imported.contains(word) || word.contains(char::is_uppercase) {
                        self.alone.insert(word.to_owned());
                    }
                }
            }
        }
    }
}

enum Before<'a> {
    Path(&'a str),
    Dot,
    Definition,
    Other,
}

fn before<'a>(tokens: &[Token<'a>], n: usize) -> Before<'a> {
    let back = |by: usize| n.checked_sub(by).and_then(|n| tokens.get(n)).copied();
    match (back(1), back(2)) {
        (Some(Token::Path), Some(Token::Ident(qualifier))) => Before::Path(qualifier),
        (Some(Token::Path), _) => Before::Path(""),
        // `..name` is the end of a range.
        (Some(Token::Punct('.')), Some(Token::Punct('.'))) => Before::Other,
        (Some(Token::Punct('.')), _) => Before::Dot,
        (Some(Token::Ident("fn" | "mod" | "struct" | "enum" | "const" | "static")), _) => {
            Before::Definition
        }
        _ => Before::Other,
    }
}

/// What a file imports from this crate by name, and whether it imports everything of a module.
fn imports<'a>(tokens: &[Token<'a>]) -> (BTreeSet<&'a str>, bool) {
    let mut names = BTreeSet::new();
    let mut everything = false;
    let mut at = 0;
    while let Some(start) = tokens[at..].iter().position(|t| *t == Token::Ident("use")) {
        let statement = &tokens[at + start + 1..];
        let end = statement.iter().position(|t| *t == Token::Punct(';')).unwrap_or(statement.len());
        let statement = &statement[..end];
        if statement.first() == Some(&Token::Ident("ostler")) {
            everything |= statement.contains(&Token::Punct('*'));
            names.extend(statement.iter().filter_map(|token| match token {
                Token::Ident(name) => Some(*name),
                _ => None,
            }));
        }
        at += start + 1 + end;
    }
    (names, everything)
}

/// The paths a test declares that it exercises.
fn declarations(test: &str) -> impl Iterator<Item = String> {
    test.lines()
        .filter_map(|line| line.trim_start().strip_prefix("// exercises:"))
        .flat_map(str::split_whitespace)
        .map(String::from)
}

/// The examples in a file's documentation that are run as tests.
fn examples(source: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut open: Option<Option<String>> = None;
    for line in source.lines() {
        let line = line.trim_start();
        let Some(text) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else {
            open = None;
            continue;
        };
        let text = text.trim_start();
        match (&mut open, text.strip_prefix("```")) {
            (None, Some(attributes)) => open = Some(is_run(attributes).then(String::new)),
            (Some(_), Some(_)) => examples.extend(open.take().flatten()),
            (Some(Some(example)), None) => {
                // Hidden lines are code too; `#[…]` and `##` are not hidden.
                example.push_str(text.strip_prefix("# ").unwrap_or(text));
                example.push('\n');
            }
            _ => {}
        }
    }
    examples
}

/// Whether a block with these attributes is run: `no_run` and the like are not.
fn is_run(attributes: &str) -> bool {
    attributes
        .split([',', ' '])
        .filter(|word| !word.is_empty())
        .all(|word| word == "rust" || word == "should_panic" || word.starts_with("edition"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(code: &str) -> Uses {
        let mut uses = Uses::default();
        uses.add(code);
        uses
    }

    fn exercised(code: &str, path: &str) -> bool {
        uses(code).exercise(&Spelling::parse(path))
    }

    #[test]
    fn items_by_module_type_or_import() {
        let open = "ostler::os::open";
        assert!(exercised("let fd = os::open(path);", open));
        assert!(exercised("use ostler::os::{At, open}; open(path)", open));
        assert!(exercised("use ostler::os::*; open(path)", open));
        assert!(!exercised("use ostler::os::open;", open));
        assert!(!exercised("use std::fs::open; open(path)", open));
        assert!(!exercised("File::options().open(path); File::open(path)", open));
        assert!(!exercised("// os::open\n\"os::open\"; fn open() {}", open));
        assert!(!exercised("posix::open(path)", open));
        assert!(!exercised("os::open_with(path)", open));
    }

    #[test]
    fn constants_may_stand_alone() {
        let flag = "ostler::os::O_CREAT";
        assert!(exercised("OpenFlags::O_CREAT", flag));
        assert!(exercised("same!(O_APPEND, O_CREAT)", flag));
        assert!(!exercised("libc::O_CREAT", flag));
    }

    #[test]
    fn members_behind_a_dot_or_their_type() {
        let size = "ostler::os::StatResult::st_size";
        assert!(exercised("st.st_size()", size));
        assert!(exercised("StatResult::st_size", size));
        assert!(!exercised("let st_size = 1;", size));
        assert!(!exercised("0..st_size", size));
    }

    #[test]
    fn tests_may_declare_what_they_exercise() {
        let declared = declarations("    // exercises: errno::E* os::name\n// os::sep\n").collect();
        let uses = Uses { declared, ..Uses::default() };
        assert!(uses.exercise(&Spelling::parse("ostler::errno::ENOENT")));
        assert!(uses.exercise(&Spelling::parse("ostler::os::name")));
        assert!(!uses.exercise(&Spelling::parse("ostler::os::sep")));
    }

    #[test]
    fn examples_that_run() {
        let source = "/// Text `os::a`.\n/// ```\n/// # os::b();\n/// os::c();\n/// ```\n/// ```no_run\n/// os::d();\n/// ```\n\
                      fn os() { os::e() }\n//! ```rust\n//! os::f();\n//! ```\n";
        assert_eq!(examples(source), ["os::b();\nos::c();\n", "os::f();\n"]);
        assert!(is_run("") && is_run("rust,should_panic"));
        assert!(!is_run("text") && !is_run("ignore") && !is_run("rust,no_run"));
    }
}
