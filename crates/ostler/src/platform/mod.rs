//! What this program runs on: the system and its release, the machine, the C library, the distribution.
//!
//! The reference module is `platform`.
//!
//! ```
//! use ostler::platform;
//!
//! println!("{}", platform::platform());           // Linux-6.12.9-x86_64-with-glibc2.41
//! let names = platform::uname();
//! println!("{} {} on {}", names.system, names.release, names.machine);
//! if let Ok(distribution) = platform::freedesktop_os_release() {
//!     println!("{}", distribution.pretty_name());  // Debian GNU/Linux 13 (trixie)
//! }
//! ```
//!
//! **Nothing fails** here but what reads a file that the caller names, and [`freedesktop_os_release`]: what cannot be found
//! out is an empty text, or what the caller would have in its place, by the functions that end in `_with`.
//!
//! **What was found out is kept**, for all threads, until [`invalidate_caches`].
//!
//! **No other program is started** but `uname`, for [`processor`] alone and by [`platform`], which has it in its line; it
//! has two seconds. What the reference finds out from `file` is read from the files themselves.
//!
//! **Texts** are to be read by people and compared with constants, so they are `String`s; `os::uname` has the
//! bytes.
//!
//! # Python's own
//!
//! The functions `python_version`, `python_build` and their like tell about an interpreter, which there is none of in a Rust
//! program. Of what they say a program knows this of itself: [`compiler`] (`python_compiler`), its own version
//! (`env!("CARGO_PKG_VERSION")`) and whatever its build script told it.
//!
//! # Platforms
//!
//! [`mac_ver`], [`ios_ver`], [`android_ver`] and [`win32_ver`] are there on every system, and empty on those that they are
//! not about.

mod android;
mod apple;
mod architecture;
mod cache;
mod file;
mod image;
mod libc_ver;
mod os_release;
mod processor;
mod scan;
mod text;
mod uname;
mod version;
mod windows;

pub use android::{AndroidVer, android_ver, android_ver_with};
#[doc(hidden)]
pub use apple::mac_release;
pub use apple::{IOSVersionInfo, MacVer, ios_ver, ios_ver_with, mac_ver, mac_ver_with};
pub use architecture::{Architecture, architecture, architecture_of, architecture_with};
pub use cache::invalidate_caches;
pub use libc_ver::{LibcVer, libc_ver, libc_ver_of, libc_ver_with};
#[doc(hidden)]
pub use os_release::first as first_os_release;
pub use os_release::{OsRelease, freedesktop_os_release};
#[doc(hidden)]
pub use text::{Facts, describe, join};
pub use text::{Form, platform, platform_with, system_alias};
pub use uname::{UnameResult, machine, node, processor, release, system, uname, version};
#[doc(hidden)]
pub use version::compare as compare_versions;
#[doc(hidden)]
pub use windows::release as windows_release;
pub use windows::{Win32Ver, win32_edition, win32_is_iot, win32_ver, win32_ver_with};

/// The compiler that this program was built with: `rustc 1.95.0 (59807616e 2026-04-14)`. Empty if it did not say.
///
/// This is what `platform.python_compiler()` of the reference is to an interpreter.
///
/// ```
/// assert!(ostler::platform::compiler().starts_with("rustc "));
/// ```
#[doc(alias = "python_compiler")]
pub fn compiler() -> &'static str {
    env!("OSTLER_COMPILER")
}
