//! What is another floor's on Windows: the clocks, and the calendar of the C runtime.

mod calendar;
mod clocks;
mod text;

use std::panic::UnwindSafe;
use std::process::Command;

/// Runs a test in a process of its own, in a zone: this test binary again, with this one test.
fn in_zone(zone: &str, test: &str, body: impl FnOnce() + UnwindSafe) {
    const CHILD: &str = "OSTLER_TEST_CHILD";
    if std::env::var_os(CHILD).is_some_and(|name| name == test) {
        return body();
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([&format!("windows::{test}"), "--exact", "--nocapture", "--test-threads=1"]);
    let output = command.env(CHILD, test).env("TZ", zone).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{test}: {text}{problem}");
}

/// Whether it is Wine, and not Windows.
fn is_wine() -> bool {
    use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
    // SAFETY: the names are strings with a NUL, and every process has this library.
    unsafe {
        let module = GetModuleHandleW(windows_sys::core::w!("ntdll.dll"));
        GetProcAddress(module, c"wine_get_version".as_ptr().cast()).is_some()
    }
}
