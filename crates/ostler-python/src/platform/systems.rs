//! Which release of a system this is, for those that have functions of their own: None on every other.

#[cfg(windows)]
use ostler::platform::Win32Ver;
use ostler::platform::{self, AndroidVer, IOSVersionInfo, MacVer};
use pyo3::prelude::*;

use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module;
        mac_ver,
        ios_ver,
        android_ver,
        #[cfg(windows)]
        win32_ver,
        win32_edition,
        win32_is_iot,
    );
    Ok(())
}

type Text = String;

/// Release, version info and machine of a macOS.
#[pyfunction]
fn mac_ver() -> Option<(Text, (Text, Text, Text), Text)> {
    if !cfg!(target_os = "macos") {
        return None;
    }
    let MacVer { release, versioninfo, machine } = platform::mac_ver();
    (!release.is_empty()).then_some((release, versioninfo, machine))
}

/// System, release, model of an iOS, and whether it is simulated.
#[pyfunction]
fn ios_ver() -> Option<(Text, Text, Text, bool)> {
    let IOSVersionInfo { system, release, model, is_simulator } = platform::ios_ver();
    (!system.is_empty()).then_some((system, release, model, is_simulator))
}

/// Release, level of the interface, manufacturer, model and device of an Android, and whether it is emulated.
#[pyfunction]
fn android_ver() -> Option<(Text, u32, Text, Text, Text, bool)> {
    let AndroidVer { release, api_level, manufacturer, model, device, is_emulator } =
        platform::android_ver();
    let told = (release, api_level, manufacturer, model, device, is_emulator);
    (!told.0.is_empty()).then_some(told)
}

/// Release, version, service pack and kind of a Windows; what is given, in the place of what cannot be told.
#[cfg(windows)]
#[pyfunction]
#[pyo3(signature = (release, version, csd, ptype, /))]
fn win32_ver(release: Text, version: Text, csd: Text, ptype: Text) -> (Text, Text, Text, Text) {
    let preset = Win32Ver { release, version, csd, ptype };
    let Win32Ver { release, version, csd, ptype } = platform::win32_ver_with(preset);
    (release, version, csd, ptype)
}

/// Which edition of Windows this is; None if that cannot be told.
#[pyfunction]
fn win32_edition() -> Option<Text> {
    platform::win32_edition()
}

/// Whether this is an edition of Windows for small devices.
#[pyfunction]
fn win32_is_iot() -> bool {
    platform::win32_is_iot()
}
