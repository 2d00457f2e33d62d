//! Names, paths, arguments, environment, user, windows.

use std::ffi::{OsStr, OsString};
use std::os::windows::io::AsHandle as _;
use std::path::PathBuf;

use ostler_sys::process::{description, handle, modules, parameters, user};
use ostler_sys::wide;

use crate::process::Status;
use crate::process::attributes::reads;
use crate::process::code::Code;
use crate::process::reader::Reader;

reads! {
    /// What its program's file says that it is, in words: `FileDescription`, the task manager's "description"; the
    /// `Description` of `Win32_Process` is its name. `None` if it says nothing.
    ///
    /// # Platforms
    ///
    /// Windows.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.description()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    description: Option<OsString> = "description", Reader::description;

    /// How many handles it has open: `psutil.Process.num_handles()`.
    ///
    /// # Platforms
    ///
    /// Windows.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// assert!(Process::current()?.num_handles()? > 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    num_handles: u32 = "handles", |reader| Ok(reader.entry()?.handles);

    /// The paths of what it has in use: the files it has open, those it has loaded code from, its program, its directory.
    /// [`users_of_file`](crate::process::users_of_file) asks the other way round.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// assert!(!Process::current()?.files()?.is_empty());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    files: Vec<OsString> = "files", Reader::files;

    /// What stands in the bars of its windows that somebody sees.
    ///
    /// # Platforms
    ///
    /// Windows.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.window_titles()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    window_titles: Vec<OsString> = "windows", |reader| Ok(reader.window_titles());
}

/// What a query asks for without a copy.
#[cfg(feature = "query")]
impl Reader {
    /// The name of its program, in the encoding of the standard library.
    pub(crate) fn name(&mut self) -> Result<&[u8], Code> {
        let name = match self.name.take() {
            Some(name) => name,
            None => self.name_text()?,
        };
        Ok(self.name.insert(name).as_encoded_bytes())
    }

    /// Its command line, likewise.
    pub(crate) fn command(&mut self) -> Result<&[u8], Code> {
        let command = match self.command.take() {
            Some(command) => command,
            None => self.command_text()?,
        };
        Ok(self.command.insert(command).as_encoded_bytes())
    }
}

impl Reader {
    pub(crate) fn name_text(&mut self) -> Result<OsString, Code> {
        let name = &self.entry()?.name;
        // The idle process has none.
        Ok(if name.is_empty() { "System Idle Process".into() } else { name.clone() })
    }

    pub(crate) fn exe(&mut self) -> Result<Option<PathBuf>, Code> {
        if self.is_kernel() {
            return Ok(None);
        }
        Ok(Some(handle::image(self.holder()?.handle()?)?.into()))
    }

    /// As it is: what it was started with is one text here.
    pub(crate) fn command_text(&mut self) -> Result<OsString, Code> {
        let line =
            if self.is_kernel() { OsString::new() } else { self.parameters()?.command_line()? };
        if !line.is_empty() {
            return Ok(line);
        }
        let mut name = OsString::from("[");
        name.push(self.name_text()?);
        name.push("]");
        Ok(name)
    }

    pub(crate) fn arguments(&mut self) -> Result<Vec<OsString>, Code> {
        if self.is_kernel() {
            return Ok(Vec::new());
        }
        let line = self.parameters()?.command_line()?;
        Ok(parameters::arguments(&line)?)
    }

    pub(crate) fn cwd(&mut self) -> Result<Option<PathBuf>, Code> {
        if self.is_kernel() {
            return Ok(None);
        }
        Ok(Some(self.parameters()?.directory()?.into()))
    }

    pub(crate) fn variables(&mut self) -> Result<Vec<(OsString, OsString)>, Code> {
        if self.is_kernel() {
            return Ok(Vec::new());
        }
        let variables = self.parameters()?.environment()?;
        Ok(variables.iter().filter_map(|text| variable(text)).collect())
    }

    /// Domain and name.
    pub(crate) fn user(&mut self) -> Result<(OsString, OsString), Code> {
        let identifier = user::of(self.holder()?.handle()?)?;
        Ok(self.context.accounts.user(identifier))
    }

    /// `DOMAIN\name`.
    pub(crate) fn username(&mut self) -> Result<OsString, Code> {
        let (mut full, name) = self.user()?;
        if !full.is_empty() {
            full.push("\\");
        }
        full.push(name);
        Ok(full)
    }

    pub(crate) fn description(&mut self) -> Result<Option<OsString>, Code> {
        let Some(path) = self.exe()? else { return Ok(None) };
        let Ok(path) = wide::owned(path.as_os_str()) else { return Ok(None) };
        Ok(description::of(&path)?)
    }

    /// The files it has open or has loaded code from, its program and its directory.
    pub(crate) fn files(&mut self) -> Result<Vec<OsString>, Code> {
        if self.is_kernel() {
            return Ok(Vec::new());
        }
        let process = self.inside()?;
        let mut files = modules::of(process.as_handle())?;
        files.extend(self.open_files()?.into_iter().map(|file| file.path.into_os_string()));
        files.extend(self.exe()?.map(PathBuf::into_os_string));
        files.extend(self.cwd()?.map(PathBuf::into_os_string));
        files.sort_unstable();
        files.dedup();
        Ok(files)
    }

    pub(crate) fn window_titles(&mut self) -> Vec<OsString> {
        let number = self.pid().cast_unsigned();
        let own =
            self.context.windows().iter().filter(|window| window.main && window.pid == number);
        own.map(|window| window.title()).filter(|title| !title.is_empty()).collect()
    }

    /// Whether one of its windows has not asked for messages for five seconds.
    pub(crate) fn hangs(&mut self) -> bool {
        let number = self.pid().cast_unsigned();
        let mut own = self.context.windows().iter().filter(|window| window.pid == number);
        own.any(|window| window.main && window.hangs())
    }

    /// Stopped, if every thread is; running otherwise.
    pub(crate) fn state(&mut self) -> Result<Status, Code> {
        let threads = &self.entry()?.threads;
        let stopped = !threads.is_empty() && threads.iter().all(|thread| thread.suspended);
        Ok(if stopped { Status::Stopped } else { Status::Running })
    }
}

/// Splits `NAME=value`; the names of the directories of drives begin with the sign.
fn variable(text: &OsStr) -> Option<(OsString, OsString)> {
    use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};

    let units: Vec<u16> = text.encode_wide().collect();
    let at = units.iter().skip(1).position(|unit| *unit == u16::from(b'='))? + 1;
    Some((OsString::from_wide(&units[..at]), OsString::from_wide(&units[at + 1..])))
}

#[cfg(test)]
mod tests {
    use super::variable;

    #[test]
    fn variables() {
        let split = |text: &str| {
            variable(text.as_ref())
                .map(|(name, value)| format!("{}|{}", name.display(), value.display()))
        };
        assert_eq!(split("A=b=c").as_deref(), Some("A|b=c"));
        assert_eq!(split("=C:=x").as_deref(), Some("=C:|x"));
        assert_eq!((split("A"), split(""), split("=")), (None, None, None));
    }
}
