//! Drives, volumes and where they are mounted.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::{OrPath as _, Result};
use crate::os::at::with_path;

/// The drives, as paths: `os.listdrives()`, `GetLogicalDriveStrings`.
///
/// # Errors
///
/// Hardly any.
///
/// # Audit
///
/// `os.listdrives` without arguments.
///
/// ```no_run
/// for drive in ostler::os::listdrives()? {
///     println!("{}", drive.display());      // C:\
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn listdrives() -> Result<Vec<PathBuf>> {
    audit!(events::Listdrives {});
    Ok(paths(&sys::files::listdrives()?))
}

/// The volumes, as paths such as `\\?\Volume{…}\`: `os.listvolumes()`, `FindFirstVolume`.
///
/// # Errors
///
/// Hardly any.
///
/// # Audit
///
/// `os.listvolumes` without arguments.
pub fn listvolumes() -> Result<Vec<PathBuf>> {
    audit!(events::Listvolumes {});
    Ok(paths(&sys::files::listvolumes()?))
}

/// The paths at which a volume is mounted: `os.listmounts(volume)`, `GetVolumePathNamesForVolumeName`.
///
/// # Errors
///
/// `EINVAL` for what is no name of a volume, `FileNotFound` for one that is not there.
///
/// # Audit
///
/// `os.listmounts` with `volume`.
pub fn listmounts(volume: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
    let volume = volume.as_ref();
    audit!(events::Listmounts { volume });
    Ok(paths(&with_path(volume, sys::files::listmounts).or_path(volume)?))
}

fn paths(names: &[Vec<u16>]) -> Vec<PathBuf> {
    names.iter().map(|name| OsString::from_wide(name).into()).collect()
}
