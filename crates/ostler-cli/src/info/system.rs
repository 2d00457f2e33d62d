//! The system as a whole, section by section.

use serde::Serialize;

use super::capabilities::Capabilities;
#[cfg(unix)]
use super::own::Limits;
use super::own::{Clocks, Identity, Terminal};
use super::platform::System;
use super::processors::Processors;
use crate::output::Failure;
use crate::report::Report;

/// Everything `ostler info` shows.
#[derive(Debug, Serialize)]
pub(crate) struct Info {
    ostler: &'static str,
    system: System,
    processors: Processors,
    identity: Identity,
    #[cfg(unix)]
    limits: Limits,
    terminal: Terminal,
    clocks: Clocks,
    capabilities: Capabilities,
}

impl Info {
    /// Asks the system. What it will not say (no terminal, no login) is left out, not an error.
    pub(crate) fn read() -> Result<Self, Failure> {
        Ok(Self {
            ostler: env!("CARGO_PKG_VERSION"),
            system: System::read(),
            processors: Processors::read(),
            identity: Identity::read()?,
            #[cfg(unix)]
            limits: Limits::read(),
            terminal: Terminal::read(),
            clocks: Clocks::read(),
            capabilities: Capabilities::read(),
        })
    }

    /// The report for people.
    pub(crate) fn render(&self) -> String {
        let mut report = Report::new();
        self.system.render(&mut report);
        self.processors.render(&mut report);
        self.identity.render(&mut report);
        #[cfg(unix)]
        self.limits.render(&mut report);
        self.terminal.render(&mut report);
        self.clocks.render(&mut report);
        self.capabilities.render(&mut report);
        let mut more = report.section("More");
        #[cfg(unix)]
        more.line("tables", "ostler info conf");
        more.line("for scripts", "ostler info --json");
        report.finish()
    }
}
