//! Wine, with a prefix of its own.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::python::{Place, windows};
use crate::run::{self, Result};
use crate::test::Count;

/// A program that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(300);

/// Runs what follows with its memory laid out the same way every time. Wine's loader is at a fixed address, and its heap comes
/// somewhere in the gigabyte above; where that is the page at 0x7ffe0000, which belongs to Windows, the program ends before its
/// first step. Without this that is one start in two thousand or so, and for whoever starts the program it is error 1359.
const FIXED: [&str; 2] = ["setarch", "--addr-no-randomize"];

/// Where Wine keeps what a Windows would have on its disk.
pub(super) struct Wine {
    prefix: PathBuf,
    user: Option<u32>,
    display: Option<String>,
    is_fixed: bool,
}

impl Wine {
    /// Uses the prefix, or makes it, which takes some seconds; as another user if one is said, who must own the folder; with
    /// a display if one is said.
    pub(super) fn new(prefix: &Path, user: Option<u32>, display: Option<&str>) -> Result<Self> {
        let display = display.map(str::to_owned);
        // Some containers forbid it.
        let is_fixed = run::succeeds(run::program(FIXED[0]).args(&FIXED[1..]).arg("true"));
        if !is_fixed {
            println!("setarch is refused: one program in some thousand will not start");
        }
        let wine = Self { prefix: prefix.to_owned(), user, display, is_fixed };
        if !prefix.join("system.reg").exists() {
            if let (None, Some(parent)) = (user, prefix.parent()) {
                std::fs::create_dir_all(parent)?;
            }
            let mut boot = wine.command("wine");
            boot.args(["wineboot", "--init"]).stdout(Stdio::null()).stderr(Stdio::null());
            run::run(&mut boot)?;
            // The registry is written when the last process is gone.
            run::run(wine.command("wineserver").arg("--wait"))?;
        }
        wine.supply_random_numbers()?;
        if user.is_none() {
            wine.make_temporary()?;
        }
        // One server for all: none is coming or going while a program starts.
        run::succeeds(wine.command("wineserver").arg("--persistent").stdin(Stdio::null()));
        // What starts beside the first program stays with the server, and would hold that one's output open.
        run::succeeds(wine.command("wine").args(["cmd", "/c", "exit"]).stdin(Stdio::null()));
        Ok(wine)
    }

    /// A program that finds this prefix when it runs something under Wine, and no display that it is not given.
    pub(super) fn program(&self, name: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = if self.is_fixed {
            let mut command = run::program(FIXED[0]);
            command.args(&FIXED[1..]).arg(name);
            command
        } else {
            run::program(name)
        };
        match &self.display {
            Some(name) => command.env("DISPLAY", name),
            None => command.env_remove("DISPLAY"),
        };
        command.env("WINEDEBUG", "-all").env("WINEARCH", "win64");
        command.env("WINEPREFIX", &self.prefix);
        command
    }

    /// A Python interpreter with the package.
    pub(super) fn python(&self, place: &Place) -> Command {
        let mut command = self.program("wine");
        command.arg(place.python.join("python.exe")).env("PYTHONPATH", windows(&place.package));
        command
    }

    /// A program of Wine's, which sees none of the other prefixes.
    fn command(&self, name: &str) -> Command {
        let mut command = self.program(name);
        command.current_dir(run::root().join("crates/ostler"));
        if let (Some(user), Some(home)) = (self.user, self.prefix.parent()) {
            command.uid(user).gid(user).current_dir(home).env("HOME", home);
        }
        command
    }

    /// The folder for temporary files, should somebody have removed it when it was empty.
    fn make_temporary(&self) -> Result {
        for home in std::fs::read_dir(self.prefix.join("drive_c/users"))? {
            std::fs::create_dir_all(home?.path().join("Temp"))?;
        }
        Ok(())
    }

    /// Wine 8 lacks a library that the standard library imports; `bcryptprimitives.c` stands in for it.
    fn supply_random_numbers(&self) -> Result {
        let source = run::root().join("xtask/src/windows/bcryptprimitives.c");
        let library = self.prefix.join("drive_c/windows/system32/bcryptprimitives.dll");
        let written = |path: &Path| path.metadata().and_then(|status| status.modified());
        if let (Ok(made), Ok(changed)) = (written(&library), written(&source))
            && made >= changed
        {
            return Ok(());
        }
        let mut compiler = run::program("x86_64-w64-mingw32-gcc");
        compiler.args(["-shared", "-O2", "-Wall", "-o"]).arg(&library).arg(&source);
        run::run(compiler.arg("-ladvapi32"))
    }

    /// Runs a program of tests and counts.
    pub(super) fn run(&self, program: &Path, arguments: &[&str]) -> Result<Count> {
        let mut command = self.command("wine");
        command.arg(program).arg("--quiet").args(arguments);
        run::announce(&command);
        let log = log(program);
        let output = File::create(&log)?;
        // Not a pipe: what Wine leaves running would hold it open.
        let child = command.stdout(output.try_clone()?).stderr(output).spawn()?;
        self.finish(child, &log)
    }

    /// Runs a program that prints what it finds.
    pub(super) fn run_freely(&self, program: &Path) -> Result {
        run::run(self.command("wine").arg(program))
    }

    /// Runs one test that is ignored otherwise about a directory, and returns every call between libraries as Wine prints it.
    pub(super) fn trace(&self, program: &Path, test: &str, top: &Path) -> Result<String> {
        let mut command = self.command("wine");
        command.env("WINEDEBUG", "+relay");
        command.env("OSTLER_TEST_TOP", format!("Z:{}", top.display()));
        command.arg(program).args(["--ignored", "--exact", test, "--test-threads=1"]);
        run::announce(&command);
        let log = log(program);
        let output = File::create(&log)?;
        let child = command.stdout(output.try_clone()?).stderr(output).spawn()?;
        let status = self.wait(child)?;
        let text = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
        std::fs::remove_file(log)?;
        match status {
            Some(status) if status.success() => Ok(text),
            _ => Err(format!("{test} failed").into()),
        }
    }

    /// Runs tests that are ignored otherwise, one after the other, on a pseudo-terminal at which somebody types.
    pub(super) fn run_at_console(
        &self,
        program: &Path,
        arguments: &[&str],
        typed: &str,
    ) -> Result<Count> {
        let log = log(program);
        let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
        let mut line =
            format!("wine {} --ignored --test-threads=1", quoted(&program.to_string_lossy()));
        for argument in arguments {
            line = format!("{line} {}", quoted(argument));
        }
        line = format!("{line} >{} 2>&1", quoted(&log.to_string_lossy()));
        let mut command = self.command("script");
        command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        run::announce(&command);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        // Held until the end: a terminal that loses its reader says so to whoever is at it.
        let mut keyboard = child.stdin.take();
        if let Some(keyboard) = &mut keyboard {
            keyboard.write_all(typed.as_bytes())?;
            keyboard.flush()?;
        }
        let count = self.finish(child, &log);
        drop(keyboard);
        count
    }

    fn finish(&self, child: Child, log: &Path) -> Result<Count> {
        let status = self.wait(child)?;
        let text = String::from_utf8_lossy(&std::fs::read(log)?).replace('\r', "");
        std::fs::remove_file(log)?;
        print!("{text}");
        let count = Count::of_harness(&text);
        let Some(status) = status else {
            println!("ended after {} seconds", LIMIT.as_secs());
            return Ok(count.plus(Count { passed: 0, failed: 1 }));
        };
        Ok(count.checked(status))
    }

    /// Waits for the end, or makes one.
    fn wait(&self, mut child: Child) -> Result<Option<ExitStatus>> {
        let started = Instant::now();
        while started.elapsed() < LIMIT {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            thread::sleep(Duration::from_millis(20));
        }
        run::succeeds(self.command("wineserver").arg("--kill"));
        child.kill()?;
        child.wait()?;
        Ok(None)
    }
}

/// Where the output of a program goes meanwhile.
fn log(program: &Path) -> PathBuf {
    let name = program.file_stem().unwrap_or_default().to_string_lossy();
    std::env::temp_dir().join(format!("ostler-{}-{name}.log", std::process::id()))
}

/// Nothing of this prefix goes on.
impl Drop for Wine {
    fn drop(&mut self) {
        run::succeeds(self.command("wineserver").arg("--kill"));
    }
}
