//! The platform in one line: of other systems, by the reference's rules.

use ostler::platform::{Architecture, Facts, Form, LibcVer, Win32Ver, describe, system_alias};
use proptest::prelude::*;

#[derive(Default)]
struct Machine {
    names: [&'static str; 4],
    processor: &'static str,
    architecture: (&'static str, &'static str),
    libc: (&'static str, &'static str),
    apple: Option<(&'static str, &'static str)>,
    csd: &'static str,
}

impl Facts for Machine {
    fn names(&self) -> [String; 4] {
        self.names.map(String::from)
    }

    fn processor(&self) -> String {
        self.processor.into()
    }

    fn architecture(&self) -> Architecture {
        let (bits, linkage) = self.architecture;
        Architecture { bits: bits.into(), linkage: linkage.into() }
    }

    fn libc_ver(&self) -> LibcVer {
        let (lib, version) = self.libc;
        LibcVer { lib: lib.into(), version: version.into() }
    }

    fn apple(&self) -> Option<(String, String)> {
        self.apple.map(|(name, release)| (name.into(), release.into()))
    }

    fn win32_ver(&self, _: &str) -> Win32Ver {
        Win32Ver { csd: self.csd.into(), ..Win32Ver::default() }
    }
}

const LONG: Form = Form { aliased: false, terse: false };
const TERSE: Form = Form { aliased: false, terse: true };
const ALIASED: Form = Form { aliased: true, terse: false };

#[test]
fn linux() {
    let mut machine = Machine {
        names: ["Linux", "6.12.9", "#1 SMP", "x86_64"],
        libc: ("glibc", "2.41"),
        ..Machine::default()
    };
    for form in [LONG, TERSE, ALIASED] {
        assert_eq!(describe(&machine, form), "Linux-6.12.9-x86_64-with-glibc2.41");
    }
    machine.processor = "x86_64";
    assert_eq!(describe(&machine, LONG), "Linux-6.12.9-x86_64-with-glibc2.41");
    machine.processor = "athlon";
    assert_eq!(describe(&machine, LONG), "Linux-6.12.9-x86_64-athlon-with-glibc2.41");
    // A library that is not known leaves the word before it.
    machine.libc = ("", "");
    assert_eq!(describe(&machine, LONG), "Linux-6.12.9-x86_64-athlon-with");
}

/// The cases of the stock interpreter's own test.
#[test]
fn macos() {
    let mut machine = Machine {
        names: ["Darwin", "17.7.0", "Darwin Kernel Version 17.7.0", "x86_64"],
        processor: "i386",
        architecture: ("64bit", ""),
        ..Machine::default()
    };
    assert_eq!(describe(&machine, TERSE), "Darwin-17.7.0");
    assert_eq!(describe(&machine, LONG), "Darwin-17.7.0-x86_64-i386-64bit");
    machine.apple = Some(("macOS", "10.13.6"));
    assert_eq!(describe(&machine, TERSE), "macOS-10.13.6");
    assert_eq!(describe(&machine, LONG), "macOS-10.13.6-x86_64-i386-64bit");
    machine.architecture.1 = "Mach-O";
    assert_eq!(describe(&machine, LONG), "macOS-10.13.6-x86_64-i386-64bit-Mach-O");
}

#[test]
fn others() {
    let windows = Machine {
        names: ["Windows", "10", "10.0.19045", "AMD64"],
        processor: "Intel64 Family 6, GenuineIntel",
        csd: "SP0",
        ..Machine::default()
    };
    assert_eq!(describe(&windows, LONG), "Windows-10-10.0.19045-SP0");
    assert_eq!(describe(&windows, TERSE), "Windows-10");
    let sun = Machine {
        names: ["SunOS", "5.11", "11.4", "i86pc"],
        processor: "i386",
        architecture: ("64bit", "ELF"),
        ..Machine::default()
    };
    assert_eq!(describe(&sun, LONG), "SunOS-5.11-i86pc-i386-64bit-ELF");
    assert_eq!(describe(&sun, ALIASED), "Solaris-2.11-i86pc-i386-64bit-ELF");
    assert_eq!(describe(&Machine::default(), LONG), "");
}

#[test]
fn what_has_no_place_in_a_file_name() {
    let of = |release| {
        let names = ["Plan 9", release, "", "pdp(11)"];
        let architecture = ("16bit", "a.out");
        describe(&Machine { names, architecture, ..Machine::default() }, LONG)
    };
    assert_eq!(of("a/b\\c:d;e\"f"), "Plan_9-a-b-c-d-e-f-pdp-11-16bit-a.out");
    assert_eq!(of("--1--(2)--"), "Plan_9-1-2-pdp-11-16bit-a.out");
    assert_eq!(of(" \t4.0\u{1c}\n"), "Plan_9-4.0-pdp-11-16bit-a.out");
    assert_eq!(of("unknown"), "Plan_9-pdp-11-16bit-a.out");
    // What is not known is taken out once, and not what is left then.
    assert_eq!(of("unkunknownnown"), "Plan_9-unknown-pdp-11-16bit-a.out");
    assert_eq!(of("   "), "Plan_9-pdp-11-16bit-a.out");
}

#[test]
fn aliases() {
    let alias = |system, release| {
        let (system, release, version) = system_alias(system, release, "v");
        assert_eq!(version, "v");
        format!("{system} {release}")
    };
    assert_eq!(alias("SunOS", "5.8"), "Solaris 2.8");
    assert_eq!(alias("SunOS", "4.1.4"), "SunOS 4.1.4");
    assert_eq!(alias("SunOS", "6"), "Solaris 3");
    assert_eq!(alias("SunOS", "five.1"), "Solaris five.1");
    assert_eq!(alias("SunOS", "99999999999999999999.1"), "Solaris 99999999999999999999.1");
    assert_eq!(alias("win32", "NT"), "Windows NT");
    assert_eq!(alias("win16", "3.11"), "Windows 3.11");
    assert_eq!(alias("Darwin", "24.1.0"), "Darwin 24.1.0");
    assert_eq!(alias("Linux", "6.1"), "Linux 6.1");
    assert_eq!(alias("", ""), " ");
}

proptest! {
    /// Whatever a system calls itself: a part of a file's name, folded, without dashes at its end.
    #[test]
    fn any_names(names: [String; 4], processor: String) {
        let names = names.map(|name| &*name.leak());
        let machine = Machine { names, processor: processor.leak(), ..Machine::default() };
        for form in [LONG, TERSE, ALIASED] {
            let text = describe(&machine, form);
            prop_assert!(!text.contains(&[' ', '/', '\\', ':', ';', '"', '(', ')'][..]));
            prop_assert!(!text.contains("--") && !text.ends_with('-'));
        }
    }
}
