//! Asking the compiler whether paths exist.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::spelling::Spelling;
use crate::run::{self, Result};
use crate::targets::{self, Toolchain};

/// What the compiler says to a spelling.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// It exists; which of its forms is right.
    Found(usize),
    /// It does not; why.
    Rejected(String),
}

/// A compiler with the library at hand.
pub(crate) struct Compiler {
    toolchain: Option<Toolchain>,
    library: PathBuf,
}

impl Compiler {
    /// For this machine.
    pub(crate) fn host() -> Result<Self> {
        let library = check(run::cargo().arg("check"))?;
        Ok(Self { toolchain: None, library })
    }

    /// For another.
    pub(crate) fn target(toolchain: Toolchain) -> Result<Self> {
        let library = check(&mut toolchain.cargo(&["check"])?)?;
        Ok(Self { toolchain: Some(toolchain), library })
    }

    /// Judges every spelling: compiles them all, turns to the next form of those rejected, and again.
    pub(crate) fn judge(&self, spellings: &[Spelling]) -> Result<Vec<Verdict>> {
        let mut verdicts = vec![Verdict::Found(0); spellings.len()];
        loop {
            let probe = Probe::new(spellings, &verdicts);
            let rejected = self.compile(&probe)?;
            if rejected.is_empty() {
                return Ok(verdicts);
            }
            for (n, message) in rejected {
                if let Verdict::Found(form) = verdicts[n] {
                    verdicts[n] = if form + 1 < spellings[n].forms().len() {
                        Verdict::Found(form + 1)
                    } else {
                        Verdict::Rejected(message)
                    };
                }
            }
        }
    }

    /// Which spellings of the probe the compiler complains about.
    fn compile(&self, probe: &Probe) -> Result<Vec<(usize, String)>> {
        let folder = run::target_dir()?.join("xtask");
        std::fs::create_dir_all(&folder)?;
        let source = folder.join("probe.rs");
        std::fs::write(&source, &probe.text)?;
        let deps = self.library.parent().unwrap_or(Path::new(""));
        let mut rustc =
            self.toolchain.as_ref().map_or_else(targets::rustc, |toolchain| toolchain.rustc(deps));
        rustc
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--cap-lints=allow"])
            .arg("--error-format=json")
            .arg("--out-dir")
            .arg(&folder)
            .arg("--extern")
            .arg(format!("ostler={}", self.library.display()))
            .arg("-L")
            .arg(format!("dependency={}", deps.display()))
            .arg(&source);
        let output = rustc.output()?;
        let errors = errors(&String::from_utf8_lossy(&output.stderr));
        let mut rejected = Vec::new();
        let mut lost = Vec::new();
        for error in &errors {
            let lines: Vec<usize> =
                error.lines.iter().filter_map(|line| probe.spelling_at(*line)).collect();
            if lines.is_empty() {
                lost.push(error.message.as_str());
            }
            rejected.extend(lines.into_iter().map(|n| (n, error.message.clone())));
        }
        if rejected.is_empty() && !output.status.success() {
            return Err(format!("{}: {}", source.display(), lost.join("\n")).into());
        }
        Ok(rejected)
    }
}

/// Checks the library and says where its metadata are.
fn check(cargo: &mut Command) -> Result<PathBuf> {
    let messages = run::messages(cargo.args(["--package", "ostler", "--lib"]))?;
    let library = messages
        .iter()
        .filter(|message| {
            message["reason"] == "compiler-artifact"
                && message["target"]["name"] == "ostler"
                && message["target"]["kind"][0] == "lib"
        })
        .filter_map(|message| message["filenames"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|file| file.extension().is_some_and(|extension| extension == "rmeta"));
    Ok(library.ok_or("cargo check left no metadata of the library")?)
}

/// A file that names things, one to a line.
struct Probe {
    text: String,
    /// For each line the spelling on it.
    lines: Vec<Option<usize>>,
}

impl Probe {
    fn new(spellings: &[Spelling], verdicts: &[Verdict]) -> Self {
        let mut probe = Self { text: String::new(), lines: Vec::new() };
        for imports in [true, false] {
            if !imports {
                probe.line("pub fn members() {", None);
            }
            for (n, (spelling, verdict)) in spellings.iter().zip(verdicts).enumerate() {
                if let Verdict::Found(form) = verdict
                    && spelling.is_import() == imports
                {
                    probe.line(&spelling.forms()[*form], Some(n));
                }
            }
        }
        probe.line("}", None);
        probe
    }

    fn line(&mut self, text: &str, spelling: Option<usize>) {
        self.text.push_str(text);
        self.text.push('\n');
        self.lines.push(spelling);
    }

    /// The spelling on a line, counted from 1.
    fn spelling_at(&self, line: usize) -> Option<usize> {
        *self.lines.get(line.checked_sub(1)?)?
    }
}

struct Complaint {
    message: String,
    lines: Vec<usize>,
}

/// The errors among a compiler's JSON messages, with the lines they are about.
fn errors(messages: &str) -> Vec<Complaint> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["level"] == "error")
        .map(|message| {
            let spans = message["spans"].as_array().map_or(&[][..], Vec::as_slice);
            let lines = spans
                .iter()
                .filter(|span| span["is_primary"] == true)
                .filter_map(|span| usize::try_from(span["line_start"].as_u64()?).ok())
                .collect();
            Complaint { message: advice(&message), lines }
        })
        .collect()
}

fn advice(message: &Value) -> String {
    let text = message["message"].as_str().unwrap_or_default();
    match message["code"]["code"].as_str() {
        // A path without its type arguments: it does exist.
        Some("E0282" | "E0283" | "E0790") => {
            format!("exists, but is generic: claims.tsv has to give its types ({text})")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lead_back_to_spellings() {
        let spellings =
            ["ostler::os::A::b", "ostler::os::open", "ostler::os::close"].map(Spelling::parse);
        // `A` has no small letter and passes for a module: all three are imports.
        let verdicts = [Verdict::Found(0), Verdict::Rejected(String::new()), Verdict::Found(0)];
        let probe = Probe::new(&spellings, &verdicts);
        assert_eq!(probe.spelling_at(1), Some(0));
        assert_eq!(probe.spelling_at(2), Some(2));
        assert_eq!(probe.spelling_at(3), None);
        assert_eq!(probe.spelling_at(0), None);
        assert_eq!(probe.spelling_at(99), None);
    }

    #[test]
    fn one_error_may_be_about_several_lines() {
        let json = r#"{"level":"error","message":"unresolved imports","code":{"code":"E0432"},"spans":[
            {"is_primary":true,"line_start":3},{"is_primary":true,"line_start":7},{"is_primary":false,"line_start":9}]}"#
            .replace('\n', "");
        let text = format!("{json}\n{{\"level\":\"warning\",\"spans\":[]}}\nnot json\n");
        let errors = errors(&text);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].lines, [3, 7]);
    }
}
