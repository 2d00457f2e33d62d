//! What the stock interpreter's module answers here.

use std::process::Command;

use ostler::platform::{self, Form};

use crate::python::python;

/// Every answer that the stock module gives about this machine.
#[cfg(not(target_env = "musl"))]
#[test]
fn the_same_machine() {
    let program = "
import platform as p
names = p.uname()
for value in (*names, p.system(), p.node(), p.release(), p.version(), p.machine(), p.processor(),
              p.platform(), p.platform(True), p.platform(terse=True), p.platform(True, True),
              *p.libc_ver(), *p.architecture('/proc/self/exe'), p.mac_ver()[0], *p.win32_ver(), p.win32_edition(), p.win32_is_iot()):
    print(value)
";
    let Some(theirs) = python(program, &[]) else { return };
    let form = |aliased, terse| platform::platform_with(Form { aliased, terse });
    let names = platform::uname();
    let libc = platform::libc_ver();
    let own = platform::architecture();
    // The stock module asks a program that is not everywhere.
    let asks = std::process::Command::new("file").arg("--version").output().is_ok();
    if !asks {
        println!("skipped in part: no program to ask for the linkage; `apt-get install file`");
    }
    let windows = platform::win32_ver();
    let mut ours: Vec<String> = names.iter().map(String::from).collect();
    ours.extend([
        platform::system(),
        platform::node(),
        platform::release(),
        platform::version(),
        platform::machine(),
        platform::processor(),
        platform::platform(),
        form(true, false),
        form(false, true),
        form(true, true),
        libc.lib,
        libc.version,
        own.bits,
        if asks { own.linkage } else { String::new() },
        platform::mac_ver().release,
        windows.release,
        windows.version,
        windows.csd,
        windows.ptype,
        platform::win32_edition().unwrap_or("None".into()),
        if platform::win32_is_iot() { "True".into() } else { "False".into() },
    ]);
    assert_eq!(ours, theirs.lines().collect::<Vec<_>>());
}

/// Programs, libraries and other files of this system, by the stock module with the help of `file`.
#[test]
fn the_same_files() {
    let program = "
import platform as p, sys
for path in sys.argv[1:]:
    print(path, *p.architecture(path), *p.libc_ver(path), sep='|')
";
    let mut files: Vec<String> =
        ["/etc/passwd", "/etc/os-release", "/bin/sh", "/proc/self/exe"].map(String::from).into();
    for dir in ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/sbin"] {
        let Ok(entries) = std::fs::read_dir(dir) else { continue };
        let mut some: Vec<_> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file() && std::fs::File::open(path).is_ok())
            .filter(|path| path.metadata().unwrap().len() < 1 << 20)
            .map(|path| path.into_os_string().into_string().unwrap())
            .collect();
        some.sort();
        files.extend(some.into_iter().step_by(13).take(40));
    }
    let has_file = Command::new("file").arg("--version").output().is_ok();
    let words: Vec<&str> = files.iter().map(String::as_str).collect();
    let Some(theirs) = python(program, &words) else { return };
    let mut compared = 0;
    for line in theirs.lines() {
        let fields: Vec<&str> = line.split('|').collect();
        let path = fields[0];
        if path == "/proc/self/exe" {
            continue;
        }
        let architecture = platform::architecture_of(path);
        if has_file {
            assert_eq!([&*architecture.bits, &*architecture.linkage], fields[1..3], "{path}");
        }
        let libc = platform::libc_ver_of(path).unwrap();
        // Interpreters before 3.14 do not know musl.
        if libc.lib != "musl" {
            assert_eq!([&*libc.lib, &*libc.version], fields[3..5], "{path}");
        }
        compared += 1;
    }
    assert!(compared > 3);
}
