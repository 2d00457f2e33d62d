//! The directories the work is done on.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Generated trees, made when first asked for and removed at the end; and the machine's own `/usr`.
pub(crate) struct Trees {
    dir: TempDir,
}

impl Trees {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self { dir: tempfile::Builder::new().prefix("ostler-bench").tempdir()? })
    }

    /// A place for trees that a row makes and removes itself.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.dir.path().join("scratch")
    }

    /// One directory with 200,000 files.
    pub(crate) fn flat(&self) -> io::Result<PathBuf> {
        self.made("flat", |top| files(top, 200_000))
    }

    /// 10,000 directories with 20 files each, a hundred to a directory.
    pub(crate) fn bushy(&self) -> io::Result<PathBuf> {
        self.made("bushy", |top| bushy(top, 10_000, 20))
    }

    fn made(&self, name: &str, make: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<PathBuf> {
        let top = self.dir.path().join(name);
        if !top.exists() {
            fs::create_dir(&top)?;
            make(&top)?;
        }
        Ok(top)
    }
}

/// The machine's own tree.
pub(crate) fn usr() -> PathBuf {
    "/usr".into()
}

fn files(dir: &Path, count: usize) -> io::Result<()> {
    for n in 0..count {
        File::create(dir.join(format!("file-{n:06}.txt")))?;
    }
    Ok(())
}

/// `dirs` directories below `top`, a hundred to a directory, with `count` files each.
pub(crate) fn bushy(top: &Path, dirs: usize, count: usize) -> io::Result<()> {
    for n in 0..dirs {
        let dir = top.join(format!("group-{:03}", n / 100)).join(format!("dir-{:02}", n % 100));
        fs::create_dir_all(&dir)?;
        files(&dir, count)?;
    }
    Ok(())
}
