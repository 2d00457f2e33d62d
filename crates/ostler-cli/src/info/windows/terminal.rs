//! The console, and which of the standard streams are it.

use ostler::os;
use serde::Serialize;

use crate::report::Report;

#[derive(Debug, Serialize)]
pub(crate) struct Terminal {
    stdin: bool,
    stdout: bool,
    stderr: bool,
    columns: Option<u16>,
    lines: Option<u16>,
}

impl Terminal {
    pub(crate) fn read() -> Self {
        let size = os::get_terminal_size_with(std::io::stdout())
            .or_else(|_| os::get_terminal_size_with(std::io::stderr()))
            .ok();
        Self {
            stdin: os::isatty(std::io::stdin()),
            stdout: os::isatty(std::io::stdout()),
            stderr: os::isatty(std::io::stderr()),
            columns: size.map(|size| size.columns),
            lines: size.map(|size| size.lines),
        }
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let size =
            self.columns.zip(self.lines).map(|(columns, lines)| format!("{columns} x {lines}"));
        let said = |is_terminal| if is_terminal { "a console" } else { "not a console" };
        report
            .section("Terminal")
            .line("stdin", said(self.stdin))
            .line("stdout", said(self.stdout))
            .line("stderr", said(self.stderr))
            .maybe("size", size, "unknown");
    }
}
