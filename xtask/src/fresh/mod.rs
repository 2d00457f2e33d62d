//! `cargo xtask fresh`: README's two commands on bare machines, as a user types them.
//!
//! A machine is a root file system of Debian 12 with Rust and a C compiler, entered in namespaces of its own. It has no nextest,
//! no standard libraries for other systems, and of Python what its name says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{self, Result, emptied};
use crate::test::{Count, Report};
use crate::{Options, debian, setup, targets};

/// The release that a machine has.
const CODENAME: &str = "bookworm";

/// What a user has to have, beside Rust.
const NEEDED: &str = "gcc,libc6-dev,ca-certificates";

/// A kind of machine: what it is called, and the packages of Python that it has.
const MACHINES: [(&str, &str); 3] = [
    ("without Python", ""),
    ("with python3-minimal", "python3-minimal"),
    ("with python3 and venv", "python3,python3-venv"),
];

/// Who types the commands. The first builds everything from nothing.
const USERS: [(&str, &str); 2] = [("user", "an ordinary user"), ("root", "the superuser")];

pub(crate) fn main(options: &Options) -> Result {
    if !setup::is_root() {
        return Err("root file systems are made by the superuser".into());
    }
    setup::install_missing(&[setup::BOOTSTRAP])?;
    run::run(run::cargo().args(["fetch", "--locked"]))?;
    let folder = run::target_dir()?.join("fresh");
    let machines = if options.has("--first") { &MACHINES[..1] } else { &MACHINES[..] };
    let mut report = Report::default();
    for (name, python) in machines {
        match Machine::obtain(&folder, name, python) {
            Ok(machine) => machine.try_out(&mut report),
            Err(error) => report.check(&format!("a machine {name}"), || Err(error)),
        }
    }
    report.finish(false)
}

struct Machine {
    name: &'static str,
    tree: PathBuf,
    toolchain: PathBuf,
    registry: PathBuf,
}

impl Machine {
    /// The one that was made before of the same packages, or a new one; in it a new copy of the project.
    fn obtain(folder: &Path, name: &'static str, python: &str) -> Result<Self> {
        let packages = [NEEDED, python].join(",");
        let packages = packages.trim_end_matches(',');
        let tree = folder.join(name.replace(' ', "-"));
        let note = tree.with_extension("txt");
        let inputs = format!("{CODENAME}\n{packages}\n{}", include_str!("make.sh"));
        if fs::read_to_string(&note).is_ok_and(|made_of| made_of == inputs) {
            println!("{}: made before", tree.display());
        } else {
            let arguments = [CODENAME, &debian::mirror()?, packages];
            debian::root_file_system("xtask/src/fresh/make.sh", &tree, &arguments)?;
            fs::write(note, inputs)?;
        }
        debian::settings(&tree)?;
        copy_project(&tree.join("home/user/ostler"))?;
        let sysroot = run::output(targets::rustc().args(["--print", "sysroot"]))?;
        Ok(Self { name, tree, toolchain: sysroot.trim().into(), registry: registry()? })
    }

    /// README's two commands, by each user.
    fn try_out(&self, report: &mut Report) {
        for (user, who) in USERS {
            report.check(&format!("`ps` {}, by {who}", self.name), || {
                let (status, text) = self.tee(user, "cargo run --release -- ps")?;
                if status.success() && text.contains("cargo") {
                    return Ok(());
                }
                Err(format!("{status}").into())
            });
            let tests = self.tee(user, "cargo xtask test");
            report.tests(
                &format!("tests {}, by {who}", self.name),
                &tests.map(|(status, text)| Count::of_python(&text).checked(status)),
            );
        }
    }

    fn tee(&self, user: &str, command: &str) -> Result<(std::process::ExitStatus, String)> {
        println!("\n[{}, {user}] $ {command}", self.name);
        // All of it ends when this program does, however that comes.
        let mut enter: Command = run::program("setpriv");
        enter.args([
            "--pdeathsig",
            "KILL",
            "unshare",
            "--mount",
            "--pid",
            "--uts",
            "--ipc",
            "--fork",
            "--kill-child",
            "sh",
        ]);
        enter.arg(run::root().join("xtask/src/fresh/enter.sh"));
        enter.args([&self.tree, &self.toolchain, &self.registry]).arg(user);
        run::tee_quietly(enter.args(command.split(' ')))
    }
}

/// A copy of what is under version control here, as it is now, and nothing that was built of it.
fn copy_project(place: &Path) -> Result {
    emptied(place.to_owned())?;
    let script = "git ls-files -z --cached --others --exclude-standard | \
                  tar --create --null --ignore-failed-read --files-from=- | tar --extract --directory=\"$0\" && \
                  chown -R 1000:1000 \"$0\"";
    run::run(run::program("sh").args(["-c", script]).arg(place))
}

/// Where cargo keeps what it has downloaded.
fn registry() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cargo")));
    let registry = home.ok_or("neither CARGO_HOME nor HOME is set")?.join("registry");
    if registry.is_dir() { Ok(registry) } else { Err(format!("no {}", registry.display()).into()) }
}
