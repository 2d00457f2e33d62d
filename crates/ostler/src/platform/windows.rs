//! Windows.

/// A release of Windows: what [`win32_ver`] says. What cannot be found out is empty.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Win32Ver {
    /// The release: `11`, `2022Server`.
    pub release: String,
    /// The version: `10.0.22631`.
    pub version: String,
    /// The service pack: `SP1`.
    pub csd: String,
    /// For how many processors the system was built: `Multiprocessor Free`.
    pub ptype: String,
}

/// Which Windows this is: `platform.win32_ver()`. All is empty on other systems.
///
/// ```
/// let windows = ostler::platform::win32_ver();
/// # #[cfg(unix)]
/// assert_eq!(windows.release, "");
/// ```
pub fn win32_ver() -> Win32Ver {
    win32_ver_with(Win32Ver::default())
}

/// [`win32_ver`] with what is answered where something cannot be found out:
/// `platform.win32_ver(release='', version='', csd='', ptype='')`.
///
/// ```
/// use ostler::platform::{Win32Ver, win32_ver_with};
/// let preset = Win32Ver { release: "none".into(), ..Win32Ver::default() };
/// # #[cfg(unix)]
/// assert_eq!(win32_ver_with(preset.clone()), preset);
/// ```
#[cfg(not(windows))]
pub fn win32_ver_with(preset: Win32Ver) -> Win32Ver {
    preset
}

/// The edition of Windows, `Enterprise`, `ServerStandard`, `IoTUAP`: `platform.win32_edition()`. `None` if it cannot be
/// found out, as on every other system.
///
/// ```
/// # #[cfg(unix)]
/// assert_eq!(ostler::platform::win32_edition(), None);
/// ```
#[cfg(not(windows))]
pub fn win32_edition() -> Option<String> {
    None
}

/// Whether [`win32_edition`] is one for small devices: `platform.win32_is_iot()`. No other system is.
///
/// ```
/// # #[cfg(unix)]
/// assert!(!ostler::platform::win32_is_iot());
/// ```
pub fn win32_is_iot() -> bool {
    const SMALL: [&str; 4] = ["IoTUAP", "NanoServer", "WindowsCoreHeadless", "IoTEdgeOS"];
    win32_edition().is_some_and(|edition| SMALL.contains(&edition.as_str()))
}
