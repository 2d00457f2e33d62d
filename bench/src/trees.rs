//! The trees that are walked.

use std::cell::OnceCell;
use std::fs::File;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Made when first asked for, removed at the end.
pub(crate) struct Trees {
    base: TempDir,
    wide: OnceCell<PathBuf>,
    many: OnceCell<PathBuf>,
    small: OnceCell<PathBuf>,
}

impl Trees {
    pub(crate) fn new() -> Self {
        let base = tempfile::Builder::new().prefix("ostler-bench").tempdir().expect("a directory");
        Self { base, wide: OnceCell::new(), many: OnceCell::new(), small: OnceCell::new() }
    }

    /// One directory of 200,000 files.
    pub(crate) fn wide(&self) -> &Path {
        self.wide.get_or_init(|| self.grow("wide", 1, 200_000))
    }

    /// 10,000 directories of 20 files.
    pub(crate) fn many(&self) -> &Path {
        self.many.get_or_init(|| self.grow("many", 10_000, 20))
    }

    /// One directory of 20 files.
    pub(crate) fn small(&self) -> &Path {
        self.small.get_or_init(|| self.grow("small", 1, 20))
    }

    /// A place for trees that are made again for every round.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.base.path().join(name)
    }

    fn grow(&self, name: &str, dirs: usize, files: usize) -> PathBuf {
        let top = self.place(name);
        grow(&top, dirs, files);
        top
    }
}

/// Makes directories, a hundred in each of one more level if they are many, of so many files each.
pub(crate) fn grow(top: &Path, dirs: usize, files: usize) {
    for dir in 0..dirs {
        let path = match dirs {
            1 => top.to_path_buf(),
            _ => top.join(format!("group {:03}", dir / 100)).join(format!("directory {dir:05}")),
        };
        std::fs::create_dir_all(&path).expect("a new directory");
        for file in 0..files {
            File::create(path.join(format!("file number {file:06}.txt"))).expect("a new file");
        }
    }
}
