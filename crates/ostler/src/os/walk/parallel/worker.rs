//! The threads of a walk, and how they share its work.
//!
//! Each goes its own way in depth. One that has nothing left waits; one that has more than it needs sees that somebody waits
//! and gives away the part nearest to the top, which is the largest. All waiting is the end.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ostler_sys::dirent::{ROOM, Records};

use crate::audit::{audit, events};
use crate::errno;
use crate::error::{Error, OrPath as _, Result};
use crate::host::retry;

use super::super::core::{LARGE, Options};
use super::super::listing::Listing;
use super::super::marks::{classify, is_to_visit, mark};
use super::super::trouble::Verdict;
use super::node::{Budget, Node, Opened};
use super::{Flow, Settings};

/// Directories that may be open at once, beside the top and those being read.
const OPEN: usize = 8;
const OPEN_PER_THREAD: usize = 8;
/// However many threads there are: a process may often have no more than 1024 descriptors, and has other uses for them.
const OPEN_AT_MOST: usize = 192;

/// How often threads that get no descriptor wait in vain, all of them together, for one that others close, and how long each time.
/// On a busy machine those who could close one have no processor for some hundredths of a second.
const PATIENCE: usize = 500;
const MOMENT: Duration = Duration::from_millis(1);

/// Subdirectories of one directory, not visited yet: from one position to another.
struct Work {
    node: Arc<Node>,
    next: usize,
    end: usize,
}

/// What is waiting to be taken, and who waits for it.
#[derive(Default)]
struct Board {
    offers: Vec<Work>,
    members: usize,
    waiting: usize,
    over: bool,
}

/// How a walk ended before its end.
enum Ending<B> {
    Break(B),
    Error(Error),
}

pub(super) struct Team<'a, V, B> {
    options: Options,
    threads: usize,
    settings: Settings<'a>,
    visit: V,
    budget: Arc<Budget>,
    board: Mutex<Board>,
    news: Condvar,
    /// How many wait and have no offer, to be read without the lock.
    hungry: AtomicUsize,
    over: AtomicBool,
    patience: AtomicUsize,
    ending: Mutex<Option<Ending<B>>>,
}

impl<'a, V, B> Team<'a, V, B>
where
    V: Fn(Result<Listing<'_>>) -> Flow<B> + Sync,
    B: Send,
{
    pub(super) fn new(options: Options, threads: usize, settings: Settings<'a>, visit: V) -> Self {
        let limit = OPEN.saturating_add(OPEN_PER_THREAD.saturating_mul(threads)).min(OPEN_AT_MOST);
        Self {
            options,
            threads,
            settings,
            visit,
            budget: Arc::new(Budget::new(limit)),
            board: Mutex::new(Board { members: 1, ..Board::default() }),
            news: Condvar::new(),
            hungry: AtomicUsize::new(0),
            over: AtomicBool::new(false),
            patience: AtomicUsize::new(PATIENCE),
            ending: Mutex::new(None),
        }
    }

    pub(super) fn run(self, top: &Path) -> Result<Flow<B>> {
        self.walk(top)?;
        match self.ending.into_inner().unwrap_or_else(PoisonError::into_inner) {
            None => Ok(Flow::Continue(())),
            Some(Ending::Break(value)) => Ok(Flow::Break(value)),
            Some(Ending::Error(error)) => Err(error),
        }
    }

    fn walk(&self, top: &Path) -> Result<()> {
        let mut first = Worker::new(self);
        first.begin(top)?;
        if first.stack.is_empty() {
            return Ok(());
        }
        thread::scope(|scope| {
            let mut others = Vec::new();
            for _ in 1..self.threads {
                self.board().members += 1;
                let spawned =
                    thread::Builder::new().spawn_scoped(scope, || Worker::new(self).work());
                if let Ok(other) = spawned {
                    others.push(other);
                } else {
                    // The system has no thread to spare: fewer do the same.
                    self.board().members -= 1;
                    break;
                }
            }
            first.work();
            for other in others {
                if let Err(panic) = other.join() {
                    std::panic::resume_unwind(panic);
                }
            }
        });
        Ok(())
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Sends everybody home.
    fn finish(&self) {
        self.over.store(true, Ordering::Relaxed);
        let mut board = self.board();
        board.over = true;
        board.offers.clear();
        self.news.notify_all();
    }

    fn end(&self, ending: Ending<B>) {
        self.ending.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(ending);
        self.finish();
    }

    /// Waits for work. `None` when there will be no more.
    fn take(&self) -> Option<Work> {
        let mut board = self.board();
        loop {
            if board.over {
                return None;
            }
            if let Some(work) = board.offers.pop() {
                self.count(&board);
                return Some(work);
            }
            board.waiting += 1;
            if board.waiting == board.members {
                drop(board);
                self.finish();
                return None;
            }
            self.count(&board);
            board = self.news.wait(board).unwrap_or_else(PoisonError::into_inner);
            board.waiting -= 1;
            self.count(&board);
        }
    }

    /// Notes how many wait and have no offer.
    fn count(&self, board: &Board) {
        self.hungry.store(board.waiting.saturating_sub(board.offers.len()), Ordering::Relaxed);
    }

    fn offer(&self, work: Work) {
        let mut board = self.board();
        board.offers.push(work);
        self.count(&board);
        self.news.notify_one();
    }

    /// Waits a moment for the other threads to close something. `false` if that was in vain too often, or there are none.
    #[cold]
    fn wait_for_descriptor(&self) -> bool {
        if self.threads == 1 || self.is_over() {
            return false;
        }
        let left = |left: usize| left.checked_sub(1);
        let is_patient =
            self.patience.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).is_ok();
        if is_patient {
            thread::sleep(MOMENT);
        }
        is_patient
    }

    /// Tells whoever is to hear of an error.
    fn report(&self, error: Error) {
        match self.settings.hear(error) {
            Verdict::GoOn => {}
            Verdict::End(error) => self.end(Ending::Error(error)),
            Verdict::Item(error) => {
                if let Flow::Break(value) = (self.visit)(Err(error)) {
                    self.end(Ending::Break(value));
                }
            }
        }
    }
}

struct Worker<'t, 'a, V, B>
where
    V: Fn(Result<Listing<'_>>) -> Flow<B> + Sync,
    B: Send,
{
    team: &'t Team<'a, V, B>,
    stack: Vec<Work>,
    records: Records,
}

impl<'t, 'a, V, B> Worker<'t, 'a, V, B>
where
    V: Fn(Result<Listing<'_>>) -> Flow<B> + Sync,
    B: Send,
{
    fn new(team: &'t Team<'a, V, B>) -> Self {
        Self { team, stack: Vec::new(), records: Records::new() }
    }

    fn begin(&mut self, top: &Path) -> Result<()> {
        audit!(events::Scandir { path: top });
        match Opened::top(top) {
            Ok(opened) => self.visit(opened),
            Err(error) => self.team.report(error),
        }
        Ok(())
    }

    fn work(mut self) {
        // The others must not wait for one that panicked.
        let team = self.team;
        let alarm = Alarm(|| team.finish());
        while !team.is_over() {
            while let Some((node, at, by_link)) = self.next() {
                self.share();
                if team.budget.is_exceeded() {
                    self.close_one();
                }
                if let Err(refusal) = self.go(&node, at, by_link) {
                    team.end(Ending::Error(refusal));
                }
                if team.is_over() {
                    break;
                }
            }
            match team.take() {
                Some(work) => self.stack.push(work),
                None => break,
            }
        }
        std::mem::forget(alarm);
    }

    /// The next subdirectory to visit: the parent, the position of the name, whether a link is followed.
    fn next(&mut self) -> Option<(Arc<Node>, usize, bool)> {
        loop {
            let work = self.stack.last_mut()?;
            if work.next < work.end
                && let Some((record, next)) = work.node.subdirs.get(work.next)
            {
                let (at, by_link) = (work.next, record.kind() & mark::LEADS_TO_DIR != 0);
                work.next = next;
                if next < work.end {
                    return Some((Arc::clone(&work.node), at, by_link));
                }
                return self.stack.pop().map(|work| (work.node, at, by_link));
            }
            self.stack.pop();
        }
    }

    /// Gives work away if somebody waits.
    #[inline]
    fn share(&mut self) {
        if self.team.hungry.load(Ordering::Relaxed) == 0 {
            return;
        }
        let Some(first) = self.stack.first_mut() else { return };
        if let Some(half) = first.split() {
            self.team.offer(half);
        } else if self.stack.len() > 1 {
            let first = self.stack.remove(0);
            self.team.offer(first);
        }
    }

    /// Visits a subdirectory. What is returned ends the walk.
    fn go(&mut self, parent: &Arc<Node>, at: usize, by_link: bool) -> Result<()> {
        let team = self.team;
        if crate::audit::active() || team.settings.prune.is_some() {
            let name = parent.subdirs.get(at).map_or(&b""[..], |(record, _)| record.name());
            let path = parent.path.join(OsStr::from_bytes(name));
            if team.settings.leaves_out(&path) {
                parent.one_less();
                return Ok(());
            }
            audit!(events::Scandir { path: path.as_path() });
        }
        let mut waited = false;
        loop {
            match Opened::below(parent, at, by_link, team.options.follow) {
                Ok(opened) => {
                    if waited {
                        team.patience.store(PATIENCE, Ordering::Relaxed);
                    }
                    parent.one_less();
                    self.visit(opened);
                }
                Err(error) => {
                    if matches!(error.errno(), Some(errno::EMFILE | errno::ENFILE)) {
                        team.budget.shrink();
                        if self.close_one() {
                            continue;
                        }
                        if team.wait_for_descriptor() {
                            waited = true;
                            continue;
                        }
                    }
                    parent.one_less();
                    team.report(error);
                }
            }
            return Ok(());
        }
    }

    /// Closes the open directory nearest to the top that this thread is below.
    fn close_one(&self) -> bool {
        self.stack.iter().any(|work| work.node.close())
    }

    /// Reads a directory, shows it to the visitor and notes its subdirectories.
    fn visit(&mut self, opened: Opened) {
        let team = self.team;
        self.records.clear_to(LARGE);
        let read = retry(|| -> Result<(), errno::Errno> {
            while opened.dir.read(&mut self.records, ROOM)? {}
            Ok(())
        });
        if let Err(error) = read.or_path(&opened.path) {
            return team.report(error);
        }
        classify(&mut self.records, 0, &opened.dir, team.options.resolve);
        let listing = Listing {
            dirpath: &opened.path,
            depth: opened.depth,
            dir: &opened.dir,
            records: &mut self.records,
            start: 0,
        };
        if let Flow::Break(value) = (team.visit)(Ok(listing)) {
            return team.end(Ending::Break(value));
        }
        if opened.depth >= team.options.max_depth {
            return;
        }
        let mut subdirs = Records::new();
        let (mut at, mut count) = (0, 0);
        while let Some((record, next)) = self.records.get(at) {
            if is_to_visit(record, team.options.follow) {
                subdirs.push_record(record);
                count += 1;
            }
            at = next;
        }
        if !subdirs.is_empty() {
            let end = subdirs.len();
            let node = opened.into_node(subdirs, count, team.options.follow, &team.budget);
            self.stack.push(Work { node, next: 0, end });
        }
    }
}

impl Work {
    /// Takes the second half away, if there are two.
    fn split(&mut self) -> Option<Self> {
        let mut middle = self.next;
        while middle < self.next + (self.end - self.next) / 2 {
            middle = self.node.subdirs.get(middle)?.1;
        }
        if middle <= self.next || middle >= self.end {
            return None;
        }
        let half = Self { node: Arc::clone(&self.node), next: middle, end: self.end };
        self.end = middle;
        Some(half)
    }
}

/// Calls a function if it is dropped.
struct Alarm<F: FnMut()>(F);

impl<F: FnMut()> Drop for Alarm<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
