//! Where libraries are looked for.

use std::os::windows::ffi::OsStrExt as _;

use ostler::{ErrorKind, os};
use windows_sys::Win32::Foundation::FreeLibrary;
use windows_sys::Win32::System::LibraryLoader::{LOAD_LIBRARY_SEARCH_USER_DIRS, LoadLibraryExW};

use super::Folder;
use crate::windows::events;

fn loads(name: &str) -> bool {
    let name: Vec<u16> = std::ffi::OsStr::new(name).encode_wide().chain([0]).collect();
    // SAFETY: the name is a wide string; what was loaded is let go.
    unsafe {
        let flags = LOAD_LIBRARY_SEARCH_USER_DIRS;
        let library = LoadLibraryExW(name.as_ptr(), std::ptr::null_mut(), flags);
        !library.is_null() && FreeLibrary(library) != 0
    }
}

#[test]
fn as_long_as_it_is_kept() {
    let folder = Folder::new();
    let name = "ostler-test-library.dll";
    let library = r"C:\windows\system32\bcryptprimitives.dll";
    std::fs::copy(library, folder.path(name)).unwrap();
    assert!(!loads(name));
    let seen = events("os.add_dll_directory");
    let directory = os::add_dll_directory(folder.path("")).unwrap();
    assert_eq!(directory.path(), folder.path(""));
    assert!(loads(name));
    directory.close().unwrap();
    assert!(!loads(name));
    {
        let _directory = os::add_dll_directory(folder.path("")).unwrap();
        assert!(loads(name));
    }
    assert!(!loads(name));
    assert!(seen.lock().unwrap().len() >= 2);
}

#[test]
fn what_is_refused() {
    let folder = Folder::new();
    let missing = folder.path("missing");
    let error = os::add_dll_directory(&missing).unwrap_err();
    assert_eq!(
        (error.kind(), error.filename()),
        (ErrorKind::FileNotFound, Some(missing.as_path()))
    );
    assert_eq!(os::add_dll_directory("relative").unwrap_err().winerror(), Some(87));
    assert_eq!(os::add_dll_directory("C:\\a\0b").unwrap_err().kind(), ErrorKind::Value);
}
