//! What is about other systems.

use ostler::platform::{self, mac_release, windows_release};
#[cfg(target_os = "linux")]
use ostler::platform::{
    AndroidVer, IOSVersionInfo, MacVer, Win32Ver, android_ver_with, ios_ver_with, mac_ver_with,
    win32_ver_with,
};

#[cfg(target_os = "linux")]
#[test]
fn nothing_by_itself() {
    assert_eq!(platform::android_ver(), AndroidVer::default());
    assert_eq!(platform::ios_ver(), IOSVersionInfo::default());
    assert_eq!(platform::mac_ver(), MacVer::default());
    assert_eq!(platform::win32_ver(), Win32Ver::default());
    assert_eq!(platform::win32_edition(), None);
    assert!(!platform::win32_is_iot());
    assert_eq!(platform::ios_ver().system, "");
    assert_eq!(platform::android_ver().api_level, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn otherwise_what_was_given() {
    let android = AndroidVer {
        release: "alpha".into(),
        api_level: 1,
        manufacturer: "bravo".into(),
        model: "charlie".into(),
        device: "delta".into(),
        is_emulator: true,
    };
    assert_eq!(android_ver_with(android.clone()), android);
    let ios = IOSVersionInfo {
        system: "Foo".into(),
        release: "Bar".into(),
        model: "Whiz".into(),
        is_simulator: true,
    };
    assert_eq!(ios_ver_with(ios.clone()), ios);
    let mac = MacVer {
        release: "1".into(),
        versioninfo: ("2".into(), "3".into(), "4".into()),
        machine: "5".into(),
    };
    assert_eq!(mac_ver_with(mac.clone()), mac);
    let windows =
        Win32Ver { release: "a".into(), version: "1.0".into(), csd: "c".into(), ptype: "d".into() };
    assert_eq!(win32_ver_with(windows.clone()), windows);
}

#[test]
fn the_file_of_macos() {
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("SystemVersion.plist");
    let of = |text: &[u8]| {
        std::fs::write(&file, text).unwrap();
        mac_release(&file)
    };
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n\t<key>ProductBuildVersion</key>\n\
                \t<string>24B83</string>\n\t<key>ProductName</key>\n\t<string>macOS</string>\n\
                \t<key>ProductVersion</key>\n\t<string>15.1</string>\n</dict>\n</plist>\n";
    assert_eq!(of(text.as_bytes()).as_deref(), Some("15.1"));
    for other in [
        &b""[..],
        b"bplist00\xd4",
        b"<key>ProductVersion</key>",
        b"<key>ProductVersion</key><integer>15</integer>",
        b"<key>ProductVersion</key><string>15",
        b"<key>ProductVersion</key><string></string>",
        b"<key>ProductVersion</key><string><b>15</b></string>",
    ] {
        assert_eq!(of(other), None, "{}", other.escape_ascii());
    }
    assert_eq!(mac_release("/no/such".as_ref()), None);
}

#[test]
fn the_compiler() {
    let compiler = platform::compiler();
    assert!(compiler.starts_with("rustc 1."), "{compiler}");
    assert!(!compiler.contains('\n'));
}

#[test]
fn releases_of_windows() {
    let client = |version| windows_release(version, true);
    let server = |version| windows_release(version, false);
    for (version, as_client, as_server) in [
        ([10, 0, 26_100], Some("11"), Some("2025Server")),
        ([10, 0, 22_631], Some("11"), Some("2022Server")),
        ([10, 0, 20_348], Some("10"), Some("2022Server")),
        ([10, 0, 19_045], Some("10"), Some("2019Server")),
        ([10, 0, 14_393], Some("10"), Some("2016Server")),
        ([6, 3, 9_600], Some("8.1"), Some("2012ServerR2")),
        ([6, 1, 7_601], Some("7"), Some("2008ServerR2")),
        ([5, 2, 3_790], Some("XP64"), Some("2003Server")),
        ([5, 1, 2_600], Some("XP"), Some("2000Server")),
        ([4, 0, 1_381], None, None),
        ([11, 0, 0], Some("post11"), Some("post2025Server")),
    ] {
        assert_eq!((client(version), server(version)), (as_client, as_server), "{version:?}");
    }
}
