//! Which distribution of Linux this is: `os-release`.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::{cache, file};
use crate::errno::{self, Errno};
use crate::error::{Error, ErrorKind, Reason, Result, kind_of};

/// Where it says so. The first that can be read is believed.
const CANDIDATES: [&str; 2] = ["/etc/os-release", "/usr/lib/os-release"];

/// No such file has been seen to be longer than two thousand.
const LONGEST: usize = 1 << 20;

/// What an `os-release` file says, in its order: `os-release(5)`.
///
/// `NAME`, `ID` and `PRETTY_NAME` always have a value, that of a Linux without a name if the file gives none, and come
/// first.
///
/// ```
/// use ostler::platform::OsRelease;
///
/// let distribution = OsRelease::parse("ID=ubuntu\nID_LIKE=\"debian\"\nVERSION_ID='24.04'\n");
/// assert_eq!(distribution.id(), "ubuntu");
/// assert!(distribution.id_like().any(|id| id == "debian"));
/// assert_eq!(distribution.get("VERSION_ID"), Some("24.04"));
/// assert_eq!(distribution.get("VARIANT"), None);
/// assert_eq!(distribution.pretty_name(), "Linux");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OsRelease {
    fields: Vec<(String, String)>,
}

impl OsRelease {
    /// Reads the text of such a file.
    ///
    /// A line is `NAME=value`; the value may be in quotes, double or single. In it a backslash makes an ordinary character
    /// of a backslash, a dollar sign, a quote or a backtick behind it. Lines of another shape are passed over, and of
    /// several for one name the last counts. A quote that is not closed, or has something behind it, is a part of the value.
    pub fn parse(text: &str) -> Self {
        let mut release = Self {
            fields: [("NAME", "Linux"), ("ID", "linux"), ("PRETTY_NAME", "Linux")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        };
        // A carriage return ends a line too, with and without a line feed.
        for line in text.split(['\n', '\r']) {
            if let Some((name, value)) = line.split_once('=').filter(|(name, _)| is_name(name)) {
                release.set(name, unescaped(unquoted(value)));
            }
        }
        release
    }

    /// Reads such a file: that of another system, say, below the directory where it is mounted.
    ///
    /// Bytes that are not UTF-8 are replaced by U+FFFD.
    ///
    /// # Errors
    ///
    /// As `open(2)`; `IsADirectory`; `Value` for what is no regular file; `EFBIG` for one of more than a mebibyte.
    ///
    /// # Audit
    ///
    /// As [`os::open`](crate::os::open).
    ///
    /// ```
    /// use ostler::platform::OsRelease;
    /// # let root = tempfile::tempdir()?;
    /// # let root = root.path();
    /// # std::fs::write(root.join("os-release"), "ID=alpine\n")?;
    /// assert_eq!(OsRelease::read(root.join("os-release"))?.id(), "alpine");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let text = file::read(path.as_ref(), LONGEST)?;
        Ok(Self::parse(&String::from_utf8_lossy(&text)))
    }

    /// The value of a field, or `None` if there is no such field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The fields and their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// `NAME`: what the distribution is called, for people.
    pub fn name(&self) -> &str {
        self.get("NAME").unwrap_or_default()
    }

    /// `ID`: what the distribution is called, for programs.
    pub fn id(&self) -> &str {
        self.get("ID").unwrap_or_default()
    }

    /// `PRETTY_NAME`: the distribution and its version, for people.
    pub fn pretty_name(&self) -> &str {
        self.get("PRETTY_NAME").unwrap_or_default()
    }

    /// `ID_LIKE`: the distributions that this one is made after, the closest first.
    pub fn id_like(&self) -> impl Iterator<Item = &str> {
        self.get("ID_LIKE").unwrap_or_default().split_whitespace()
    }

    fn set(&mut self, name: &str, value: String) {
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.fields.push((name.to_owned(), value)),
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_')
}

fn unquoted(value: &str) -> &str {
    let within = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letters.next_if(|next| letter == '\\' && "\\$\"'`".contains(*next));
        text.push(escaped.unwrap_or(letter));
    }
    text
}

/// Which distribution of Linux this is: `platform.freedesktop_os_release()`, `os-release(5)`.
///
/// Reads `/etc/os-release`, or `/usr/lib/os-release` if that cannot be read. The answer is kept until
/// [`invalidate_caches`](super::invalidate_caches). Other systems that have such a file are told about as well; Android has
/// none.
///
/// # Errors
///
/// The system's reason why the second of the files could not be read.
///
/// # Audit
///
/// As [`os::open`](crate::os::open), when it reads a file.
///
/// ```no_run
/// use ostler::platform;
///
/// let distribution = platform::freedesktop_os_release()?;
/// let family: Vec<&str> = std::iter::once(distribution.id()).chain(distribution.id_like()).collect();
/// if family.contains(&"debian") {
///     println!("{}: apt install …", distribution.pretty_name());
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn freedesktop_os_release() -> Result<Arc<OsRelease>> {
    cache::kept(|caches| &mut caches.os_release, || first(&CANDIDATES).map(Arc::new))
}

/// The first of some files that can be read.
#[doc(hidden)]
pub fn first(candidates: &[&str]) -> Result<OsRelease> {
    let mut last = errno::ENOENT;
    for path in candidates {
        match OsRelease::read(path) {
            Ok(release) => return Ok(release),
            // What kept the file from being read is to be said if it is the last; a hook's refusal at once.
            Err(error) if error.kind() == ErrorKind::Vetoed => return Err(error),
            Err(error) => last = error.errno().unwrap_or(errno::EINVAL),
        }
    }
    Err(Error::from_reason(Unreadable { errno: last, files: candidates.join(", ") }))
}

/// None of the files can be read.
#[derive(Debug)]
struct Unreadable {
    errno: Errno,
    files: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unable to read files {}", self.files)
    }
}

impl std::error::Error for Unreadable {}

impl Reason for Unreadable {
    fn kind(&self) -> ErrorKind {
        kind_of(self.errno)
    }

    fn errno(&self) -> Option<Errno> {
        Some(self.errno)
    }
}
