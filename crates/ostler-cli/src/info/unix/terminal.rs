//! The terminal, and what the standard streams are.

use ostler::os;
use serde::Serialize;

use crate::report::Report;

#[derive(Debug, Serialize)]
pub(crate) struct Terminal {
    controlling: Option<String>,
    stdin: Option<String>,
    stdout: Option<String>,
    stderr: Option<String>,
    columns: Option<u16>,
    lines: Option<u16>,
}

impl Terminal {
    pub(crate) fn read() -> Self {
        let (stdin, stdout, stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
        let size = os::get_terminal_size_with(&stdout)
            .or_else(|_| os::get_terminal_size_with(&stderr))
            .or_else(|_| os::get_terminal_size_with(&stdin))
            .ok();
        let name = |name: ostler::Result<std::path::PathBuf>| {
            name.ok().map(|path| path.to_string_lossy().into_owned())
        };
        Self {
            controlling: name(os::ctermid()),
            stdin: name(os::ttyname(&stdin)),
            stdout: name(os::ttyname(&stdout)),
            stderr: name(os::ttyname(&stderr)),
            columns: size.map(|size| size.columns),
            lines: size.map(|size| size.lines),
        }
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let size =
            self.columns.zip(self.lines).map(|(columns, lines)| format!("{columns} x {lines}"));
        report
            .section("Terminal")
            .maybe("controlling", self.controlling.as_ref(), "none")
            .maybe("stdin", self.stdin.as_ref(), "not a terminal")
            .maybe("stdout", self.stdout.as_ref(), "not a terminal")
            .maybe("stderr", self.stderr.as_ref(), "not a terminal")
            .maybe("size", size, "unknown");
    }
}
