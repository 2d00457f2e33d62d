//! The environment of this process, for a program that is to have it.

use ostler::raw::environ;
use ostler::raw::processes::Strings;

/// All of it.
pub(super) fn inherited() -> Strings {
    let mut strings = Strings::default();
    environ::variables().for_each(|(name, value)| strings.push_pair(&name, &value));
    strings
}
