//! The platform: system and release, machine, C library, distribution. The reference module is `platform`.
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
//! - **Errors.** Only [`freedesktop_os_release`] and functions that read a file given by the caller can fail. An unknown
//!   value is an empty string, or the default that the caller passes to a function ending in `_with`.
//! - **Caching.** Results are cached for all threads until [`invalidate_caches`].
//! - **Other programs.** The module starts only `uname`, for [`processor`] and for [`platform`], which includes the
//!   processor, and waits at most two seconds for it. Where the reference runs `file`, this module reads the file itself.
//! - **Strings.** Results are `String`s, for people and for comparison with constants; `os::uname` has the bytes.
//!
//! # Functions about Python
//!
//! `python_version`, `python_build` and similar functions describe an interpreter, which a Rust program does not have.
//! What a program can know of itself: [`compiler`] (`python_compiler`), its version (`env!("CARGO_PKG_VERSION")`) and
//! anything that its build script passes on.
//!
//! # Platforms
//!
//! [`mac_ver`], [`ios_ver`], [`android_ver`] and [`win32_ver`] exist on every system; on others than their own the result
//! is empty.

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
