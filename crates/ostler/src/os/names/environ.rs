//! The environment of the process.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use ostler_sys as sys;

use super::Environ;
use crate::audit::{audit, events};
use crate::error::{Error, Result};
use crate::os::at::with_str;

/// Whether the system's environment is made of bytes: `os.supports_bytes_environ`.
#[allow(non_upper_case_globals)]
pub const supports_bytes_environ: bool = cfg!(unix);

/// The environment as it was when first asked for, or last reloaded.
static CAPTURED: RwLock<Option<Environ>> = RwLock::new(None);

fn capture() -> Environ {
    let mut all = Environ::new();
    for (key, value) in sys::environ::variables() {
        // Of two variables with one name the first counts, as for `getenv(3)`.
        if !all.contains(&key) {
            all.insert(key, value);
        }
    }
    all
}

/// Looks at the captured environment; captures it, if nobody has.
fn captured<T>(look: impl FnOnce(&Environ) -> T) -> T {
    if let Some(environ) = &*CAPTURED.read().unwrap_or_else(PoisonError::into_inner) {
        return look(environ);
    }
    let mut place = CAPTURED.write().unwrap_or_else(PoisonError::into_inner);
    look(place.get_or_insert_with(capture))
}

/// The environment of the process: `os.environ`.
///
/// It is captured once, when this module first looks at it; [`reload_environ`] captures it again. What is returned is the
/// caller's own: changing it changes neither the process's environment nor what others get from here. Pass it to a
/// program to be run.
///
/// On Windows names have no case; they are in capitals here.
///
/// ```
/// for (name, value) in &ostler::os::environ() {
///     println!("{}={}", name.display(), value.display());
/// }
/// ```
pub fn environ() -> Environ {
    captured(Environ::clone)
}

/// Captures the process's environment again: `os.reload_environ()`.
///
/// What [`environ`] gave before does not change.
///
/// ```
/// use ostler::os;
/// os::reload_environ();
/// assert_eq!(os::getenv("PATH"), std::env::var_os("PATH"));
/// ```
pub fn reload_environ() {
    let now = capture();
    *CAPTURED.write().unwrap_or_else(PoisonError::into_inner) = Some(now);
}

/// The value of an environment variable, from [`environ`]: `os.getenv(key)`.
///
/// The reference's default is `unwrap_or`. A program that looks often, or wants no copy, asks an [`Environ`] it keeps.
///
/// ```
/// use ostler::os;
/// let editor = os::getenv("EDITOR").unwrap_or("vi".into());
/// assert_eq!(os::getenv("no such variable"), None);
/// ```
pub fn getenv(key: impl AsRef<OsStr>) -> Option<OsString> {
    let key = key.as_ref();
    captured(|environ| environ.get(key).map(OsStr::to_owned))
}

/// Where programs are looked for: `os.get_exec_path(env=None)`.
///
/// The directories of `PATH` in `env`, or in [`environ`]; those of [`defpath`](crate::os::defpath) if there is none. An
/// empty one means the current directory.
///
/// ```
/// use ostler::os::{self, Environ};
/// use std::path::Path;
///
/// let env = Environ::from_iter([("PATH", "/opt/bin:/bin")]);
/// assert_eq!(os::get_exec_path(Some(&env)), [Path::new("/opt/bin"), Path::new("/bin")]);
/// assert_eq!(os::get_exec_path(Some(&Environ::new())).len(), 2);
/// ```
pub fn get_exec_path(env: Option<&Environ>) -> Vec<PathBuf> {
    let directories = |environ: &Environ| {
        let path = environ.get("PATH").unwrap_or(OsStr::new(crate::os::defpath));
        sys::environ::split_paths(path)
    };
    env.map_or_else(|| captured(directories), directories)
}

/// Sets a variable in the process's environment: `os.putenv(key, value)`, `setenv(3)`, `_wputenv`.
///
/// On Windows an empty value removes the variable, as it does for the reference.
///
/// [`environ`] and [`getenv`] see it after [`reload_environ`]; programs run with the process's environment see it at
/// once. The safe way to run a program with another environment is to pass it an [`Environ`].
///
/// # Safety
///
/// As for [`std::env::set_var`]: while this runs, no other thread may read or write the environment other than through
/// `std::env` or this module. C libraries do, to find the time zone or the locale, say.
///
/// # Errors
///
/// `Value` for a name with `=` in it, or a NUL byte in either; `EINVAL` for an empty name. On Windows `Value` also for a
/// variable of more than 32,767 units.
///
/// # Audit
///
/// `os.putenv` with `key`, `value`.
///
/// ```
/// use ostler::os;
/// // SAFETY: the program has one thread.
/// unsafe { os::putenv("GREETING", "hello")? };
/// assert_eq!(std::env::var("GREETING").unwrap(), "hello");
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub unsafe fn putenv(key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Result<()> {
    let (key, value) = (key.as_ref(), value.as_ref());
    check_name(key)?;
    with_str(key, |c_key| {
        with_str(value, |c_value| {
            #[cfg(windows)]
            if c_key.units().len() + c_value.units().len() + 1 > sys::environ::LONGEST {
                return Err(Error::value(format!(
                    "the environment variable is longer than {} characters",
                    sys::environ::LONGEST
                )));
            }
            audit!(events::Putenv { key, value });
            // SAFETY: the caller's promise.
            Ok::<_, Error>(unsafe { sys::environ::setenv(c_key, c_value) }?)
        })
    })
}

/// Removes a variable from the process's environment: `os.unsetenv(key)`, `unsetenv(3)`, `_wputenv`.
///
/// # Safety
///
/// As for [`putenv`].
///
/// # Errors
///
/// `EINVAL` for a name that is empty or has `=` in it (on Windows `Value` for the second); `Value` for one with a NUL byte.
///
/// # Audit
///
/// `os.unsetenv` with `key`.
///
/// ```
/// use ostler::os;
/// // SAFETY: the program has one thread.
/// unsafe { os::unsetenv("GREETING")? };
/// assert_eq!(std::env::var_os("GREETING"), None);
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub unsafe fn unsetenv(key: impl AsRef<OsStr>) -> Result<()> {
    let key = key.as_ref();
    #[cfg(windows)]
    check_name(key)?;
    with_str(key, |c_key| {
        audit!(events::Unsetenv { key });
        // SAFETY: the caller's promise.
        Ok::<_, Error>(unsafe { sys::environ::unsetenv(c_key) }?)
    })
}

/// Windows keeps variables of its own whose names begin with `=`; the runtime refuses to set them.
fn check_name(key: &OsStr) -> Result<()> {
    let from = usize::from(cfg!(windows));
    if key.as_encoded_bytes().iter().skip(from).any(|byte| *byte == b'=') {
        return Err(Error::value("illegal environment variable name"));
    }
    Ok(())
}
