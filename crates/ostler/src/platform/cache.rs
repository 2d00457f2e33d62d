//! What has been found out once is not found out again, until [`invalidate_caches`].

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::os_release::OsRelease;
use super::uname::UnameResult;

/// What is kept.
pub(crate) struct Caches {
    /// How often everything was forgotten. What was begun before that is not kept afterwards.
    round: u64,
    pub(crate) uname: Option<Arc<UnameResult>>,
    pub(crate) os_release: Option<Arc<OsRelease>>,
    /// By what was asked for.
    pub(crate) platform: [Option<Arc<str>>; 4],
}

static CACHES: Mutex<Caches> = Mutex::new(Caches::EMPTY);

impl Caches {
    const EMPTY: Self =
        Self { round: 0, uname: None, os_release: None, platform: [None, None, None, None] };
}

fn lock() -> MutexGuard<'static, Caches> {
    // Nothing panics while it holds the lock; were it to, what is kept would be whole nevertheless.
    CACHES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is kept in a place, or else what `make` finds out, which is kept there then.
///
/// The lock is not held meanwhile. Of two threads that find out at once the first to be done is believed, so that both have
/// the same.
pub(crate) fn kept<T: ?Sized, E>(
    place: impl Fn(&mut Caches) -> &mut Option<Arc<T>>,
    make: impl FnOnce() -> Result<Arc<T>, E>,
) -> Result<Arc<T>, E> {
    let round = {
        let mut caches = lock();
        if let Some(known) = place(&mut caches) {
            return Ok(Arc::clone(known));
        }
        caches.round
    };
    let made = make()?;
    let mut caches = lock();
    if caches.round != round {
        return Ok(made);
    }
    Ok(Arc::clone(place(&mut caches).get_or_insert(made)))
}

/// Forgets what was found out: `platform.invalidate_caches()`.
///
/// [`uname`](super::uname) and what is a part of it, [`platform`](super::platform) and
/// [`freedesktop_os_release`](super::freedesktop_os_release) ask the system once and keep the answer. After a change of it,
/// say of the name of the machine, this has them ask again. An answer that another thread is waiting for meanwhile is given
/// to it and not kept.
///
/// ```
/// use ostler::platform;
/// let before = platform::node();
/// platform::invalidate_caches();
/// assert_eq!(platform::node(), before);       // nobody renamed it
/// ```
pub fn invalidate_caches() {
    let mut caches = lock();
    let round = caches.round.wrapping_add(1);
    *caches = Caches { round, ..Caches::EMPTY };
}
