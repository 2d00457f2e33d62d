//! Where a process runs: its session, the services it is for.

use std::ffi::OsString;

use crate::process::Value;
use crate::process::attributes::reads;
use crate::process::code::Code;
use crate::process::reader::Reader;

reads! {
    /// The number of its session.
    ///
    /// # Platforms
    ///
    /// Windows: that of the Remote Desktop Services; zero is that of the services.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// println!("{}", Process::current()?.session()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    session: u32 = "session", |reader| Ok(reader.entry()?.session);

    /// The name of its session, as `tasklist` has it: `Services`, `Console`, `RDP-Tcp#3`. `None` for one that is disconnected.
    ///
    /// # Platforms
    ///
    /// Windows.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.session_name()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    session_name: Option<OsString> = "session", Reader::session_name;

    /// The names of the services that run in it, as `tasklist /SVC` has them.
    ///
    /// # Platforms
    ///
    /// Windows: `EnumServicesStatusEx`.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// assert!(Process::current()?.services()?.is_empty());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    services: Vec<OsString> = "services", Reader::service_names;
}

impl Reader {
    pub(crate) fn session_name(&mut self) -> Result<Option<OsString>, Code> {
        let number = self.entry()?.session;
        Ok(self.context.session(number)?.cloned())
    }

    pub(crate) fn service_names(&mut self) -> Result<Vec<OsString>, Code> {
        let number = self.entry()?.pid;
        Ok(self.context.services(number)?.to_vec())
    }

    /// One text where there is one: hardly a process has several.
    pub(crate) fn services(&mut self) -> Result<Value, Code> {
        let mut names = self.service_names()?;
        Ok(if names.len() > 1 { names.into() } else { names.pop().into() })
    }
}
