use std::process::Command;

use ostler::fd::OwnedFd;

/// This test program once more, to run one test that is a child's part.
pub(crate) fn child(part: &str) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", part, "--ignored", "--nocapture"]);
    child
}

/// A descriptor on a new file that is gone once closed.
pub(crate) fn file() -> OwnedFd {
    OwnedFd::try_from(tempfile::tempfile().unwrap()).unwrap()
}

/// What the reports of a test's hook hold on to: the events of one name, as text.
pub(crate) fn events(name: &'static str) -> std::sync::Arc<std::sync::Mutex<Vec<String>>> {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = std::sync::Arc::clone(&seen);
    ostler::audit::add_hook(move |event| {
        if event.name() == name {
            let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
            kept.lock().unwrap().push(args.join(" "));
        }
        Ok(())
    });
    seen
}

/// Whether it is Wine, and not Windows.
pub(crate) fn is_wine() -> bool {
    use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
    // SAFETY: the names are strings with a NUL, and every process has this library.
    unsafe {
        let module = GetModuleHandleW(windows_sys::core::w!("ntdll.dll"));
        GetProcAddress(module, c"wine_get_version".as_ptr().cast()).is_some()
    }
}
