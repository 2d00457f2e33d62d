//! What the program runs on.

use std::collections::BTreeMap;

use ostler::os;
use ostler::platform::{self, AndroidVer, Form, IOSVersionInfo, MacVer, Win32Ver};
use serde::Serialize;

use super::own;
use crate::report::Report;

/// The system, the machine and the program itself. What is not known is `null`; what is about another system is not there.
#[derive(Debug, Serialize)]
pub(super) struct System {
    platform: String,
    name: String,
    release: String,
    version: String,
    machine: String,
    processor: Option<String>,
    node: String,
    distribution: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    macos: Option<Macos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ios: Option<Ios>,
    #[serde(skip_serializing_if = "Option::is_none")]
    android: Option<Android>,
    #[serde(skip_serializing_if = "Option::is_none")]
    windows: Option<Windows>,
    bits: String,
    linkage: Option<String>,
    libc: Option<Libc>,
    compiler: Option<&'static str>,
    page_size: Option<i64>,
    cwd: Option<String>,
}

#[derive(Debug, Serialize)]
struct Libc {
    name: String,
    version: Option<String>,
}

#[derive(Debug, Serialize)]
struct Macos {
    release: String,
    machine: String,
}

#[derive(Debug, Serialize)]
struct Ios {
    system: String,
    release: String,
    model: String,
    simulator: bool,
}

#[derive(Debug, Serialize)]
struct Android {
    release: String,
    api_level: u32,
    manufacturer: String,
    model: String,
    device: String,
    emulator: bool,
}

#[derive(Debug, Serialize)]
struct Windows {
    release: String,
    version: String,
    service_pack: String,
    processors: String,
    edition: Option<String>,
    iot: bool,
}

/// What is known.
fn known(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl System {
    pub(super) fn read() -> Self {
        let names = platform::uname();
        let own = platform::architecture();
        let libc = platform::libc_ver();
        Self {
            platform: platform::platform_with(Form { aliased: true, terse: false }),
            name: platform::system(),
            release: platform::release(),
            version: platform::version(),
            machine: platform::machine(),
            processor: known(names.processor().to_owned()),
            node: platform::node(),
            distribution: platform::freedesktop_os_release().ok().map(|release| {
                release.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
            }),
            macos: Macos::read(platform::mac_ver()),
            ios: Ios::read(platform::ios_ver()),
            android: Android::read(platform::android_ver()),
            windows: Windows::read(platform::win32_ver()),
            bits: own.bits,
            linkage: known(own.linkage),
            libc: known(libc.lib).map(|name| Libc { name, version: known(libc.version) }),
            compiler: Some(platform::compiler()).filter(|compiler| !compiler.is_empty()),
            page_size: own::page_size(),
            cwd: os::getcwd().ok().map(|path| path.to_string_lossy().into_owned()),
        }
    }

    pub(super) fn render(&self, report: &mut Report) {
        let mut section = report.section("System");
        section
            .line("platform", &self.platform)
            .line("system", format_args!("{} {}", self.name, self.release))
            .line("version", &self.version);
        let pretty = self.distribution.as_ref().and_then(|fields| fields.get("PRETTY_NAME"));
        if let Some(name) = pretty {
            section.line("distribution", name);
        }
        for (label, value) in self.elsewhere() {
            section.line(label, value);
        }
        let libc = self.libc.as_ref().map(|libc| {
            let version = libc.version.as_deref().unwrap_or_default();
            format!("{} {version}", libc.name).trim_end().to_owned()
        });
        section
            .line("node", &self.node)
            .line("machine", &self.machine)
            .maybe("processor", self.processor.as_ref(), "the system does not say")
            .maybe("C library", libc, "unknown")
            .line("this program", self.program())
            .maybe("page size", self.page_size, "unknown")
            .maybe("directory", self.cwd.as_ref(), "gone");
    }

    /// Systems that have more to say.
    fn elsewhere(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        if let Some(mac) = &self.macos {
            lines.push(("macOS", mac.release.clone()));
        }
        if let Some(ios) = &self.ios {
            let simulated = if ios.simulator { ", simulated" } else { "" };
            lines.push((
                "device",
                format!("{} ({} {}{simulated})", ios.model, ios.system, ios.release),
            ));
        }
        if let Some(android) = &self.android {
            let emulated = if android.emulator { ", emulated" } else { "" };
            let level = android.api_level;
            lines.push((
                "device",
                format!(
                    "{} {} (Android {}, API {level}{emulated})",
                    android.manufacturer, android.model, android.release
                ),
            ));
        }
        if let Some(windows) = &self.windows {
            let edition = windows.edition.as_deref().unwrap_or("an edition without a name");
            lines.push(("Windows", format!("{} {} ({edition})", windows.release, windows.version)));
        }
        lines
    }

    fn program(&self) -> String {
        let mut text = self.bits.clone();
        for more in [self.linkage.as_deref(), self.compiler].into_iter().flatten() {
            text.push_str(", ");
            text.push_str(more);
        }
        text
    }
}

impl Macos {
    fn read(of: MacVer) -> Option<Self> {
        let MacVer { release, machine, .. } = of;
        known(release).map(|release| Self { release, machine })
    }
}

impl Ios {
    fn read(of: IOSVersionInfo) -> Option<Self> {
        let IOSVersionInfo { system, release, model, is_simulator } = of;
        known(system).map(|system| Self { system, release, model, simulator: is_simulator })
    }
}

impl Android {
    fn read(of: AndroidVer) -> Option<Self> {
        let AndroidVer { release, api_level, manufacturer, model, device, is_emulator } = of;
        known(release).map(|release| Self {
            release,
            api_level,
            manufacturer,
            model,
            device,
            emulator: is_emulator,
        })
    }
}

impl Windows {
    fn read(of: Win32Ver) -> Option<Self> {
        let Win32Ver { release, version, csd, ptype } = of;
        known(version).map(|version| Self {
            release,
            version,
            service_pack: csd,
            processors: ptype,
            edition: platform::win32_edition(),
            iot: platform::win32_is_iot(),
        })
    }
}
