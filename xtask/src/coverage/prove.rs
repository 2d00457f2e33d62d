//! Proving what is said to be typed: the command reads it, and where that does no harm, runs it.
//!
//! Every option has to be in the command's own definition. Then the line is run as it stands, with something in the place
//! of words like `PID`: a name that nobody has, the number of a process that was started for this. What stops processes
//! runs with `--dry-run` added.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::definition::{Definition, Invocation};
use super::shell;
use crate::run::{self, Result};

/// A name that no process has.
const NOBODY: &str = "no-such-program";

/// What a documentation's placeholders are when the line is run; `PID` and its like, `FILE` come with the [`Prover`].
const PLACEHOLDERS: [(&str, &str); 11] = [
    ("NAME", NOBODY),
    ("PATTERN", NOBODY),
    ("WORD", NOBODY),
    ("USER", "daemon"),
    ("GROUP", "daemon"),
    ("TTY", "pts/4000"),
    ("PORT", "1"),
    (":PORT", ":1"),
    ("AGE", "3650d"),
    ("TIME", "1s"),
    ("CGROUP", "/no-such-group"),
];

/// What a command may exit with: done, nothing matched, not allowed to look at every process, the time was up.
const TAKEN: [i32; 4] = [0, 1, 3, 124];

/// The command, and what it is tried on.
pub(crate) struct Prover {
    program: PathBuf,
    definition: Definition,
    target: Target,
    /// With the target's number in it.
    file: PathBuf,
}

impl Prover {
    /// Builds the command.
    pub(crate) fn new() -> Result<Self> {
        let program = build()?;
        let script = run::output(run::program(&program).args(["completions", "fish"]))?;
        let target = Target(run::program("sleep").arg("600").stdout(Stdio::null()).spawn()?);
        let folder = run::target_dir()?.join("xtask");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("pid");
        std::fs::write(&file, format!("{}\n", target.0.id()))?;
        Ok(Self { program, definition: Definition::parse(&script), target, file })
    }

    pub(crate) fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Whether the command takes a line; if not, what it says.
    pub(crate) fn prove(&self, line: &str) -> std::result::Result<(), String> {
        let words = shell::words(line);
        let Some(("ostler", words)) =
            words.split_first().map(|(first, rest)| (first.as_str(), rest))
        else {
            return Err("does not start with `ostler`".to_owned());
        };
        let invocation = self.definition.read(words)?;
        if !is_run(&invocation) {
            return Ok(());
        }
        let mut command = Command::new(&self.program);
        command.current_dir(run::root()).stdin(Stdio::null());
        command.args(words.iter().map(|word| self.filled(word))).args(harmless(&invocation));
        let output = command.output().map_err(|error| error.to_string())?;
        if output.status.code().is_some_and(|code| TAKEN.contains(&code)) {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{}: {}", output.status, said.lines().next().unwrap_or_default()))
    }

    /// A word with something real in the place of a placeholder.
    fn filled(&self, word: &str) -> String {
        match word {
            "PID" | "PGID" | "SID" => self.target.0.id().to_string(),
            "FILE" => self.file.display().to_string(),
            _ => PLACEHOLDERS
                .iter()
                .find(|(placeholder, _)| *placeholder == word)
                .map_or(word, |(_, real)| real)
                .to_owned(),
        }
    }
}

/// A process to be looked at. It is gone when this is.
struct Target(Child);

impl Drop for Target {
    fn drop(&mut self) {
        // There is no more to be done if it is gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether a line can be run here: it ends by itself, needs no terminal, and does nothing that `--dry-run` does not avert.
fn is_run(invocation: &Invocation) -> bool {
    let has = |name: &str| invocation.flags.iter().any(|flag| flag.name == name);
    match invocation.subcommand.as_str() {
        // What it does without arguments is ask.
        "kill" => !(invocation.flags.is_empty() && invocation.words.is_empty()),
        // A lock on the file is what `-L` is about, and nobody holds one.
        "ps" => !has("--watch") && !has("--logpidfile"),
        "tree" | "show" | "port" | "wait" | "suspend" | "resume" => true,
        _ => false,
    }
}

/// What is added, so that nothing happens.
fn harmless(invocation: &Invocation) -> &'static [&'static str] {
    let has = |name: &str| invocation.flags.iter().any(|flag| flag.name == name);
    match invocation.subcommand.as_str() {
        "kill" if has("--list") || has("--dry-run") => &[],
        "kill" => &["--dry-run"],
        "suspend" | "resume" if !has("--dry-run") => &["--dry-run"],
        "wait" if !has("--timeout") => &["--timeout=0s"],
        _ => &[],
    }
}

fn build() -> Result<PathBuf> {
    let cargo = &mut run::cargo();
    let messages =
        run::messages(cargo.args(["build", "--package", "ostler-cli", "--bin", "ostler"]))?;
    let program = messages.iter().filter_map(|message| message["executable"].as_str()).next_back();
    Ok(program.map(|path| Path::new(path).to_owned()).ok_or("cargo build left no command")?)
}

#[cfg(test)]
mod tests {
    use super::super::definition::tests::SCRIPT;
    use super::*;

    fn read(line: &str) -> Invocation {
        Definition::parse(SCRIPT).read(&shell::words(line)).unwrap()
    }

    #[test]
    fn nothing_is_stopped() {
        assert!(!is_run(&read("kill")));
        assert_eq!(harmless(&read("kill -9 PID")), ["--dry-run"]);
        assert_eq!(harmless(&read("kill -l")), [""; 0]);
        assert!(is_run(&read("ps -q NAME")));
        assert!(!is_run(&read("ps --watch 2")));
    }
}
