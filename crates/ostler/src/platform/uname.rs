//! The names of the system and of the machine.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::cache;

/// What the system and the machine are called: `platform.uname_result`, from [`uname`].
///
/// A name that cannot be found out is empty. Two are equal if the five fields are; the processor, which is asked for late,
/// does not count, as in the reference.
#[derive(Clone, Default)]
#[doc(alias = "uname_result")]
pub struct UnameResult {
    /// The operating system: `Linux`, `Darwin`, `Windows`; `Android`, `iOS` and `iPadOS` by these names.
    pub system: String,
    /// The name of the machine in its network, perhaps without its domain.
    pub node: String,
    /// The release of the system: of its kernel, but of the system as a whole on Android, iOS and iPadOS.
    pub release: String,
    /// The version of that release: when and how it was built.
    pub version: String,
    /// The kind of hardware: `x86_64`, `arm64`. Systems differ in how they spell it.
    pub machine: String,
    processor: OnceLock<String>,
}

impl UnameResult {
    /// What the system says of its processor, found out when it is first asked for: see [`processor`](super::processor()).
    pub fn processor(&self) -> &str {
        self.processor.get_or_init(|| known(super::processor::find(&self.machine)))
    }

    /// The six names in the reference's order: system, node, release, version, machine, processor.
    pub fn iter(&self) -> std::array::IntoIter<&str, 6> {
        self.into_iter()
    }
}

impl<'a> IntoIterator for &'a UnameResult {
    type Item = &'a str;
    type IntoIter = std::array::IntoIter<&'a str, 6>;

    fn into_iter(self) -> Self::IntoIter {
        [
            self.system.as_str(),
            &self.node,
            &self.release,
            &self.version,
            &self.machine,
            self.processor(),
        ]
        .into_iter()
    }
}

impl PartialEq for UnameResult {
    fn eq(&self, other: &Self) -> bool {
        self.five() == other.five()
    }
}

impl Eq for UnameResult {}

/// With the processor only if it is known already: to show something is no reason to start a program.
impl fmt::Debug for UnameResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("UnameResult");
        for (name, value) in
            ["system", "node", "release", "version", "machine"].iter().zip(self.five())
        {
            out.field(name, &value);
        }
        if let Some(processor) = self.processor.get() {
            out.field("processor", processor);
        }
        out.finish_non_exhaustive()
    }
}

impl UnameResult {
    fn five(&self) -> [&str; 5] {
        [&self.system, &self.node, &self.release, &self.version, &self.machine]
    }

    /// What there is in the place of `uname(2)`.
    #[cfg(windows)]
    fn ask() -> Self {
        use ostler_sys::identity;
        let windows = super::win32_ver();
        Self {
            system: "Windows".to_owned(),
            node: identity::computer_name().unwrap_or_default(),
            release: windows.release,
            version: windows.version,
            machine: identity::machine().unwrap_or_default().to_owned(),
            processor: OnceLock::new(),
        }
    }

    #[cfg(unix)]
    fn ask() -> Self {
        let names = crate::os::uname();
        let text = |name: std::ffi::OsString| known(name.to_string_lossy().into_owned());
        #[allow(unused_mut, reason = "two systems have names besides their kernel's")]
        let mut found = Self {
            system: text(names.sysname),
            node: text(names.nodename),
            release: text(names.release),
            version: text(names.version),
            machine: text(names.machine),
            processor: OnceLock::new(),
        };
        #[cfg(target_os = "android")]
        {
            found.system = "Android".to_owned();
            found.release = known(super::android_ver().release);
        }
        #[cfg(target_os = "ios")]
        {
            let ios = super::ios_ver();
            found.system = known(ios.system);
            found.release = known(ios.release);
        }
        found
    }
}

/// A system that does not know says so in a word, and the reference in none.
fn known(name: String) -> String {
    if name == "unknown" { String::new() } else { name }
}

/// What the system and the machine are called: `platform.uname()`, after `uname(2)`.
///
/// The answer is kept until [`invalidate_caches`](super::invalidate_caches); asking again costs next to nothing. What is not
/// UTF-8 in a name, which can only be in that of the machine, is replaced by U+FFFD; `os::uname` has the
/// bytes.
///
/// ```
/// use ostler::platform;
///
/// let names = platform::uname();
/// println!("{} {} on {}", names.system, names.release, names.machine);
/// assert_eq!(names.iter().len(), 6);
/// ```
pub fn uname() -> Arc<UnameResult> {
    let made = || Ok::<_, Infallible>(Arc::new(UnameResult::ask()));
    let Ok(names) = cache::kept(|caches| &mut caches.uname, made);
    names
}

/// The name of the operating system: `platform.system()`. `Linux`, `Darwin`, `FreeBSD`; empty if there is none.
///
/// Android, iOS and iPadOS are called so, and not after their kernels.
///
/// ```
/// let system = ostler::platform::system();
/// # #[cfg(target_os = "linux")]
/// assert_eq!(system, "Linux");
/// ```
pub fn system() -> String {
    uname().system.clone()
}

/// The name of the machine in its network: `platform.node()`. It may or may not have the domain in it; empty if there is
/// none.
///
/// ```
/// println!("this is {}", ostler::platform::node());
/// ```
pub fn node() -> String {
    uname().node.clone()
}

/// The release of the system: `platform.release()`. `6.12.9`; empty if there is none.
///
/// ```
/// println!("since {}", ostler::platform::release());
/// ```
pub fn release() -> String {
    uname().release.clone()
}

/// The version of the system's release: `platform.version()`. On Linux, which build of the kernel it is and when it was
/// made; empty if there is none.
///
/// ```
/// println!("{}", ostler::platform::version());
/// ```
pub fn version() -> String {
    uname().version.clone()
}

/// The kind of hardware: `platform.machine()`. `x86_64`, `aarch64`; empty if there is none.
///
/// ```
/// println!("for {}", ostler::platform::machine());
/// ```
pub fn machine() -> String {
    uname().machine.clone()
}

/// What the system says of its processor: `platform.processor()`.
///
/// On Windows this is `Intel64 Family 6 Model 158 Stepping 10, GenuineIntel` and the like, from `PROCESSOR_IDENTIFIER`.
/// Elsewhere it is the answer of the program `uname` to `-p`, which is started when it is first asked for and has two seconds; it is
/// kept like the rest of [`uname`]. Most systems say nothing, or the same as [`machine`], and nothing is an empty string
/// here. What the processor is called by who made it, the system's own tables say: `/proc/cpuinfo` on Linux.
///
/// # Audit
///
/// `subprocess.Popen` with `uname`, its arguments, `None`, `None`, when the program is about to be started. A hook that
/// refuses that leaves the processor unknown.
///
/// ```
/// println!("{:?}", ostler::platform::processor());
/// ```
pub fn processor() -> String {
    uname().processor().to_owned()
}
