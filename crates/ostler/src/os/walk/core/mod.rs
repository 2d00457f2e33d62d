//! The one engine under every way to walk.
//!
//! A directory costs what the kernel asks for it and no more: `openat`, `getdents64` until it says the end, `close`. The
//! records stay as the kernel wrote them. Top-down they are in `current` until the next directory is listed, and only
//! those of subdirectories still to be visited move to `kept`; bottom-up they are read into `kept` at once. `kept` is a
//! stack, so the depth of a tree costs no more memory than the names that are still needed.

mod settle;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ostler_sys::SysCode;
#[cfg(unix)]
use ostler_sys::dirent::OPEN_DIR;
use ostler_sys::dirent::{Dir, ROOM, Records};
#[cfg(unix)]
use ostler_sys::text;
use ostler_sys::text::Name;

use crate::audit::{Arg, events};
use crate::errno;
use crate::error::{Error, Result};
#[cfg(unix)]
use crate::fd::{AsRawFd as _, Fd};
use crate::host::Host;
use crate::os::at::with_path;

use super::descent::{Descent, Frame};
use super::marks::{classify, is_to_visit, mark};
use super::reason::Failure;
use super::trail::{Pushed, Trail};
use super::trouble::{Handler, Trouble, Verdict, ask};

/// Memory that one directory needed and the next will hardly need.
pub(super) const LARGE: usize = 1 << 20;

/// What kind of walk it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    pub(super) topdown: bool,
    pub(super) follow: bool,
    pub(super) follow_top: bool,
    pub(super) max_depth: usize,
    /// Symbolic links are looked through, to tell directories from files.
    pub(super) resolve: bool,
    /// A directory is open while it is at hand.
    pub(super) descriptors: bool,
    /// The events are those of `fwalk`.
    #[cfg(unix)]
    pub(super) opens: bool,
    /// Top-down, a large directory is handed out in several parts, so that it is never in memory as a whole.
    pub(super) parts: bool,
}

/// What the program made [`prune`](super::Walk::prune) with.
pub(super) type Prune<'a> = Box<dyn FnMut(&Path) -> bool + Send + 'a>;

pub(super) struct Core<'a> {
    pub(super) options: Options,
    pub(super) top: PathBuf,
    #[cfg(unix)]
    pub(super) dir_fd: Option<Fd<'a>>,
    pub(super) handler: Handler<'a>,
    pub(super) prune: Option<Prune<'a>>,
    state: State,
    trail: Trail,
    descent: Descent,
    current: Records,
    kept: Records,
    /// Errors of names that were put among the subdirectories and cannot be names.
    refused: Vec<Error>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing was asked of the system yet.
    Start,
    /// In a directory, between its subdirectories.
    Within,
    /// A directory was handed out before its subdirectories.
    Listed,
    /// A directory was handed out after its subdirectories.
    Spent,
    Done,
}

/// What a step of the engine came to.
enum Moved {
    /// A directory is to be handed out.
    Out,
    /// There is more to do first.
    On,
    End,
}

impl Core<'_> {
    pub(super) fn new(top: &Path, options: Options) -> Self {
        Self {
            options,
            top: top.to_path_buf(),
            #[cfg(unix)]
            dir_fd: None,
            handler: Handler::Items,
            prune: None,
            state: State::Start,
            trail: Trail::default(),
            descent: Descent::new(),
            current: Records::new(),
            kept: Records::new(),
            refused: Vec::new(),
        }
    }

    pub(super) fn is_new(&self) -> bool {
        self.state == State::Start
    }

    /// Whether the subdirectories of the directory at hand can still be chosen.
    pub(super) fn is_listed(&self) -> bool {
        self.state == State::Listed
    }

    pub(super) fn path(&self) -> &Path {
        self.trail.path()
    }

    pub(super) fn depth(&self) -> usize {
        self.descent.depth()
    }

    /// The directory at hand, if it is open.
    pub(super) fn dir(&self) -> Option<&Arc<Dir>> {
        self.descent.frames.last()?.dir.as_ref()
    }

    /// The records of the directory at hand, and where they begin.
    pub(super) fn records(&self) -> (&Records, usize) {
        match self.descent.frames.last() {
            Some(frame) if !self.options.topdown => (&self.kept, frame.start),
            _ => (&self.current, 0),
        }
    }

    /// The parts of the directory at hand, for whoever marks records.
    #[cfg(unix)]
    pub(super) fn parts(&mut self) -> Option<(&Path, usize, &Arc<Dir>, &mut Records, usize)> {
        let depth = self.depth();
        let frame = self.descent.frames.last()?;
        let path = self.trail.path();
        let dir = frame.dir.as_ref()?;
        if self.options.topdown {
            Some((path, depth, dir, &mut self.current, 0))
        } else {
            Some((path, depth, dir, &mut self.kept, frame.start))
        }
    }

    pub(super) fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("top", &self.top)
            .field("path", &self.path())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }

    /// Ends the walk.
    pub(super) fn finish(&mut self) {
        self.state = State::Done;
        self.descent.frames.clear();
    }

    /// Goes on to the next directory. `None` after the last.
    pub(super) fn advance<H: Host>(&mut self, host: &mut H) -> Option<Result<()>> {
        loop {
            let moved = match self.state {
                State::Done => return None,
                State::Start => {
                    self.state = State::Within;
                    self.enter_top(host)
                }
                State::Listed => {
                    self.settle();
                    self.read_on(host)
                }
                State::Spent => {
                    self.leave();
                    self.state = State::Within;
                    Ok(Moved::On)
                }
                State::Within => match self.refused.pop() {
                    Some(error) => Err(Trouble::Here(error)),
                    None => self.descend(host),
                },
            };
            match moved {
                Ok(Moved::Out) => return Some(Ok(())),
                Ok(Moved::On) => {}
                Ok(Moved::End) => {
                    self.finish();
                    return None;
                }
                Err(Trouble::Fatal(error)) => {
                    self.finish();
                    return Some(Err(error));
                }
                Err(Trouble::Here(error)) => match self.handler.hear(error) {
                    Verdict::GoOn => {}
                    Verdict::Item(error) => return Some(Err(error)),
                    Verdict::End(error) => {
                        self.finish();
                        return Some(Err(error));
                    }
                },
            }
        }
    }

    fn enter_top<H: Host>(&mut self, host: &mut H) -> Result<Moved, Trouble> {
        self.trail = Trail::from(&*self.top);
        self.announce(host, &self.top)?;
        let follow = self.options.follow_top;
        #[cfg(unix)]
        let open = {
            let at = self.dir_fd.unwrap_or(Fd::CWD);
            move |name: &Name| Dir::openat(at, name, follow)
        };
        #[cfg(windows)]
        let open = move |name: &Name| Dir::open(name, follow);
        let opened = with_path(&self.top, |name| Ok::<_, Error>(ask(host, || open(name))));
        let dir = opened.map_err(Trouble::Here)??.map_err(|code| self.here(code))?;
        self.list(host, dir, 0, Pushed::default(), false)
    }

    /// Enters the next subdirectory, or leaves.
    fn descend<H: Host>(&mut self, host: &mut H) -> Result<Moved, Trouble> {
        let depth = self.depth();
        let Some(frame) = self.descent.frames.last_mut() else { return Ok(Moved::End) };
        let mut next = None;
        if depth < self.options.max_depth {
            while let Some((record, after)) = self.kept.get(frame.cursor) {
                let at = frame.cursor;
                frame.cursor = after;
                if is_to_visit(record, self.options.follow) {
                    next = Some((at, record.kind() & mark::LEADS_TO_DIR != 0));
                    break;
                }
            }
        }
        let Some((at, by_link)) = next else { return self.run_out(host) };
        if frame.dir.is_none()
            && let Err(trouble) = self.descent.reopen(host, &self.kept)
        {
            // What is left of this directory cannot be reached.
            let trouble = self.here_if(trouble);
            if self.options.descriptors {
                self.leave();
            } else if let Some(frame) = self.descent.frames.last_mut() {
                frame.cursor = self.kept.len();
            }
            return Err(trouble);
        }
        let name = self.kept.get(at).map_or(&[][..], |(record, _)| record.name());
        let pushed = self.trail.push(name);
        if self.prune.as_mut().is_some_and(|prune| prune(self.trail.path())) {
            self.trail.pop(pushed);
            return Ok(Moved::On);
        }
        match self.enter(host, at, by_link, &pushed) {
            Ok(dir) => self.list(host, dir, at, pushed, by_link),
            Err(trouble) => {
                let trouble = self.here_if(trouble);
                self.trail.pop(pushed);
                Err(trouble)
            }
        }
    }

    /// Opens the subdirectory whose name is at a position in `kept` and at the end of the path.
    fn enter<H: Host>(
        &mut self,
        host: &mut H,
        at: usize,
        by_link: bool,
        pushed: &Pushed,
    ) -> Result<Dir, Trouble> {
        let Some((record, _)) = self.kept.get(at) else {
            return Err(Trouble::Here(errno::ENOENT.into()));
        };
        host.interrupted().map_err(Trouble::Fatal)?;
        #[cfg(unix)]
        if self.options.opens {
            self.announce(host, Path::new(&*text::to_os(record.name())))?;
        } else {
            self.announce(host, self.trail.path())?;
        }
        #[cfg(windows)]
        self.announce(host, self.trail.path())?;
        let opened = self.descent.open(host, record, by_link)?;
        let dir = opened.map_err(|code| Trouble::Here(code.into()))?;
        if by_link {
            let identity = dir.identity().map_err(|code| Trouble::Here(code.into()))?;
            if let Some(above) = self.descent.same_as(identity) {
                let below = self.descent.frames.iter().skip(above + 1);
                let since = below.map(|frame| &frame.pushed).chain([pushed]);
                let above = self.trail.above(since);
                let error = Error::from(Failure::Loop).with_filename2(above);
                return Err(Trouble::Here(error));
            }
        }
        Ok(dir)
    }

    /// Raises the event of opening a directory.
    #[cfg_attr(windows, allow(clippy::unused_self))] // There is no `fwalk`.
    fn announce<H: Host>(&self, host: &mut H, path: &Path) -> Result<(), Trouble> {
        #[cfg(unix)]
        if self.options.opens {
            let nofollow = if self.options.follow { 0 } else { ostler_sys::c::O_NOFOLLOW };
            let flags = OPEN_DIR | nofollow;
            let event = events::Open { path, mode: Arg::None, flags };
            return host.raise(event).map_err(Trouble::Fatal);
        }
        host.raise(events::Scandir { path: Arg::Path(path) }).map_err(Trouble::Fatal)
    }

    /// Reads a directory and makes it the deepest. Its path is in place already.
    fn list<H: Host>(
        &mut self,
        host: &mut H,
        dir: Dir,
        name_at: usize,
        pushed: Pushed,
        by_link: bool,
    ) -> Result<Moved, Trouble> {
        let topdown = self.options.topdown;
        self.current.clear_to(LARGE);
        let start = self.kept.len();
        match self.read(host, &dir, if topdown { 0 } else { start }) {
            Ok(()) => {}
            Err(trouble) => {
                let trouble = self.here_if(trouble);
                self.kept.truncate(start);
                if !self.descent.frames.is_empty() {
                    self.trail.pop(pushed);
                }
                return Err(trouble);
            }
        }
        self.descent.push(Frame {
            dir: Some(Arc::new(dir)),
            identity: None,
            start,
            cursor: start,
            name_at,
            pushed,
            by_link,
        });
        if topdown {
            self.state = State::Listed;
            return Ok(Moved::Out);
        }
        Ok(Moved::On)
    }

    fn read<H: Host>(&mut self, host: &mut H, dir: &Dir, start: usize) -> Result<(), Trouble> {
        #[cfg(unix)]
        if self.options.opens {
            let number = dir.fd().as_raw_fd();
            host.raise(events::Scandir { path: Arg::Fd(number) }).map_err(Trouble::Fatal)?;
        }
        let records = if self.options.topdown { &mut self.current } else { &mut self.kept };
        let in_parts = self.options.parts && self.options.topdown;
        let resolve = self.options.resolve;
        let read = ask(host, || {
            while dir.read(records, ROOM)? && !in_parts {}
            classify(records, start, dir, resolve);
            Ok(())
        })?;
        read.map_err(|code| Trouble::Here(code.into()))
    }

    /// Hands out the next part of the directory at hand, if it has one.
    fn read_on<H: Host>(&mut self, host: &mut H) -> Result<Moved, Trouble> {
        let (true, Some(dir)) = (self.options.parts, self.dir().cloned()) else {
            return Ok(Moved::On);
        };
        self.current.clear();
        let resolve = self.options.resolve;
        let more = ask(host, || {
            let more = dir.read(&mut self.current, ROOM)?;
            classify(&mut self.current, 0, &dir, resolve);
            Ok(more)
        })?;
        if !more.map_err(|code| self.here(code))? {
            return Ok(Moved::On);
        }
        self.state = State::Listed;
        Ok(Moved::Out)
    }

    /// The directory has no more subdirectories.
    fn run_out<H: Host>(&mut self, host: &mut H) -> Result<Moved, Trouble> {
        if self.options.topdown {
            self.leave();
            return Ok(Moved::On);
        }
        if self.options.descriptors
            && self.dir().is_none()
            && let Err(trouble) = self.descent.reopen(host, &self.kept)
        {
            let trouble = self.here_if(trouble);
            self.leave();
            return Err(trouble);
        }
        self.state = State::Spent;
        Ok(Moved::Out)
    }

    /// Leaves the deepest directory.
    fn leave(&mut self) {
        if let Some(frame) = self.descent.pop() {
            self.kept.truncate(frame.start);
            self.trail.pop(frame.pushed);
        }
    }

    /// An error about the directory the path names.
    fn here(&self, code: SysCode) -> Trouble {
        Trouble::Here(Error::from(code).with_filename(self.path()))
    }

    fn here_if(&self, trouble: Trouble) -> Trouble {
        match trouble {
            Trouble::Here(error) => Trouble::Here(error.with_filename(self.path())),
            fatal @ Trouble::Fatal(_) => fatal,
        }
    }
}
