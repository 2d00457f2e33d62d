//! Who this is.

use ostler::os;
use ostler::process::{Field, Process, Value};
use serde::Serialize;

use crate::output::Failure;
use crate::report::Report;

#[derive(Debug, Serialize)]
pub(crate) struct Identity {
    login: Option<String>,
    user: Option<String>,
    pid: i32,
    ppid: i32,
    session: Option<i64>,
}

impl Identity {
    pub(crate) fn read() -> Result<Self, Failure> {
        let me = Process::current()?.snapshot(Field::User | Field::Session)?;
        let user = match me.get(Field::User) {
            Some(Value::Text(name)) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        };
        Ok(Self {
            login: os::getlogin().ok().map(|name| name.to_string_lossy().into_owned()),
            user,
            pid: os::getpid(),
            ppid: os::getppid(),
            session: me.get(Field::Session).and_then(Value::as_int),
        })
    }

    pub(crate) fn render(&self, report: &mut Report) {
        report
            .section("Identity")
            .maybe("login", self.login.as_ref(), "unknown")
            .maybe("user", self.user.as_ref(), "unknown")
            .line("process", format_args!("{} (parent {})", self.pid, self.ppid))
            .maybe("session", self.session, "unknown");
    }
}
