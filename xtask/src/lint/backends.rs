//! The backends of `ostler::process` call nothing above them. What they know of the module is `types`, and `types` knows nothing of
//! the module.

use std::path::Path;

use super::floors::followers;
use crate::coverage::rust_files;
use crate::lexer::{Token, lex};
use crate::run::{self, Result};

const MODULE: &str = "crates/ostler/src/process";

/// The folders that are checked, and what each may name of the module besides itself.
const FOLDERS: [(&str, &[&str]); 3] =
    [("types", &[]), ("linux", &["types"]), ("windows", &["types"])];

pub(super) fn check() -> Result {
    let module = run::root().join(MODULE);
    let mut faults = Vec::new();
    for (folder, known) in FOLDERS {
        let files = rust_files(&module.join(folder))?;
        if files.is_empty() {
            return Err(
                format!("{MODULE}/{folder} has no files: where they are has changed").into()
            );
        }
        for path in &files {
            let file = path.strip_prefix(&module).unwrap_or(Path::new("")).to_string_lossy();
            for (line, name) in upward(&file, known, &std::fs::read_to_string(path)?) {
                faults.push(format!("{MODULE}/{file}:{line}: {name} is above {folder}"));
            }
        }
        println!("{} files of {MODULE}/{folder}", files.len());
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// What a file names of the module that it may not know: by the path from the crate, or by one that climbs.
fn upward(file: &str, known: &[&str], text: &str) -> Vec<(usize, String)> {
    let depth = depth(file);
    let lexed = lex(text);
    let tokens: Vec<Token<'_>> = lexed.iter().map(|(_, token)| *token).collect();
    let mut found = Vec::new();
    for (n, (line, token)) in lexed.iter().enumerate() {
        if n > 0 && tokens[n - 1] == Token::Path {
            continue;
        }
        match token {
            Token::Ident("crate") if followers(&tokens[n + 1..]).contains(&Some("process")) => {
                found.push((*line, "crate::process".to_owned()));
            }
            Token::Ident("super") => {
                let more = tokens[n + 1..]
                    .chunks_exact(2)
                    .take_while(|pair| *pair == [Token::Path, Token::Ident("super")])
                    .count();
                let names = followers(&tokens[n + 1 + 2 * more..]).into_iter().flatten();
                let climbed = more + 1;
                let above = names
                    .filter(|name| climbed > depth || climbed == depth && !known.contains(name));
                found.extend(above.map(|name| (*line, name.to_owned())));
            }
            _ => {}
        }
    }
    found
}

/// How many steps lead from a file up to the module.
fn depth(file: &str) -> usize {
    file.split('/').filter(|part| *part != "mod.rs").count()
}

#[cfg(test)]
mod tests {
    use super::{check, upward};

    fn backend(file: &str, text: &str) -> Vec<usize> {
        upward(file, &["types"], text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn a_backend_knows_the_types_and_itself() {
        let own = "use super::identity::Held;\nuse super::super::types::{Process, code};\npub(in super::super) fn a() {}";
        assert_eq!(backend("linux/reader.rs", own), Vec::<usize>::new());
        assert_eq!(backend("linux/reader/mod.rs", own), Vec::<usize>::new());
        assert_eq!(
            backend("linux/mod.rs", "use super::types;\nuse crate::os;"),
            Vec::<usize>::new()
        );
    }

    #[test]
    fn what_is_above_is_found() {
        assert_eq!(backend("linux/mod.rs", "use super::Field;\nuse super::types::error;"), [1]);
        assert_eq!(
            backend("linux/a.rs", "use super::super::{types, stop};\nuse crate::process::Process;"),
            [1, 2]
        );
        assert_eq!(backend("linux/a/b.rs", "use super::super::c;\nsuper::super::super::d()"), [2]);
        assert_eq!(backend("windows/a.rs", "fn a() {\n super::super::super::os::b() }"), [2]);
        assert_eq!(backend("linux/a.rs", "use crate::{\n process::Process, os};"), [1]);
    }

    #[test]
    fn the_types_know_nothing() {
        let text = "use super::code;\nuse super::super::linux::a;";
        assert_eq!(upward("types/error.rs", &[], text), [(2, "linux".to_owned())]);
    }

    #[test]
    fn no_backend_of_ours_looks_up() {
        check().unwrap();
    }
}
