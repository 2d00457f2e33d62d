//! The processors a thread or process may run on.

use std::collections::{BTreeSet, btree_set};
use std::fmt;
use std::iter;

use ostler_sys as sys;

use crate::errno::{self, Errno};
use crate::error::{Error, Result};
use crate::host::retry;

/// Numbers of processors.
///
/// As many as there are: the fixed set of 1,024 in C is not a limit. It prints as the kernel prints such sets.
///
/// ```
/// use ostler::os::CpuSet;
///
/// let cpus = CpuSet::from_iter([0, 1, 2, 3, 8]);
/// assert!(cpus.contains(8));
/// assert_eq!(cpus.to_string(), "0-3,8");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[doc(alias = "cpu_set_t")]
pub struct CpuSet(BTreeSet<usize>);

impl CpuSet {
    /// No processor.
    pub const fn new() -> Self {
        Self(BTreeSet::new())
    }

    /// Puts a processor in; `false` if it was in.
    pub fn insert(&mut self, cpu: usize) -> bool {
        self.0.insert(cpu)
    }

    /// Takes a processor out; `false` if it was not in.
    pub fn remove(&mut self, cpu: usize) -> bool {
        self.0.remove(&cpu)
    }

    /// Whether a processor is in.
    pub fn contains(&self, cpu: usize) -> bool {
        self.0.contains(&cpu)
    }

    /// How many are in.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers, upwards.
    pub fn iter(&self) -> iter::Copied<btree_set::Iter<'_, usize>> {
        self.0.iter().copied()
    }

    /// The set as the kernel takes it.
    pub(crate) fn words(&self) -> Result<Vec<usize>> {
        let words = self.0.last().map_or(0, |last| last / WORD + 1);
        if words > MOST {
            return Err(Error::overflow("CPU number too large"));
        }
        let mut mask = vec![0; words];
        for cpu in self {
            if let Some(word) = mask.get_mut(cpu / WORD) {
                *word |= 1 << (cpu % WORD);
            }
        }
        Ok(mask)
    }

    /// Where a thread may run.
    pub(crate) fn of(pid: i32) -> Result<Self, Errno> {
        let mut words = vec![0; 1024 / WORD];
        loop {
            match retry(|| sys::scheduler::sched_getaffinity(pid, &mut words)) {
                Ok(_) => return Ok(Self::from_words(&words)),
                // The kernel counts in more processors than there is room for.
                Err(errno::EINVAL) if words.len() < MOST => words.resize(words.len() * 2, 0),
                Err(errno) => return Err(errno),
            }
        }
    }

    /// The set as the kernel gives it.
    fn from_words(words: &[usize]) -> Self {
        let bits = |(n, word): (usize, &usize)| {
            let word = *word;
            (0..WORD).filter(move |bit| word >> bit & 1 == 1).map(move |bit| n * WORD + bit)
        };
        words.iter().enumerate().flat_map(bits).collect()
    }
}

/// The bits of a word.
const WORD: usize = usize::BITS as usize;

/// Words for 65,536 processors: eight times what Linux can be built for.
const MOST: usize = (1 << 16) / WORD;

/// `0-3,8`: ranges, as in `/proc/self/status`.
impl fmt::Display for CpuSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cpus = self.iter().peekable();
        let mut separator = "";
        while let Some(first) = cpus.next() {
            let mut last = first;
            while let Some(next) = cpus.next_if(|next| last.checked_add(1) == Some(*next)) {
                last = next;
            }
            if first == last {
                write!(f, "{separator}{first}")?;
            } else {
                write!(f, "{separator}{first}-{last}")?;
            }
            separator = ",";
        }
        Ok(())
    }
}

impl fmt::Debug for CpuSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl FromIterator<usize> for CpuSet {
    fn from_iter<I: IntoIterator<Item = usize>>(cpus: I) -> Self {
        Self(cpus.into_iter().collect())
    }
}

impl Extend<usize> for CpuSet {
    fn extend<I: IntoIterator<Item = usize>>(&mut self, cpus: I) {
        self.0.extend(cpus);
    }
}

impl IntoIterator for CpuSet {
    type Item = usize;
    type IntoIter = btree_set::IntoIter<usize>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a CpuSet {
    type Item = usize;
    type IntoIter = iter::Copied<btree_set::Iter<'a, usize>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<const N: usize> From<[usize; N]> for CpuSet {
    fn from(cpus: [usize; N]) -> Self {
        Self(BTreeSet::from(cpus))
    }
}

/// Lets a thread or process run on these processors only: `os.sched_setaffinity(pid, mask)`, `sched_setaffinity(2)`.
///
/// `pid` is a thread's id, or a process's for its first thread; 0 is the calling thread. Processors the system does not
/// have are passed over, as long as one remains.
///
/// # Errors
///
/// `EINVAL` where no processor remains; `Overflow` for a number that no system has; `PermissionDenied` for another user's
/// process; `ProcessLookup` where there is no such thread.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let cpus = os::sched_getaffinity(0)?;
/// os::sched_setaffinity(0, &cpus)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_setaffinity(pid: i32, mask: &CpuSet) -> Result<()> {
    let words = mask.words()?;
    Ok(retry(|| sys::scheduler::sched_setaffinity(pid, &words))?)
}

/// The processors a thread or process may run on: `os.sched_getaffinity(pid)`, `sched_getaffinity(2)`.
///
/// 0 is the calling thread.
///
/// # Errors
///
/// `ProcessLookup` where there is no such thread.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// assert!(!ostler::os::sched_getaffinity(0)?.is_empty());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_getaffinity(pid: i32) -> Result<CpuSet> {
    Ok(CpuSet::of(pid)?)
}
