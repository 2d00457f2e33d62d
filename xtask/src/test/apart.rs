//! Commands that run where they cannot change the machine: in namespaces of their own, with a `/dev` of their own.

use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::OnceLock;

use crate::run::{self, Result};
use crate::setup;

/// What `unshare` is told: mounts, the host's name and queues of messages.
const NAMESPACES: [&str; 3] = ["--mount", "--uts", "--ipc"];

/// How the commands of a run are kept apart from the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apart {
    /// In namespaces of their own.
    Namespaces,
    /// By the permissions of an ordinary user.
    User,
    /// Not at all: this superuser may not make namespaces.
    No,
}

impl Apart {
    pub(crate) fn find() -> Self {
        static FOUND: OnceLock<Apart> = OnceLock::new();
        *FOUND.get_or_init(|| {
            if !setup::is_root() {
                return Self::User;
            }
            let able = run::succeeds(&mut Self::Namespaces.wrapped(&Command::new("true")));
            if able { Self::Namespaces } else { Self::No }
        })
    }

    /// What this is called in the summary of a run.
    pub(crate) const fn said(self) -> &'static str {
        match self {
            Self::Namespaces => "in namespaces of their own, with a /dev of their own",
            Self::User => "as an ordinary user",
            Self::No => "on the machine itself: unshare is not permitted to make namespaces",
        }
    }

    /// [`run::tee`] of a command that is kept apart.
    pub(crate) fn tee(self, command: &Command) -> Result<(ExitStatus, String)> {
        run::announce(command);
        run::tee_quietly(&mut self.wrapped(command))
    }

    /// The command as it is run.
    pub(crate) fn wrapped(self, command: &Command) -> Command {
        let mut wrapped = if self == Self::Namespaces {
            let mut unshare = run::program("unshare");
            unshare.args(NAMESPACES).arg("sh").arg(script()).arg("/dev").arg(command.get_program());
            unshare
        } else {
            run::program(command.get_program())
        };
        wrapped.args(command.get_args()).stdin(Stdio::null());
        if let Some(folder) = command.get_current_dir() {
            wrapped.current_dir(folder);
        }
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => wrapped.env(name, value),
                None => wrapped.env_remove(name),
            };
        }
        wrapped
    }
}

/// What gives a command its `/dev`.
fn script() -> PathBuf {
    run::root().join("xtask/src/devices.sh")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_changed_apart() {
        let apart = Apart::find();
        if apart != Apart::Namespaces {
            eprintln!("skipped: {}", apart.said());
            return;
        }
        let before = std::fs::metadata("/dev/null").unwrap();
        let mut command = Command::new("sh");
        command
            .args(["-c", "chmod 600 /dev/null && chown 1:2 /dev/null && stat -c %a%u%g /dev/null"]);
        let (status, said) = apart.tee(&command).unwrap();
        assert!(status.success() && said == "60012\n", "{status}: {said}");
        let after = std::fs::metadata("/dev/null").unwrap();
        let owners = |it: &std::fs::Metadata| {
            use std::os::unix::fs::MetadataExt as _;
            (it.mode(), it.uid(), it.gid())
        };
        assert_eq!(owners(&before), owners(&after));
    }
}
