//! The disks of the machine, and the file system of its first step.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::complete;
use super::packages::Kernel;
use crate::debian;
use crate::run::{self, Result, emptied};
use crate::test::Program;

/// What the tests run, beyond what is there in any case.
const PACKAGES: &str = "procps,psmisc,iproute2,attr,lsof,kmod,tzdata,locales,python3-minimal";

/// What the disks are found with, each before what needs it.
pub(super) const MODULES: [&str; 6] = [
    "virtio_ring",
    "virtio",
    "virtio_pci_modern_dev",
    "virtio_pci_legacy_dev",
    "virtio_pci",
    "virtio_blk",
];

const FIRST: &str = include_str!("first.sh");
const SECOND: &str = include_str!("second.sh");

/// The root file system, made once for all kernels.
pub(super) fn root(folder: &Path) -> Result<PathBuf> {
    let codename = debian::codename()?;
    let image = folder.join("root.img");
    let note = folder.join("root.txt");
    let inputs = format!("{codename}\n{PACKAGES}\n{}", include_str!("root.sh"));
    if image.exists() && fs::read_to_string(&note).is_ok_and(|made_of| made_of == inputs) {
        return Ok(image);
    }
    let tree = folder.join("root");
    let arguments = [&codename, &debian::mirror()?, PACKAGES];
    debian::root_file_system("xtask/src/kernels/root.sh", &tree, &arguments)?;
    complete(&image, |part| make(&tree, part, "3G"))?;
    fs::remove_dir_all(tree)?;
    fs::write(note, inputs)?;
    Ok(image)
}

/// The programs of tests, what they read of the source, and the script that runs them.
pub(super) fn tests(folder: &Path, programs: &[Program], script: &str) -> Result<PathBuf> {
    let tree = emptied(folder.join("tests"))?;
    fs::create_dir_all(tree.join("bin"))?;
    fs::create_dir_all(tree.join("crates/ostler"))?;
    for Program { name, path } in programs {
        let mut strip = run::program("strip");
        run::run(strip.arg("--strip-debug").arg("-o").arg(tree.join("bin").join(name)).arg(path))?;
    }
    fs::write(tree.join("programs.sh"), script)?;
    executable(&tree.join("second.sh"), SECOND)?;
    let image = folder.join("tests.img");
    self::image(&tree, &image)?;
    fs::remove_dir_all(tree)?;
    Ok(image)
}

/// What a kernel starts with: a shell, and what it takes to find the disks.
pub(super) fn first(kernel: &Kernel) -> Result {
    let own = kernel.first.parent().ok_or("no folder")?;
    let tree = emptied(own.join("first"))?;
    for name in ["bin", "dev", "disk", "modules"] {
        fs::create_dir(tree.join(name))?;
    }
    fs::copy("/bin/busybox", tree.join("bin/busybox"))?;
    executable(&tree.join("init"), FIRST)?;
    fs::write(tree.join("modules/list"), MODULES.join("\n") + "\n")?;
    for name in MODULES.map(|name| format!("{name}.ko")) {
        let module = own.join("modules").join(&name);
        if module.exists() {
            fs::copy(module, tree.join("modules").join(name))?;
        }
    }
    complete(&kernel.first, |part| {
        let mut pack = run::program("sh");
        pack.args(["-c", "find . | cpio --quiet --create --format=newc > \"$0\""]).arg(part);
        run::run(pack.current_dir(&tree))
    })?;
    Ok(fs::remove_dir_all(tree)?)
}

/// A disk with what a folder has in it.
pub(super) fn image(tree: &Path, image: &Path) -> Result {
    let size = run::output(run::program("du").args(["-sm"]).arg(tree))?;
    let size: u64 = size.split_whitespace().next().unwrap_or_default().parse()?;
    complete(image, |part| make(tree, part, &format!("{}M", size + size / 4 + 16))).map(drop)
}

fn make(tree: &Path, image: &Path, size: &str) -> Result {
    let mut mke2fs = run::program("mke2fs");
    run::run(mke2fs.args(["-q", "-t", "ext4", "-d"]).arg(tree).arg(image).arg(size))
}

fn executable(path: &Path, text: &str) -> Result {
    fs::write(path, text)?;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o755))?)
}
