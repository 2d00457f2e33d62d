//! The files of a process that are read into buffers: each at most once.

use crate::errno::Errno;
use crate::sys::linux::process::read::Place;

/// Declares the files: variant, name, how it is read.
macro_rules! files {
    ($($variant:ident, $name:literal, $read:ident;)*) => {
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

            fn read(self, place: &mut Place<'_>, buffer: &mut Vec<u8>) -> Result<(), Errno> {
                match self {
                    $(Self::$variant => place.$read(self.name(), buffer),)*
                }
            }
        }
    };
}

files! {
    Stat, "stat", read_piece;
    Comm, "comm", read_piece;
    Status, "status", read_piece;
    Statm, "statm", read_piece;
    Cmdline, "cmdline", read_piece;
    Exe, "exe", read_link;
    Cwd, "cwd", read_link;
    Root, "root", read_link;
    Environ, "environ", read_all;
    Io, "io", read_piece;
    Limits, "limits", read_piece;
    Cgroup, "cgroup", read_all;
    SmapsRollup, "smaps_rollup", read_all;
    Smaps, "smaps", read_all;
    Maps, "maps", read_all;
    Wchan, "wchan", read_piece;
    OomScore, "oom_score", read_piece;
    OomScoreAdj, "oom_score_adj", read_piece;
    Label, "attr/current", read_piece;
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
