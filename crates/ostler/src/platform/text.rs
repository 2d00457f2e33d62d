//! The platform in one line.

use std::convert::Infallible;
use std::sync::Arc;

use super::{Architecture, LibcVer, Win32Ver, cache};

/// How [`platform_with`] writes the line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Form {
    /// The name a system is known under in the place of the one it gives itself, by [`system_alias`]: Solaris for `SunOS`.
    pub aliased: bool,
    /// No more than the system and its release. Linux is always told about at length, as in the reference.
    pub terse: bool,
}

/// The platform in one line, to be read by people: `platform.platform()`.
///
/// `Linux-6.12.9-x86_64-with-glibc2.41`, `macOS-15.1-arm64-arm-64bit-Mach-O`, `FreeBSD-14.2-RELEASE-amd64-amd64-64bit-ELF`.
/// It can be a part of a file's name: blanks are underscores, slashes, colons and their like are dashes.
///
/// The C library in it is the one that this program runs on, the architecture this program's own. The processor is asked for
/// with the program `uname`: see [`processor`](super::processor()). The answer is kept until
/// [`invalidate_caches`](super::invalidate_caches).
///
/// # Audit
///
/// As [`processor`](super::processor()), when it finds out.
///
/// ```
/// let platform = ostler::platform::platform();
/// assert!(platform.contains(&ostler::platform::machine()));
/// assert!(!platform.contains([' ', '/']));
/// ```
pub fn platform() -> String {
    platform_with(Form::default())
}

/// [`platform`] in another form: `platform.platform(aliased=False, terse=False)`.
///
/// ```
/// use ostler::platform::{self, Form};
/// let short = platform::platform_with(Form { terse: true, ..Form::default() });
/// assert!(platform::platform().starts_with(&short));
/// ```
pub fn platform_with(form: Form) -> String {
    let place = usize::from(form.aliased) * 2 + usize::from(form.terse);
    let Ok(text) = cache::kept(
        |caches| &mut caches.platform[place],
        || Ok::<_, Infallible>(Arc::from(describe(&Here(super::uname()), form))),
    );
    text.as_ref().to_owned()
}

/// What a platform's line is made of, asked for only where it is a part of it.
#[doc(hidden)]
pub trait Facts {
    /// System, release, version, machine.
    fn names(&self) -> [String; 4];
    fn processor(&self) -> String;
    fn architecture(&self) -> Architecture;
    fn libc_ver(&self) -> LibcVer;
    /// The release of macOS, or of iOS with its name, where the system is one of them.
    fn apple(&self) -> Option<(String, String)>;
    fn win32_ver(&self, version: &str) -> Win32Ver;
}

/// This one.
struct Here(Arc<super::UnameResult>);

impl Facts for Here {
    fn names(&self) -> [String; 4] {
        let names = &self.0;
        [&names.system, &names.release, &names.version, &names.machine].map(String::clone)
    }

    fn processor(&self) -> String {
        self.0.processor().to_owned()
    }

    fn architecture(&self) -> Architecture {
        super::architecture()
    }

    fn libc_ver(&self) -> LibcVer {
        super::libc_ver()
    }

    fn apple(&self) -> Option<(String, String)> {
        if cfg!(target_os = "ios") {
            let ios = super::ios_ver();
            return Some((ios.system, ios.release));
        }
        let release = super::mac_ver().release;
        (!release.is_empty()).then(|| ("macOS".to_owned(), release))
    }

    fn win32_ver(&self, version: &str) -> Win32Ver {
        let version = version.to_owned();
        super::win32_ver_with(Win32Ver { version, ..Win32Ver::default() })
    }
}

/// The line for a platform: [`platform_with`] for these facts.
#[doc(hidden)]
pub fn describe(facts: &(impl Facts + ?Sized), form: Form) -> String {
    let [mut system, mut release, mut version, machine] = facts.names();
    if form.aliased {
        (system, release, version) = system_alias(&system, &release, &version);
    }
    if system == "Darwin"
        && let Some((name, number)) = facts.apple()
    {
        (system, release) = (name, number);
    }
    let processor = || Some(facts.processor()).filter(|name| *name != machine).unwrap_or_default();
    match system.as_str() {
        "Linux" => {
            let LibcVer { lib, version } = facts.libc_ver();
            join(&[&system, &release, &machine, &processor(), "with", &(lib + &version)])
        }
        _ if form.terse => join(&[&system, &release]),
        "Windows" => join(&[&system, &release, &version, &facts.win32_ver(&version).csd]),
        _ => {
            let Architecture { bits, linkage } = facts.architecture();
            join(&[&system, &release, &machine, &processor(), &bits, &linkage])
        }
    }
}

/// Parts with dashes between them, without what has no place in a file's name.
#[doc(hidden)]
pub fn join(parts: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for part in parts.iter().map(AsRef::as_ref).filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push('-');
        }
        text.extend(trimmed(part).chars().map(|letter| match letter {
            ' ' => '_',
            '/' | '\\' | ':' | ';' | '"' | '(' | ')' => '-',
            other => other,
        }));
    }
    // What is not known leaves no trace.
    let text = text.replace("unknown", "");
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter != '-' || !folded.ends_with('-') {
            folded.push(letter);
        }
    }
    folded.truncate(folded.trim_end_matches('-').len());
    folded
}

/// Without the blanks around it: the reference's, who counts four control characters among them.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}

/// The names that a system is known under: `platform.system_alias(system, release, version)`.
///
/// `SunOS` from release 5 on is Solaris, whose releases count three less; the old names of Windows become `Windows`. Every
/// other system stays what it calls itself, Darwin too.
///
/// ```
/// use ostler::platform::system_alias;
/// let (system, release, _) = system_alias("SunOS", "5.11", "11.4");
/// assert_eq!((system.as_str(), release.as_str()), ("Solaris", "2.11"));
/// ```
pub fn system_alias(system: &str, release: &str, version: &str) -> (String, String, String) {
    let (system, release) = match system {
        // As texts: what is before 5 kept the old name.
        "SunOS" if release >= "5" => ("Solaris", solaris(release)),
        "win32" | "win16" => ("Windows", release.to_owned()),
        _ => (system, release.to_owned()),
    };
    (system.to_owned(), release, version.to_owned())
}

fn solaris(release: &str) -> String {
    let (major, rest) = release.split_at(release.find('.').unwrap_or(release.len()));
    match major.trim().parse::<i64>().ok().and_then(|major| major.checked_sub(3)) {
        Some(major) => format!("{major}{rest}"),
        None => release.to_owned(),
    }
}
