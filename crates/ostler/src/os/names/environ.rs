//! The environment of the process.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use super::{Environ, EnvironBytes};
use crate::audit::audit;
use crate::error::{Error, Result};
use crate::os::at::with_str;
use crate::sys;

/// Whether the system's environment is made of bytes: `os.supports_bytes_environ`.
#[allow(non_upper_case_globals)]
pub const supports_bytes_environ: bool = true;

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
/// ```
/// for (name, value) in &ostler::os::environ() {
///     println!("{}={}", name.display(), value.display());
/// }
/// ```
pub fn environ() -> Environ {
    captured(Environ::clone)
}

/// [`environ`] seen as bytes: `os.environb`.
///
/// ```
/// let env = ostler::os::environb();
/// assert_eq!(env.contains("PATH"), std::env::var_os("PATH").is_some());
/// ```
pub fn environb() -> EnvironBytes {
    environ().into()
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

/// [`getenv`] in bytes: `os.getenvb(key)`.
///
/// ```
/// assert_eq!(ostler::os::getenvb("no such variable"), None);
/// ```
pub fn getenvb(key: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    getenv(OsStr::from_bytes(key.as_ref())).map(OsString::into_vec)
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
        std::env::split_paths(path).collect()
    };
    env.map_or_else(|| captured(directories), directories)
}

/// Sets a variable in the process's environment: `os.putenv(key, value)`, `setenv(3)`.
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
/// `Value` for a name with `=` in it, or a NUL byte in either; `EINVAL` for an empty name.
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
    if key.as_bytes().contains(&b'=') {
        return Err(Error::value("illegal environment variable name"));
    }
    with_str(key, |c_key| {
        with_str(value, |c_value| {
            audit!("os.putenv", key, value);
            // SAFETY: the caller's promise.
            Ok::<_, Error>(unsafe { sys::environ::setenv(c_key, c_value) }?)
        })
    })
}

/// Removes a variable from the process's environment: `os.unsetenv(key)`, `unsetenv(3)`.
///
/// # Safety
///
/// As for [`putenv`].
///
/// # Errors
///
/// `EINVAL` for a name that is empty or has `=` in it; `Value` for one with a NUL byte.
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
    with_str(key, |c_key| {
        audit!("os.unsetenv", key);
        // SAFETY: the caller's promise.
        Ok::<_, Error>(unsafe { sys::environ::unsetenv(c_key) }?)
    })
}
