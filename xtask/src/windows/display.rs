//! A display that nobody looks at.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::run::{self, Result};

/// An X server without a screen, ended when this is dropped.
pub(super) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts one, which picks a number that is free.
    pub(super) fn start() -> Result<Self> {
        let mut server = run::program("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "800x600x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        let name = format!(":{}", number.trim());
        if number.trim().is_empty() {
            server.wait()?;
            return Err("Xvfb does not start".into());
        }
        Ok(Self { server, name })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // One that has ended by itself is none any more.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
