//! What a new program is given: arguments and environment, and where it is looked for.

#[cfg(unix)]
use std::env::VarsOs;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use ostler_sys::processes::{Pointers, Strings};

use crate::audit::Arg;
use crate::error::{Error, Result};

/// The environment of the calling process, where one may be given: the reference's `env=None`.
///
/// ```
/// use ostler::os;
/// let pid = os::posix_spawn("/bin/true", ["true"], os::INHERIT)?;
/// # assert!(os::waitpid(pid, os::WaitOptions::empty())?.1.success());
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(unix)]
pub const INHERIT: Option<VarsOs> = None;

/// The environment of a program to be: variables that were given, or a copy of this process's own.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct ChildEnv {
    variables: Strings,
    path: Option<OsString>,
    inherited: bool,
    illegal_name: bool,
}

impl ChildEnv {
    /// A copy of this process's environment.
    pub fn inherited() -> Self {
        Self { inherited: true, illegal_name: false, ..std::env::vars_os().collect() }
    }

    #[cfg(unix)]
    pub(super) fn new<K, V>(given: Option<impl IntoIterator<Item = (K, V)>>) -> Self
    where
        K: AsRef<OsStr>,
        V: AsRef<OsStr>,
    {
        given.map_or_else(Self::inherited, |variables| variables.into_iter().collect())
    }

    /// The vector for the call, if every variable is one.
    pub(crate) fn pointers(&self) -> Result<Pointers<'_>> {
        if self.illegal_name {
            return Err(Error::value("illegal environment variable name"));
        }
        // Windows hands the live one on itself, with what it keeps there and shows nobody.
        #[cfg(windows)]
        if self.inherited {
            return Ok(Pointers::none());
        }
        pointers(&self.variables)
    }

    /// The variables for an audit event: `None` where they are inherited.
    pub(super) fn views(&self) -> Option<Vec<&OsStr>> {
        (!self.inherited).then(|| self.variables.iter().collect())
    }

    /// The files a program's name may mean, in the order in which they are tried: a name with a directory in it means
    /// itself, any other is looked for in each directory of this environment's `PATH`.
    pub(super) fn candidates(&self, file: &OsStr) -> Vec<PathBuf> {
        let separators = if cfg!(windows) { &b"/\\:"[..] } else { b"/" };
        if file.as_encoded_bytes().iter().any(|byte| separators.contains(byte)) {
            return vec![file.into()];
        }
        let path = self.path.as_deref().unwrap_or(OsStr::new(crate::os::defpath));
        std::env::split_paths(path).map(|dir| dir.join(file)).collect()
    }
}

impl<K: AsRef<OsStr>, V: AsRef<OsStr>> FromIterator<(K, V)> for ChildEnv {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(given: I) -> Self {
        let mut variables = Strings::default();
        let mut path = None;
        let mut illegal_name = false;
        for (name, value) in given {
            let (name, value) = (name.as_ref(), value.as_ref());
            let is_path =
                if cfg!(windows) { name.eq_ignore_ascii_case("PATH") } else { name == "PATH" };
            if is_path && path.is_none() {
                path = Some(value.to_owned());
            }
            illegal_name |= illegal(name);
            variables.push_pair(name, value);
        }
        Self { variables, path, inherited: false, illegal_name }
    }
}

/// Whether a name cannot be told from its value again. A first `=` is part of the name: there are such variables, and
/// [`std::env::vars_os`] gives them so.
fn illegal(name: &OsStr) -> bool {
    name.as_encoded_bytes().split_first().is_none_or(|(_, rest)| rest.contains(&b'='))
}

/// The vector for the call.
pub(crate) fn pointers(strings: &Strings) -> Result<Pointers<'_>> {
    strings.pointers().map_err(|_| Error::value("embedded null byte"))
}

/// A program has a name for itself, its first argument, and the reference insists on one.
pub(crate) fn check_name(function: &str, args: &Strings) -> Result<()> {
    match args.iter().next() {
        None => Err(Error::value(format!("{function}: argv must not be empty"))),
        Some(name) if name.is_empty() => {
            Err(Error::value(format!("{function}: argv first element cannot be empty")))
        }
        Some(_) => Ok(()),
    }
}

/// Calls `raise` with the arguments of an event about a program: path, arguments, environment.
pub(crate) fn with_event<T>(
    program: Arg<'_>,
    args: &Strings,
    env: &ChildEnv,
    raise: impl FnOnce([Arg<'_>; 3]) -> T,
) -> T {
    let args: Vec<&OsStr> = args.iter().collect();
    let env = env.views();
    raise([program, Arg::Strs(&args), env.as_deref().into()])
}
