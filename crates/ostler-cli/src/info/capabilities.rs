//! What the functions of `os` can be asked for.

use ostler::os;
use serde::Serialize;

use crate::report::Report;

#[derive(Debug, Serialize)]
pub(crate) struct Capabilities {
    dir_fd: Vec<&'static str>,
    fd: Vec<&'static str>,
    follow_symlinks: Vec<&'static str>,
    effective_ids: Vec<&'static str>,
}

impl Capabilities {
    pub(crate) fn read() -> Self {
        Self {
            dir_fd: os::supports_dir_fd().iter().collect(),
            fd: os::supports_fd().iter().collect(),
            follow_symlinks: os::supports_follow_symlinks().iter().collect(),
            effective_ids: os::supports_effective_ids().iter().collect(),
        }
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let list = |names: &[&str]| {
            if names.is_empty() { "none".to_owned() } else { names.join(" ") }
        };
        report
            .section("Capabilities")
            .line("dir_fd", list(&self.dir_fd))
            .line("descriptor", list(&self.fd))
            .line("nofollow", list(&self.follow_symlinks))
            .line("effective ids", list(&self.effective_ids));
    }
}
