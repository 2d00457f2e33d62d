//! Debian's packages of kernels, by the sources that this system has.

use std::fs;
use std::path::{Path, PathBuf};

use super::{complete, disks};
use crate::run::{self, Result, emptied};
use crate::setup;

/// The flavour that has what an emulated machine needs, and little else.
const FLAVOUR: &str = "-cloud-amd64";

/// A kernel as a machine takes it.
pub(super) struct Kernel {
    /// What `uname -r` will say.
    pub(super) release: String,
    pub(super) image: PathBuf,
    /// The file system of the first step.
    pub(super) first: PathBuf,
    /// A disk of its modules.
    pub(super) modules: PathBuf,
}

impl Kernel {
    /// The newest of a series, downloaded once.
    pub(super) fn obtain(series: &str, folder: &Path) -> Result<Self> {
        let mut package = newest(series)?;
        if package.is_none() {
            run::run(setup::apt().arg("update"))?;
            package = newest(series)?;
        }
        let package = package.ok_or("no package of such a kernel in this system's sources")?;
        let release = package.trim_start_matches("linux-image-").to_owned();
        let own = folder.join(&release);
        let kernel = Self {
            image: own.join("vmlinuz"),
            first: own.join("first.cpio"),
            modules: own.join("modules.img"),
            release,
        };
        if !kernel.image.exists() {
            kernel.unpack(&package, &emptied(own)?)?;
        }
        disks::first(&kernel)?;
        Ok(kernel)
    }

    /// The image comes last: where it is, the rest is.
    fn unpack(&self, package: &str, own: &Path) -> Result {
        let mut apt = setup::apt();
        // The user that downloads otherwise may not write here.
        apt.args(["--option", "APT::Sandbox::User=root", "download", package]).current_dir(own);
        run::run(&mut apt)?;
        let archive = entry(own, |name| name.starts_with(package))?;
        let tree = own.join("tree");
        run::run(run::program("dpkg").arg("-x").arg(&archive).arg(&tree))?;
        fs::remove_file(archive)?;
        let modules = tree.join("lib/modules").join(&self.release);
        // What loads modules in the first step reads them as they are.
        let packed = ["-name", "*.ko.xz", "-exec", "unxz", "{}", "+"];
        run::run(run::program("find").arg(&modules).args(packed))?;
        run::run(run::program("busybox").args(["depmod", "-b"]).arg(&tree).arg(&self.release))?;
        for name in disks::MODULES {
            let name = format!("{name}.ko");
            if let Ok(path) = find(&modules, &name) {
                fs::create_dir_all(own.join("modules"))?;
                fs::copy(path, own.join("modules").join(name))?;
            }
        }
        disks::image(&tree.join("lib/modules"), &self.modules)?;
        let image = entry(&tree.join("boot"), |name| name.starts_with("vmlinuz"))?;
        complete(&self.image, |part| Ok(fs::copy(&image, part).map(drop)?))?;
        Ok(fs::remove_dir_all(tree)?)
    }
}

/// The package of the newest kernel of a series.
fn newest(series: &str) -> Result<Option<String>> {
    let pattern = format!("^linux-image-{}\\..*{FLAVOUR}$", series.replace('.', "\\."));
    let mut search = run::program("apt-cache");
    let list = run::output(search.args(["search", "--names-only", &pattern]))?;
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    Ok(names.max_by_key(|name| numbers(name)).map(str::to_owned))
}

/// The numbers in a name, by which it is compared.
fn numbers(name: &str) -> Vec<u32> {
    name.split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// The file in a folder whose name is such.
fn entry(folder: &Path, is_it: impl Fn(&str) -> bool) -> Result<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(&is_it) {
            return Ok(entry.path());
        }
    }
    Err(format!("{}: not there", folder.display()).into())
}

/// A file of this name in a tree.
fn find(top: &Path, name: &str) -> Result<PathBuf> {
    let found = run::output(run::program("find").arg(top).args(["-name", name]))?;
    Ok(found.lines().next().ok_or("not there")?.into())
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn kernels_are_compared_by_their_numbers() {
        let newer = |a, b| numbers(a) > numbers(b);
        assert!(newer("linux-image-6.1.0-100-cloud-amd64", "linux-image-6.1.0-57-cloud-amd64"));
        assert!(newer(
            "linux-image-6.12.101+deb12-cloud-amd64",
            "linux-image-6.12.99+deb12-cloud-amd64"
        ));
    }
}
