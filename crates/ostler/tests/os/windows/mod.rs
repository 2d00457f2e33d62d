//! `ostler::os` on Windows.

mod calls;
mod descriptors;
mod directories;
mod environment;
mod files;
mod inherit;
mod links;
mod names;
mod parameters;
mod processes;
mod system;
mod trees;
mod volumes;
mod walk;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// A folder of the test's own, gone at its end.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.0.path().to_owned() } else { self.0.path().join(name) }
    }

    /// A file with something in it.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// The events of a name from now on, as text.
pub(crate) fn events(name: &'static str) -> Arc<Mutex<Vec<String>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    ostler::audit::add_hook(move |event| {
        if event.name() == name {
            let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
            kept.lock().unwrap().push(args.join(" "));
        }
        Ok(())
    });
    seen
}

/// Whether it is Wine, and not Windows. What differs there differs for CPython 3.11, too.
pub(crate) fn is_wine() -> bool {
    use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
    // SAFETY: the names are strings with a NUL, and every process has this library.
    unsafe {
        let module = GetModuleHandleW(windows_sys::core::w!("ntdll.dll"));
        GetProcAddress(module, c"wine_get_version".as_ptr().cast()).is_some()
    }
}
