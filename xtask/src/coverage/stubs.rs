//! What type stubs of the Python package say twice: lists of names, written between marks.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::modules::{self, Module, On};
use crate::run::{self, Result};

const BEGIN: &str = "# From here, written by `cargo xtask coverage`.\n";
const END: &str = "# To here.\n";
/// As wide as pyproject.toml lets lines be.
const WIDTH: usize = 119;

/// The stubs that have such lists, by their paths, as they should be.
pub(super) fn pages() -> Result<Vec<(String, String)>> {
    let read = |name: &str| -> Result<String> {
        let path = run::root().join(name);
        Ok(std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?)
    };
    let package = imported(&modules::load()?);
    let flat = handed_on(&read("python/ostler/posix.pyi")?);
    let mut pages = Vec::new();
    for (name, text) in [("python/ostler/__init__.pyi", package), ("python/ostler/os.pyi", flat)] {
        let page =
            between_marks(&read(name)?, &text).ok_or(format!("{name}: no place for names"))?;
        pages.push((name.to_owned(), page));
    }
    Ok(pages)
}

fn between_marks(stub: &str, text: &str) -> Option<String> {
    let (before, rest) = stub.split_once(BEGIN)?;
    let indent = before.rsplit('\n').next().unwrap_or_default();
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{text}{indent}{END}{after}"))
}

/// What the package imports when it is asked for as an attribute: each module that is not a part of another.
fn imported(modules: &[Module]) -> String {
    let mut text = String::new();
    for on in [On::All, On::Unix, On::Windows] {
        let of = |module: &&Module| module.on == on && module.is_documented();
        let names: BTreeSet<&str> = modules.iter().filter(of).map(|it| it.name.as_str()).collect();
        let (gate, indent) = match on {
            _ if names.is_empty() => continue,
            On::All => ("", ""),
            On::Unix => ("\nif sys.platform != \"win32\":\n", "    "),
            On::Windows => ("\nif sys.platform == \"win32\":\n", "    "),
        };
        let _ = writeln!(text, "{gate}{indent}from . import (");
        for name in names {
            let _ = writeln!(text, "{indent}    {name} as {name},");
        }
        let _ = writeln!(text, "{indent})");
    }
    text + "\n"
}

/// What `os` has from `posix`, and that it hands it on.
fn handed_on(posix: &str) -> String {
    let mut exported: BTreeSet<&str> =
        declared(posix).filter(|name| !name.starts_with('_')).collect();
    // `os` has a mapping of its own.
    exported.remove("environ");
    exported.insert("_exit");
    let mut names = exported.clone();
    names.extend(["_Arguments", "_Variables"]);
    let names = filled(names.iter().map(|name| (*name).to_owned()));
    let exported = filled(exported.iter().map(|name| format!("\"{name}\"")));
    format!("    from .posix import (\n{names}    )\n\n    __all__ = [\n{exported}    ]\n")
}

/// The names that a stub declares, whatever they are.
fn declared(stub: &str) -> impl Iterator<Item = &str> {
    stub.lines().filter_map(|line| {
        let line =
            line.strip_prefix("def ").or_else(|| line.strip_prefix("class ")).unwrap_or(line);
        let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        let (name, rest) = line.split_at(end);
        let declares = rest.starts_with(['(', ':', '[']) || rest.starts_with(" = ");
        (declares && !name.is_empty() && name != "else").then_some(name)
    })
}

/// Words in lines as long as they may be.
fn filled(words: impl Iterator<Item = String>) -> String {
    const INDENT: &str = "       ";
    let (mut text, mut line) = (String::new(), INDENT.to_owned());
    for word in words {
        if line.len() + word.len() + 2 > WIDTH {
            text += &line;
            text.push('\n');
            INDENT.clone_into(&mut line);
        }
        let _ = write!(line, " {word},");
    }
    text + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsv::Table;

    #[test]
    fn a_package_has_the_modules_of_each_system() {
        let table = "name\ton\tpart\tbeneath\tinstall\nos\tall\tnative\t\tlate\nposix\tunix\tnative\tos\tlate\n\
                     msvcrt\twindows\tnative\t\tlate\nerrno\tall\tnative\t\tlate\n";
        let table = Table::parse(table).unwrap();
        let modules: Vec<Module> = table.rows().map(|row| Module::of(row).unwrap()).collect();
        let expected = "from . import (\n    errno as errno,\n    os as os,\n)\n\n\
                        if sys.platform == \"win32\":\n    from . import (\n        msvcrt as msvcrt,\n    )\n\n";
        assert_eq!(imported(&modules), expected);
    }

    #[test]
    fn what_is_written_stands_between_marks() {
        let stub = format!("import sys\n    {BEGIN}old\n    {END}rest\n");
        let new = format!("import sys\n    {BEGIN}new\n    {END}rest\n");
        assert_eq!(between_marks(&stub, "new\n").unwrap(), new);
        assert_eq!(between_marks("rest\n", "new\n"), None);
    }

    #[test]
    fn names_of_a_stub() {
        let stub = "import sys\nfrom a import b\nX: Final = 1\nerror = OSError\nenviron: dict[str, str]\n@overload\n\
                    def f(\n    path: str,\n) -> None: ...\nclass Result(tuple[int]):\n    st: int\nif sys.x >= (3, 1):\n    y: int\nelse:\n";
        assert_eq!(declared(stub).collect::<Vec<_>>(), ["X", "error", "environ", "f", "Result"]);
        let text = handed_on(stub);
        assert!(
            text.contains("        Result, X, _Arguments, _Variables, _exit, error, f,\n"),
            "{text}"
        );
        assert!(
            text.contains("        \"Result\", \"X\", \"_exit\", \"error\", \"f\",\n"),
            "{text}"
        );
    }

    #[test]
    fn lines_are_full() {
        let text = filled((10..60).map(|n| format!("word{n}")));
        let lengths: Vec<usize> = text.lines().map(str::len).collect();
        assert_eq!(lengths, [119, 119, 119, 71]);
    }
}
