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
/// It is the version that `RtlGetVersion` tells, the release that is known by that number, and a text of the registry: no
/// service is asked, so that nothing waits for one.
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

/// [`win32_ver`] with what is answered where something cannot be found out:
/// `platform.win32_ver(release='', version='', csd='', ptype='')`.
#[cfg(windows)]
pub fn win32_ver_with(preset: Win32Ver) -> Win32Ver {
    let version = ostler_sys::identity::version();
    Win32Ver {
        release: release([version.major, version.minor, version.build], version.is_client)
            .map_or(preset.release, str::to_owned),
        version: format!("{}.{}.{}", version.major, version.minor, version.build),
        csd: format!("SP{}", version.service_pack),
        ptype: current("CurrentType").unwrap_or(preset.ptype),
    }
}

/// What a version is sold as, at a desk or as a server: `11`, `2022Server`. `None` for one before 2000.
#[doc(hidden)]
pub fn release(version: [u32; 3], is_client: bool) -> Option<&'static str> {
    const CLIENTS: [([u32; 3], &str); 11] = [
        ([10, 1, 0], "post11"),
        ([10, 0, 22_000], "11"),
        ([6, 4, 0], "10"),
        ([6, 3, 0], "8.1"),
        ([6, 2, 0], "8"),
        ([6, 1, 0], "7"),
        ([6, 0, 0], "Vista"),
        ([5, 2, 3790], "XP64"),
        ([5, 2, 0], "XPMedia"),
        ([5, 1, 0], "XP"),
        ([5, 0, 0], "2000"),
    ];
    const SERVERS: [([u32; 3], &str); 11] = [
        ([10, 1, 0], "post2025Server"),
        ([10, 0, 26_100], "2025Server"),
        ([10, 0, 20_348], "2022Server"),
        ([10, 0, 17_763], "2019Server"),
        ([6, 4, 0], "2016Server"),
        ([6, 3, 0], "2012ServerR2"),
        ([6, 2, 0], "2012Server"),
        ([6, 1, 0], "2008ServerR2"),
        ([6, 0, 0], "2008Server"),
        ([5, 2, 0], "2003Server"),
        ([5, 0, 0], "2000Server"),
    ];
    let known = if is_client { &CLIENTS } else { &SERVERS };
    known.iter().find(|(since, _)| *since <= version).map(|(_, name)| *name)
}

/// A text of what the registry has about this Windows.
#[cfg(windows)]
fn current(name: &str) -> Option<String> {
    text_of(r"SOFTWARE\Microsoft\Windows NT\CurrentVersion", name)
}

/// A text of the machine's part of the registry.
#[cfg(windows)]
pub(super) fn text_of(key: &str, name: &str) -> Option<String> {
    use ostler_sys::{identity, wide};
    let wide = |text: &str| wide::owned(text.as_ref()).ok();
    identity::registry_text(&wide(key)?, &wide(name)?)
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

/// The edition of Windows, `Enterprise`, `ServerStandard`, `IoTUAP`: `platform.win32_edition()`. `None` if the registry does
/// not have it.
#[cfg(windows)]
pub fn win32_edition() -> Option<String> {
    current("EditionID")
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
