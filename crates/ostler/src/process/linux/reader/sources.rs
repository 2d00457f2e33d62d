//! The files of a process that are read into buffers: each at most once.

use ostler_sys::linux::process::read::Place;

use crate::errno::Errno;

/// Declares the files: variant, name, how it is read, and whose it is: the process's, or one that a thread has, and gives up when it
/// ends.
macro_rules! files {
    ($($variant:ident, $name:literal, $read:ident, $of:ident;)*) => {
        /// A file, or a link, in the directory of a process.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum File {
            $($variant,)*
        }

        const FILES: usize = [$(File::$variant,)*].len();

        impl File {
            /// Its name.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Whether a thread that has ended has none.
            pub(crate) const fn is_of_a_thread(self) -> bool {
                match self {
                    $(Self::$variant => matches!(Owner::$of, Owner::Thread),)*
                }
            }

            fn read(self, place: &mut Place<'_>, buffer: &mut Vec<u8>) -> Result<(), Errno> {
                match self {
                    $(Self::$variant => place.$read(self.name(), buffer),)*
                }
            }
        }
    };
}

/// Whose a file is.
enum Owner {
    Process,
    Thread,
}

files! {
    Stat, "stat", read_piece, Process;
    Comm, "comm", read_piece, Process;
    Status, "status", read_piece, Process;
    Statm, "statm", read_piece, Process;
    Cmdline, "cmdline", read_piece, Thread;
    Exe, "exe", read_link, Thread;
    Cwd, "cwd", read_link, Thread;
    Root, "root", read_link, Thread;
    Environ, "environ", read_all, Thread;
    Io, "io", read_piece, Process;
    Limits, "limits", read_piece, Process;
    Cgroup, "cgroup", read_all, Process;
    SmapsRollup, "smaps_rollup", read_all, Thread;
    Smaps, "smaps", read_all, Thread;
    Maps, "maps", read_all, Thread;
    Wchan, "wchan", read_piece, Process;
    OomScore, "oom_score", read_piece, Process;
    OomScoreAdj, "oom_score_adj", read_piece, Process;
    Label, "attr/current", read_piece, Process;
}

/// What has been read of each file.
#[derive(Debug, Default)]
pub(crate) struct Sources([Source; FILES]);

#[derive(Debug, Default)]
struct Source {
    state: State,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Unread,
    Read,
    Failed(Errno),
}

impl Sources {
    /// Makes every file unread. The buffers stay.
    pub(crate) fn forget(&mut self) {
        for source in &mut self.0 {
            source.state = State::Unread;
        }
    }

    /// Makes one file unread.
    pub(crate) fn forget_one(&mut self, file: File) {
        self.0[file as usize].state = State::Unread;
    }

    /// Whether a file has been read.
    pub(crate) fn has(&self, file: File) -> bool {
        self.0[file as usize].state == State::Read
    }

    /// The file's contents, read now or before.
    #[inline]
    pub(crate) fn read(&mut self, file: File, place: &mut Place<'_>) -> Result<&[u8], Errno> {
        let source = &mut self.0[file as usize];
        if source.state == State::Unread {
            source.state = match file.read(place, &mut source.bytes) {
                Ok(()) => State::Read,
                Err(errno) => State::Failed(errno),
            };
        }
        match source.state {
            State::Failed(errno) => Err(errno),
            _ => Ok(&source.bytes),
        }
    }
}
