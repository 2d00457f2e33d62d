//! An environment as data.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::iter::FusedIterator;
use std::sync::Arc;
use std::vec;

use super::hash::Folding;
use super::key::{self, owned};

/// Environment variables: a map from names to values that is nobody's live environment.
///
/// [`environ`](super::environ) gives the process's; `Environ::new()` is empty. Changing it changes nothing else: pass it
/// to a program to be run. A clone costs nothing until one of the two is changed. Variables are listed in the order they
/// were put in.
///
/// On Windows names have no case, and are kept in capitals.
///
/// Any string is taken for a name. One that no environment can have (empty, with `=` or a NUL byte) is refused where the
/// variables are used.
///
/// ```
/// use ostler::os::{self, Environ};
///
/// let mut env = os::environ();
/// env.insert("LANG", "C");
/// env.remove("LD_PRELOAD");
/// assert_eq!(env.get("LANG"), Some("C".as_ref()));
///
/// let bare = Environ::from_iter([("PATH", os::defpath), ("HOME", "/")]);
/// assert_eq!(bare.len(), 2);
/// ```
#[derive(Clone, Default)]
pub struct Environ(Arc<Variables>);

#[derive(Clone, Default)]
struct Variables {
    map: HashMap<OsString, Variable, Folding>,
    /// How many were ever put in: the place of the next.
    next: u64,
}

#[derive(Clone)]
struct Variable {
    value: OsString,
    place: u64,
}

impl Environ {
    /// No variables.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a variable.
    #[inline]
    pub fn get(&self, key: impl AsRef<OsStr>) -> Option<&OsStr> {
        self.0.map.get(&*key::of(key.as_ref())).map(|variable| variable.value.as_os_str())
    }

    /// Whether there is such a variable.
    #[inline]
    pub fn contains(&self, key: impl AsRef<OsStr>) -> bool {
        self.0.map.contains_key(&*key::of(key.as_ref()))
    }

    /// How many variables there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.map.len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.map.is_empty()
    }

    /// Sets a variable. Returns the value before; it keeps its place in the order then.
    pub fn insert(
        &mut self,
        key: impl Into<OsString>,
        value: impl Into<OsString>,
    ) -> Option<OsString> {
        let (key, value) = (owned(key.into()), value.into());
        let variables = Arc::make_mut(&mut self.0);
        if let Some(variable) = variables.map.get_mut(&key) {
            return Some(std::mem::replace(&mut variable.value, value));
        }
        variables.map.insert(key, Variable { value, place: variables.next });
        variables.next += 1;
        None
    }

    /// Removes a variable. Returns its value.
    pub fn remove(&mut self, key: impl AsRef<OsStr>) -> Option<OsString> {
        if !self.contains(&key) {
            return None;
        }
        Arc::make_mut(&mut self.0)
            .map
            .remove(&*key::of(key.as_ref()))
            .map(|variable| variable.value)
    }

    /// Removes all variables.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Names and values, in the order they were put in.
    pub fn iter(&self) -> EnvironIter<'_> {
        let mut all: Vec<_> = self.0.map.iter().collect();
        all.sort_unstable_by_key(|(_, variable)| variable.place);
        EnvironIter(all.into_iter())
    }
}

/// Names and values of an [`Environ`], from [`Environ::iter`].
#[derive(Clone)]
#[must_use = "iterators are lazy"]
pub struct EnvironIter<'a>(vec::IntoIter<(&'a OsString, &'a Variable)>);

fn texts<'a>((key, variable): (&'a OsString, &'a Variable)) -> (&'a OsStr, &'a OsStr) {
    (key, &variable.value)
}

impl<'a> Iterator for EnvironIter<'a> {
    type Item = (&'a OsStr, &'a OsStr);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(texts)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for EnvironIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(texts)
    }
}

impl ExactSizeIterator for EnvironIter<'_> {}

impl FusedIterator for EnvironIter<'_> {}

impl fmt::Debug for EnvironIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.clone()).finish()
    }
}

impl<'a> IntoIterator for &'a Environ {
    type Item = (&'a OsStr, &'a OsStr);
    type IntoIter = EnvironIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Into<OsString>, V: Into<OsString>> Extend<(K, V)> for Environ {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, variables: I) {
        for (key, value) in variables {
            self.insert(key, value);
        }
    }
}

impl<K: Into<OsString>, V: Into<OsString>> FromIterator<(K, V)> for Environ {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(variables: I) -> Self {
        let mut all = Self::new();
        all.extend(variables);
        all
    }
}

/// The same variables with the same values, in whatever order.
impl PartialEq for Environ {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Eq for Environ {}

impl fmt::Debug for Environ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}
