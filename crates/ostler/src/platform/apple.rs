//! macOS and iOS.

use std::path::Path;

use super::file;

/// A release of macOS: what [`mac_ver`] says. What cannot be found out is empty.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct MacVer {
    /// The release: `15.1`.
    pub release: String,
    /// Version, stage of development, number before the release. No macOS in use has them.
    pub versioninfo: (String, String, String),
    /// The kind of hardware: `arm64`.
    pub machine: String,
}

/// Where macOS says which it is.
const SYSTEM_VERSION: &str = "/System/Library/CoreServices/SystemVersion.plist";

/// Which macOS this is: `platform.mac_ver()`. All is empty on other systems.
///
/// # Audit
///
/// As [`os::open`](crate::os::open).
///
/// ```
/// let mac = ostler::platform::mac_ver();
/// assert_eq!(mac.release.is_empty(), !cfg!(target_os = "macos"));
/// ```
pub fn mac_ver() -> MacVer {
    mac_ver_with(MacVer::default())
}

/// [`mac_ver`] with what is answered on other systems:
/// `platform.mac_ver(release='', versioninfo=('', '', ''), machine='')`.
///
/// ```
/// use ostler::platform::{MacVer, mac_ver_with};
/// let preset = MacVer { release: "none".into(), ..MacVer::default() };
/// # #[cfg(target_os = "linux")]
/// assert_eq!(mac_ver_with(preset.clone()), preset);
/// ```
pub fn mac_ver_with(preset: MacVer) -> MacVer {
    match mac_release(Path::new(SYSTEM_VERSION)) {
        Some(release) => {
            let machine = match super::machine() {
                old if old == "ppc" || old == "Power Macintosh" => "PowerPC".to_owned(),
                machine => machine,
            };
            MacVer { release, versioninfo: Default::default(), machine }
        }
        None => preset,
    }
}

/// The release that a list of properties tells of.
#[doc(hidden)]
pub fn mac_release(path: &Path) -> Option<String> {
    const LONGEST: usize = 1 << 16;
    let text = String::from_utf8(file::read(path, LONGEST).ok()?).ok()?;
    let (_, behind) = text.split_once("<key>ProductVersion</key>")?;
    let (value, _) = behind.trim_start().strip_prefix("<string>")?.split_once("</string>")?;
    // Versions are digits and dots: nothing in them is to be decoded.
    let value = value.trim();
    let is_version =
        !value.is_empty() && value.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'.');
    is_version.then(|| value.to_owned())
}

/// An iPhone, an iPad or a simulator of one: what [`ios_ver`] says.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct IOSVersionInfo {
    /// `iOS` or `iPadOS`.
    pub system: String,
    /// The release: `17.2`.
    pub release: String,
    /// The model of a device, `iPhone13,2`; `iPhone` or `iPad` in a simulator.
    pub model: String,
    /// Whether this is a simulator.
    pub is_simulator: bool,
}

/// Which iOS this is: `platform.ios_ver()`. All is empty on other systems.
///
/// ```
/// let ios = ostler::platform::ios_ver();
/// # #[cfg(target_os = "linux")]
/// assert_eq!(ios.system, "");
/// ```
pub fn ios_ver() -> IOSVersionInfo {
    ios_ver_with(IOSVersionInfo::default())
}

/// [`ios_ver`] with what is answered where something cannot be found out:
/// `platform.ios_ver(system='', release='', model='', is_simulator=False)`.
///
/// ```
/// use ostler::platform::{IOSVersionInfo, ios_ver_with};
/// let preset = IOSVersionInfo { model: "none".into(), ..IOSVersionInfo::default() };
/// # #[cfg(target_os = "linux")]
/// assert_eq!(ios_ver_with(preset.clone()), preset);
/// ```
#[cfg(not(target_os = "ios"))]
pub fn ios_ver_with(preset: IOSVersionInfo) -> IOSVersionInfo {
    preset
}

/// [`ios_ver`] with what is answered where something cannot be found out:
/// `platform.ios_ver(system='', release='', model='', is_simulator=False)`.
#[cfg(target_os = "ios")]
pub fn ios_ver_with(preset: IOSVersionInfo) -> IOSVersionInfo {
    use ostler_sys::apple::sysctl;

    let is_simulator = cfg!(target_abi = "sim");
    let ask = |name| {
        let text = sysctl::text(name).ok().and_then(|text| String::from_utf8(text).ok());
        text.filter(|text| !text.is_empty())
    };
    // A simulator's kernel is the host's; whoever started it says what it simulates.
    let told = |name| std::env::var(name).ok().filter(|text: &String| !text.is_empty());
    let (release, model) = if is_simulator {
        (told("SIMULATOR_RUNTIME_VERSION"), told("SIMULATOR_MODEL_IDENTIFIER"))
    } else {
        (ask(c"kern.osproductversion"), ask(c"hw.machine"))
    };
    let is_pad = model.as_ref().map(|model| model.starts_with("iPad"));
    let plain = |is_pad| if is_pad { "iPad" } else { "iPhone" }.to_owned();
    IOSVersionInfo {
        system: is_pad.map_or(preset.system, |pad| if pad { "iPadOS" } else { "iOS" }.to_owned()),
        release: release.unwrap_or(preset.release),
        model: match is_pad {
            Some(is_pad) if is_simulator => plain(is_pad),
            _ => model.unwrap_or(preset.model),
        },
        is_simulator,
    }
}
