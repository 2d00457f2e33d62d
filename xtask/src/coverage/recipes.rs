//! Which options of the `ostler` command some test of it uses.
//!
//! A textual search. In recipes (`.trycmd`, `.md`) what counts is a command line, behind `$`, not what is printed. In Rust, and
//! in `.toml`, the strings of one statement do from that one on which is a subcommand, or those given to a function that is called like a
//! subcommand: `run(&["ps", "-q"])`, `kill(&["-9", pid])`; so does a string that is a whole command line.

use std::path::{Path, PathBuf};

use super::definition::{Definition, Given, Invocation};
use super::shell;
use crate::lexer::{Token, lex_with_strings};
use crate::run::Result;

/// Options whose value is what a row is about: which filter, which attribute.
const TELLING: [&str; 4] = ["--fi", "--where", "--fields", "--sort"];

/// The command lines found.
#[derive(Default)]
pub(crate) struct Recipes {
    invocations: Vec<Invocation>,
}

impl Recipes {
    pub(crate) fn scan(files: &[PathBuf], definition: &Definition) -> Result<Self> {
        let mut recipes = Self::default();
        for path in files {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            recipes.add(path, &text, definition);
        }
        Ok(recipes)
    }

    fn add(&mut self, path: &Path, text: &str, definition: &Definition) {
        let lines = match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => in_rust(text, definition),
            Some("toml") => in_rust(&text.replace('\n', ";"), definition),
            _ => typed(text).iter().flat_map(|line| in_line(line)).collect(),
        };
        // Lines that the command would not take, as tests of refusals have them, exercise nothing.
        self.invocations.extend(lines.iter().filter_map(|words| definition.read(words).ok()));
    }

    /// Whether all that makes up a line is used: each of its options with its subcommand, a port as a port, and a
    /// subcommand without anything just so.
    pub(crate) fn exercise(&self, line: &str, definition: &Definition) -> bool {
        let words = shell::words(line);
        let Ok(wanted) = definition.read(words.get(1..).unwrap_or_default()) else { return false };
        let with = |test: &dyn Fn(&Invocation) -> bool| {
            self.invocations.iter().any(|used| used.subcommand == wanted.subcommand && test(used))
        };
        let is_bare = |used: &Invocation| used.flags.is_empty() && used.words.is_empty();
        let is_port = |word: &String| word.starts_with(':');
        (!is_bare(&wanted) || with(&is_bare))
            && (!wanted.words.iter().any(is_port) || with(&|used| used.words.iter().any(is_port)))
            && with(&|_| true)
            && wanted
                .flags
                .iter()
                .all(|flag| with(&|used| used.flags.iter().any(|given| is_same(flag, given))))
    }
}

/// Whether an option that is used is the one wanted.
fn is_same(wanted: &Given, used: &Given) -> bool {
    let subject = |given: &Given| given.value.as_deref().map(subject);
    wanted.name == used.name
        && (!TELLING.contains(&wanted.name.as_str()) || subject(wanted) == subject(used))
}

/// What a value is about: `rss` in `-rss`, `not rss > 5M` and `rss,vms`.
fn subject(value: &str) -> String {
    value
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .find(|word| !word.is_empty() && *word != "not")
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// What is typed in a recipe: lines behind `$`, those behind `>` being the rest of one.
fn typed(recipe: &str) -> Vec<String> {
    let mut typed: Vec<String> = Vec::new();
    let mut open = false;
    for line in recipe.lines().map(str::trim_start) {
        if let Some(line) = line.strip_prefix("$ ") {
            typed.push(line.to_owned());
            open = true;
        } else if let (true, Some(rest), Some(last)) =
            (open, line.strip_prefix("> "), typed.last_mut())
        {
            last.push('\n');
            last.push_str(rest);
        } else {
            open = false;
        }
    }
    typed
}

/// The commands in a line as it is typed.
fn in_line(line: &str) -> Vec<Vec<String>> {
    let starts = line.match_indices("ostler ").map(|(at, name)| (at, at + name.len()));
    starts
        .filter(|(at, _)| {
            !line[..*at].ends_with(|c: char| c.is_alphanumeric() || "-_/".contains(c))
        })
        .map(|(_, behind)| shell::words(&line[behind..]))
        .collect()
}

/// The command lines in Rust code.
fn in_rust(code: &str, definition: &Definition) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut line: Option<Vec<String>> = None;
    let tokens = lex_with_strings(code);
    for (n, (_, token)) in tokens.iter().enumerate() {
        let behind = |by: usize| n.checked_sub(by).and_then(|n| tokens.get(n)).map(|(_, t)| *t);
        match *token {
            Token::Punct(';' | '{' | '}') => lines.extend(line.take()),
            Token::Ident(name)
                if definition.has(name)
                    && tokens.get(n + 1).map(|(_, token)| *token) == Some(Token::Punct('('))
                    && !matches!(
                        behind(1),
                        Some(Token::Punct('.') | Token::Path | Token::Ident("fn"))
                    ) =>
            {
                lines.extend(line.replace(vec![name.to_owned()]));
            }
            Token::Str(text) => {
                let words = shell::words(text);
                let named = words.first().is_some_and(|first| definition.has(first));
                match &mut line {
                    Some(line) => line.push(text.to_owned()),
                    None if named && words.len() == 1 => line = Some(words),
                    None if named => lines.push(words),
                    None => lines.extend(in_line(text)),
                }
            }
            _ => {}
        }
    }
    lines.extend(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::super::definition::tests::SCRIPT;
    use super::*;

    fn exercised(file: &str, text: &str, line: &str) -> bool {
        let definition = Definition::parse(SCRIPT);
        let mut recipes = Recipes::default();
        recipes.add(Path::new(file), text, &definition);
        recipes.exercise(line, &definition)
    }

    #[test]
    fn recipes_of_every_kind() {
        let line = "ostler ps -u USER -q";
        let used = |file, text| exercised(file, text, line);
        assert!(used("a.trycmd", "```\n$ ostler ps --user root --quiet | wc -l\n```"));
        assert!(used("a.trycmd", "$ for pid in $(ostler ps -qu root); do echo $pid; done"));
        assert!(used("a.trycmd", "$ ostler ps -q \\\n> -u root"));
        assert!(!used("a.trycmd", "$ ostler ps -q\n? 0\n-u"));
        assert!(!used("a.trycmd", "$ ostler ps --help\nostler ps -q -u root"));
        assert!(used("a.toml", "bin.name = \"ostler\"\nargs = [\"ps\", \"-u\", \"root\", \"-q\"]"));
        assert!(used("a.toml", "args = \"ps -u root -q\"\n"));
        assert!(used("a.rs", "fn a() { run(&[\"ps\", \"-u\", user, \"-q\"]); }"));
        assert!(used("a.rs", "fn a() { ps(&[\"-u\", \"root\", \"-q\"]).success(); }"));
        assert!(used(
            "a.rs",
            "run(\"ps -u root\"); sh(\"x=$(ostler ps -q)\"); sh(\"ostler ps -q\")"
        ));
        assert!(!used("a.rs", "run(&[\"ps\"]); run(&[\"-u\", \"-q\"]); // \"ps\", \"-u\", \"-q\""));
        assert!(!used("a.rs", "run(&[\"kill\", \"-u\", \"-q\"])"));
        assert!(!used("a.rs", "fn ps(a: &[&str]) {} it.ps(&[\"-u\", \"root\", \"-q\"])"));
    }

    #[test]
    fn a_filter_is_exercised_by_the_same_filter() {
        let used = |text| exercised("a.md", text, "ostler ps --where 'rss > 1G'");
        assert!(used("$ ostler ps --where 'not rss < 5M'"));
        assert!(!used("$ ostler ps --where 'age > 5m'"));
        assert!(!used("$ my-ostler ps --where 'rss > 5m'"));
    }

    #[test]
    fn ports_and_bare_subcommands() {
        assert!(exercised("a.md", "$ ostler kill :8080", "ostler kill :PORT"));
        assert!(!exercised("a.md", "$ ostler kill 8080", "ostler kill :PORT"));
        assert!(!exercised("a.md", "$ ostler kill 8080", "ostler kill"));
        assert!(exercised("a.rs", "run(&[\"kill\"])", "ostler kill"));
    }
}
