//! The C library.

use std::path::{Path, PathBuf};

use super::file;
use super::scan::{Finding, LONGEST};
use crate::error::{OrPath as _, Result};

/// A C library: what [`libc_ver`] found.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct LibcVer {
    /// `glibc`, `musl`, `libc`; empty if it is not known.
    pub lib: String,
    /// Its version, `2.41`; empty if it is not known.
    pub version: String,
}

/// How much of a file is looked at in one go, if the caller does not say.
const CHUNK: usize = 1 << 16;

/// The C library that this program runs on: `platform.libc_ver()`.
///
/// With the GNU C library that is what it says of itself: the version that runs, not the one the program asks for. musl does
/// not say which version it is, macOS has no C library apart from the system, and that of Windows is not told, as in the
/// reference. Elsewhere this program is looked through
/// as by [`libc_ver_of`].
///
/// # Audit
///
/// As [`os::open`](crate::os::open), when it reads the program.
///
/// ```
/// let libc = ostler::platform::libc_ver();
/// println!("{} {}", libc.lib, libc.version);
/// ```
pub fn libc_ver() -> LibcVer {
    if let Some(libc) = own() {
        return libc;
    }
    // This program has the words in it that it looks for: it is looked through only where they cannot mislead.
    if cfg!(windows) {
        return LibcVer::default();
    }
    if cfg!(target_env = "musl") {
        return LibcVer { lib: "musl".to_owned(), ..LibcVer::default() };
    }
    let program = program().filter(|_| !cfg!(apple));
    program.and_then(|path| libc_ver_of(path).ok()).unwrap_or_default()
}

/// What the C library says of itself: `glibc 2.41`.
#[cfg(all(unix, not(target_os = "android")))]
fn own() -> Option<LibcVer> {
    let text = crate::os::confstr("CS_GNU_LIBC_VERSION").ok().flatten()?;
    let text = text.to_str()?.trim();
    let (lib, version) = text.split_once(char::is_whitespace)?;
    Some(LibcVer { lib: lib.to_owned(), version: version.trim_start().to_owned() })
}

#[cfg(any(windows, target_os = "android"))]
fn own() -> Option<LibcVer> {
    None
}

/// Where this program is. By the system's link, if it has one, which holds for a program that was moved or removed as well.
fn program() -> Option<PathBuf> {
    if cfg!(linux_kernel) {
        return Some("/proc/self/exe".into());
    }
    std::env::current_exe().ok()
}

/// The C library that a program was linked against: `platform.libc_ver(executable)`.
///
/// The file is looked through for what the known C libraries leave in programs: the versions of glibc's symbols, of which
/// the latest counts, the name of musl's loader, `libc.so.7` and the like. That is the oldest library the program can run
/// on, rather than the one it runs on. A file without such traces has neither name nor version; one that only tells about
/// another library, as this page does, is taken for a program of that.
///
/// # Errors
///
/// As `open(2)` and `read(2)`; `IsADirectory`; `Value` for what is no regular file.
///
/// # Audit
///
/// As [`os::open`](crate::os::open).
///
/// ```
/// use ostler::platform::{LibcVer, libc_ver_of};
/// # let tmp = tempfile::tempdir()?;
/// # let program = tmp.path().join("program");
/// std::fs::write(&program, b"\x7fELF ... GLIBC_2.9\0GLIBC_2.34\0")?;
/// assert_eq!(libc_ver_of(&program)?, LibcVer { lib: "glibc".into(), version: "2.34".into() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn libc_ver_of(executable: impl AsRef<Path>) -> Result<LibcVer> {
    libc_ver_with(executable, LibcVer::default(), CHUNK)
}

/// [`libc_ver_of`] with what is believed if the file does not say otherwise, and with how many bytes are read at once:
/// `platform.libc_ver(executable, lib='', version='', chunksize=16384)`.
///
/// The answer does not depend on the size of the pieces, which are not made smaller than what is looked for, nor larger than
/// 16 mebibytes.
///
/// # Errors
///
/// As [`libc_ver_of`].
///
/// ```
/// use ostler::platform::{LibcVer, libc_ver_with};
/// let preset = LibcVer { lib: "uClibc".into(), version: "1.0".into() };
/// assert_eq!(libc_ver_with("/etc/passwd", preset.clone(), 4096)?, preset);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn libc_ver_with(
    executable: impl AsRef<Path>,
    preset: LibcVer,
    chunksize: usize,
) -> Result<LibcVer> {
    let path = executable.as_ref();
    let file = file::open(path)?;
    let chunk = chunksize.clamp(LONGEST, 1 << 24);
    let mut buffer = vec![0; chunk + LONGEST];
    let (mut held, mut from) = (0, 0);
    let mut finding = Finding::new(preset.lib);
    loop {
        let read = file::read_at(&file, &mut buffer[held..], from).or_path(path)?;
        let at_end = held + read < buffer.len();
        from = from.saturating_add(read as u64);
        let done = finding.look(&buffer[..held + read], at_end);
        if at_end {
            return Ok(finding.finish(preset.version));
        }
        buffer.copy_within(done..held + read, 0);
        held = held + read - done;
    }
}
