//! Android.

/// An Android device: what [`android_ver`] says.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct AndroidVer {
    /// The release of Android: `14`.
    pub release: String,
    /// The level of its programming interface: 34 for Android 14.
    pub api_level: u32,
    /// Who made the device.
    pub manufacturer: String,
    /// The model, by its name on the market or its number.
    pub model: String,
    /// The device, by its number or code name.
    pub device: String,
    /// Whether it is an emulator.
    pub is_emulator: bool,
}

/// Which Android this is: `platform.android_ver()`. All is empty on other systems.
///
/// ```
/// let android = ostler::platform::android_ver();
/// # #[cfg(target_os = "linux")]
/// assert_eq!(android.api_level, 0);
/// ```
pub fn android_ver() -> AndroidVer {
    android_ver_with(AndroidVer::default())
}

/// [`android_ver`] with what is answered where something cannot be found out:
/// `platform.android_ver(release='', api_level=0, manufacturer='', model='', device='', is_emulator=False)`.
///
/// ```
/// use ostler::platform::{AndroidVer, android_ver_with};
/// let preset = AndroidVer { api_level: 21, ..AndroidVer::default() };
/// # #[cfg(target_os = "linux")]
/// assert_eq!(android_ver_with(preset.clone()), preset);
/// ```
#[cfg(not(target_os = "android"))]
pub fn android_ver_with(preset: AndroidVer) -> AndroidVer {
    preset
}

/// [`android_ver`] with what is answered where something cannot be found out:
/// `platform.android_ver(release='', api_level=0, manufacturer='', model='', device='', is_emulator=False)`.
#[cfg(target_os = "android")]
pub fn android_ver_with(preset: AndroidVer) -> AndroidVer {
    let ask = |name| {
        let value = ostler_sys::linux::property::get(name)?;
        Some(String::from_utf8_lossy(&value).into_owned())
    };
    let level = ask(c"ro.build.version.sdk").and_then(|level| level.trim().parse().ok());
    AndroidVer {
        release: ask(c"ro.build.version.release").unwrap_or(preset.release),
        api_level: level.unwrap_or(preset.api_level),
        manufacturer: ask(c"ro.product.manufacturer").unwrap_or(preset.manufacturer),
        model: ask(c"ro.product.model").unwrap_or(preset.model),
        device: ask(c"ro.product.device").unwrap_or(preset.device),
        is_emulator: ask(c"ro.kernel.qemu").is_some_and(|emulator| emulator == "1"),
    }
}
