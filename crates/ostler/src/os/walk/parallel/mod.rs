//! Walking by several threads.

mod node;
mod worker;

use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};

use super::trouble::{Handler, Verdict};
use super::{Listing, Walk};

use self::worker::Team;

/// What a visitor of a parallel walk came to.
type Flow<B> = ControlFlow<B>;

impl Walk<'_> {
    /// Visits the directories by several threads: as many as the machine has processors if `threads` is 0.
    ///
    /// The visitor is called for each directory, by any of the threads, several at a time; a directory comes before those
    /// below it, and what [`Listing::prune`] leaves out is not visited. Errors of single directories come to it as `Err`, unless
    /// the settings say otherwise. It stops the walk with [`ControlFlow::Break`]. The calling thread works too, and no thread is
    /// left when the call returns. It begins at the top, whatever steps were taken before.
    ///
    /// Each thread may hold about ten descriptors, all of them together hardly more than two hundred and fifty; fewer where the
    /// process may not have so many.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    /// use ostler::os;
    ///
    /// let entries = AtomicUsize::new(0);
    /// let walked = os::walk("/etc").parallel(0, |listing| {
    ///     if let Ok(listing) = listing {
    ///         entries.fetch_add(listing.entries().count(), Ordering::Relaxed);
    ///     }
    ///     ControlFlow::<()>::Continue(())
    /// })?;
    /// assert!(walked.is_continue() && entries.into_inner() > 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `NotImplemented` with `topdown(false)`; the refusal of an audit hook; the error that an [`onerror`](Walk::onerror)
    /// function ended the walk with.
    ///
    /// # Panics
    ///
    /// A panic of the visitor ends the walk and goes on in the calling thread.
    pub fn parallel<B: Send>(
        mut self,
        threads: usize,
        visit: impl Fn(Result<Listing<'_>>) -> ControlFlow<B> + Sync,
    ) -> Result<ControlFlow<B>> {
        if !self.core.options.topdown {
            return Err(Error::not_implemented("parallel: bottom-up walks go by one thread"));
        }
        super::announce(&mut self.core)?;
        let mut options = self.core.options;
        options.resolve = options.follow;
        let threads = match threads {
            0 => std::thread::available_parallelism().map_or(1, NonZero::get),
            given => given,
        };
        let settings = Settings {
            handler: Mutex::new(std::mem::take(&mut self.core.handler)),
            prune: self.core.prune.take().map(Mutex::new),
        };
        let team = Team::new(options, threads, settings, visit);
        team.run(&self.core.top)
    }
}

/// The settings whose functions the threads take turns in calling.
struct Settings<'a> {
    handler: Mutex<Handler<'a>>,
    prune: Option<Mutex<super::core::Prune<'a>>>,
}

impl Settings<'_> {
    fn hear(&self, error: Error) -> Verdict {
        self.handler.lock().unwrap_or_else(PoisonError::into_inner).hear(error)
    }

    fn leaves_out(&self, path: &std::path::Path) -> bool {
        self.prune
            .as_ref()
            .is_some_and(|prune| prune.lock().unwrap_or_else(PoisonError::into_inner)(path))
    }
}
