//! Debian's packages, by the sources that this system has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::run::{self, Result, emptied};

/// What this system is a release of: programs built here run on its like.
pub(crate) fn codename() -> Result<String> {
    let text = fs::read_to_string("/etc/os-release")?;
    let name = text.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    Ok(name.ok_or("/etc/os-release has no VERSION_CODENAME")?.trim_matches('"').to_owned())
}

/// Where the packages of this system's release are, and those of the others.
pub(crate) fn mirror() -> Result<String> {
    let codename = codename()?;
    let mut targets = run::program("apt-get");
    targets.args(["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]);
    targets.args([&format!("Codename: {codename}"), "Component: main"]);
    let list = run::output(&mut targets)?;
    let first = list.lines().next().ok_or_else(|| format!("no source of {codename}"))?;
    Ok(first.to_owned())
}

/// How many seconds one try may take, for `timeout`.
const TIME: &str = "400";
/// How often a root file system is tried before it is given up.
const TRIES: u32 = 3;
/// How long to wait before the next try.
const PAUSE: Duration = Duration::from_secs(10);

/// Makes a root file system by a script, which is called with the emptied directory and then the arguments, in a mount namespace of
/// its own. A mirror that does not answer is asked again.
pub(crate) fn root_file_system(script: &str, tree: &Path, arguments: &[&str]) -> Result {
    for tries in 1..=TRIES {
        let mut make = run::program("timeout");
        make.args([TIME, "unshare", "--mount", "sh", script]).arg(emptied(tree.to_owned())?);
        match run::run(make.args(arguments).stdout(Stdio::null())) {
            Ok(()) => return Ok(()),
            Err(error) => println!("try {tries} of {TRIES}: {error}"),
        }
        if tries < TRIES {
            thread::sleep(PAUSE);
        }
    }
    Err(format!("none of {TRIES} tries succeeded, see above").into())
}

/// The settings of this machine that say how to download packages, beside the user's own of pip.
const SETTINGS: [&str; 4] = ["/etc/pip.conf", "/etc/ssl/certs", "/etc/resolv.conf", "/etc/hosts"];

/// Gives a root file system the settings that this machine has now, for downloads.
pub(crate) fn settings(root: &Path) -> Result {
    let of_user = std::env::var_os("HOME").map(|home| Path::new(&home).join(".config/pip"));
    let paths = SETTINGS.into_iter().map(PathBuf::from).chain(of_user);
    for path in paths.filter(|path| path.exists()) {
        let parent = root.join(path.strip_prefix("/")?.parent().ok_or("no folder")?);
        fs::create_dir_all(&parent)?;
        let mut copy = run::program("cp");
        copy.args(["--recursive", "--dereference", "--remove-destination"]);
        if !run::succeeds(copy.arg(&path).arg(parent)) {
            println!("{}: not all of it could be copied", path.display());
        }
    }
    Ok(())
}
