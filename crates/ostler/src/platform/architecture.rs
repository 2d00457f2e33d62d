//! How wide a program's pointers are, and in what form it is stored.

use std::path::Path;

use super::file;
use super::image::{self, Image};

/// The architecture of a program: what [`architecture`] says.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Architecture {
    /// How wide a pointer is: `64bit`, `32bit`.
    pub bits: String,
    /// The form the program is stored in: `ELF`, `Mach-O`, `WindowsPE`, `PE` (for firmware), `MSDOS`; empty if it is not
    /// known.
    pub linkage: String,
}

/// The architecture of this program: `platform.architecture()`.
///
/// The compiler knew it; nothing is looked up.
///
/// ```
/// let own = ostler::platform::architecture();
/// assert_eq!(own.bits, format!("{}bit", usize::BITS));
/// # #[cfg(target_os = "linux")]
/// assert_eq!(own.linkage, "ELF");
/// ```
pub fn architecture() -> Architecture {
    const LINKAGE: &str = if cfg!(windows) {
        "WindowsPE"
    } else if cfg!(apple) {
        "Mach-O"
    } else if cfg!(unix) {
        "ELF"
    } else {
        ""
    };
    Architecture { bits: width(usize::BITS), linkage: LINKAGE.to_owned() }
}

/// The architecture of a program in a file: `platform.architecture(executable)`.
///
/// The head of the file is read, in the place of what the program `file` makes of it. A script, a text, an object file or
/// one that cannot be read has as many bits as this program and no linkage. Of a universal file of macOS the widest
/// architecture counts.
///
/// # Audit
///
/// As [`os::open`](crate::os::open). A hook that refuses leaves the file unknown.
///
/// ```
/// use ostler::platform;
/// assert_eq!(platform::architecture_of(std::env::current_exe()?), platform::architecture());
/// assert_eq!(platform::architecture_of("/etc/passwd").linkage, "");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn architecture_of(executable: impl AsRef<Path>) -> Architecture {
    architecture_with(executable, Architecture::default())
}

/// [`architecture_of`] with what is answered if the file does not say: `platform.architecture(executable, bits='',
/// linkage='')`.
///
/// No bits stand for those of this program.
///
/// ```
/// use ostler::platform::{Architecture, architecture_with};
/// let preset = Architecture { bits: "16bit".into(), linkage: "a.out".into() };
/// assert_eq!(architecture_with("/etc/passwd", preset.clone()), preset);
/// ```
pub fn architecture_with(executable: impl AsRef<Path>, preset: Architecture) -> Architecture {
    let Architecture { bits, linkage } = preset;
    let bits = if bits.is_empty() { width(usize::BITS) } else { bits };
    let known = file::open(executable.as_ref())
        .ok()
        .and_then(|file| image::read(|buffer, from| file::read_at(&file, buffer, from).ok()));
    match known {
        Some(Image { bits: known, linkage }) => {
            Architecture { bits: known.map_or(bits, width), linkage: linkage.to_owned() }
        }
        None => Architecture { bits, linkage },
    }
}

fn width(bits: u32) -> String {
    format!("{bits}bit")
}
