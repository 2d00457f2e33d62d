//! The emulated machine, and what it says.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::packages::Kernel;
use crate::run::{self, Result};
use crate::test::Count;

/// How long it may take to the first test.
const BOOT: Duration = Duration::from_secs(300);

/// How long a program of tests may take.
const PROGRAM: Duration = Duration::from_secs(45 * 60);

/// How a line begins that the second step writes for this one to read.
const MARK: &str = "@@ ";

/// Few messages of the kernel, so that they do not come between the words of the tests; after a panic, the end.
const PARAMETERS: &str = "console=ttyS0 quiet loglevel=3 panic=-1";

/// Ends with what owns it.
struct Machine(Child);

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Boots a kernel, runs the tests, and shows what they print.
pub(super) fn run(kernel: &Kernel, root: &Path, tests: &Path) -> Result<Console> {
    let mut command = emulator(kernel, &[root, tests, &kernel.modules]);
    run::announce(&command);
    let mut machine = Machine(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?);
    let output = machine.0.stdout.take().ok_or("no console")?;
    let path = kernel.image.with_file_name("console.log");
    let mut log = File::create(&path)?;
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            if send.send(String::from_utf8_lossy(&line).replace('\r', "")).is_err() {
                break;
            }
            line.clear();
        }
    });
    let mut console = Console::default();
    let mut deadline = Instant::now() + BOOT;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match lines.recv_timeout(left) {
            Ok(line) => {
                log.write_all(line.as_bytes())?;
                match console.hear(&line) {
                    Heard::Text => print!("{line}"),
                    Heard::Start => deadline = Instant::now() + PROGRAM,
                    Heard::End => return Ok(console),
                    Heard::Other => {}
                }
            }
            Err(error) => {
                let why = match error {
                    RecvTimeoutError::Timeout => "it took too long",
                    RecvTimeoutError::Disconnected => "the machine is off",
                };
                console.end = format!("{why}; its console is in {}", path.display());
                return Ok(console);
            }
        }
    }
}

/// It goes when this program goes, however that ends.
fn emulator(kernel: &Kernel, disks: &[&Path]) -> Command {
    let mut command = run::program("setpriv");
    command.args(["--pdeathsig", "KILL", "qemu-system-x86_64"]);
    command.args(["-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "4G"]);
    command.args(["-nographic", "-monitor", "none", "-serial", "stdio", "-no-reboot"]);
    command.args(["-nic", "none", "-kernel"]).arg(&kernel.image);
    command.arg("-initrd").arg(&kernel.first).args(["-append", PARAMETERS]);
    for disk in disks {
        let how = "format=raw,if=virtio,snapshot=on,cache=unsafe";
        command.args(["-drive", &format!("file={},{how}", disk.display())]);
    }
    command
}

/// What the console has said.
#[derive(Default)]
pub(super) struct Console {
    /// The programs that have run to their end.
    pub(super) counts: Vec<(String, Count)>,
    /// How it came that there are no more.
    pub(super) end: String,
    running: Option<String>,
    text: String,
}

#[derive(PartialEq, Eq, Debug)]
enum Heard {
    /// Of a program of tests.
    Text,
    /// A program begins.
    Start,
    /// All have run.
    End,
    Other,
}

impl Console {
    fn hear(&mut self, line: &str) -> Heard {
        let Some(mark) = line.strip_prefix(MARK) else {
            if self.running.is_none() {
                return Heard::Other;
            }
            self.text.push_str(line);
            return Heard::Text;
        };
        let mut words = mark.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some("run"), Some(name), None) => {
                self.running = Some(name.to_owned());
                self.text.clear();
                Heard::Start
            }
            (Some("ran"), Some(name), Some(code)) => {
                self.running = None;
                let code = code.parse().unwrap_or(1);
                // The last one: tests that fail show what others have printed that they run in a process of their own.
                let mut lines = self.text.lines().rev();
                let result = lines.find(|line| line.starts_with("test result:"));
                let count = Count::of_harness(result.unwrap_or_default());
                self.counts.push((name.to_owned(), count.checked(ExitStatus::from_raw(code << 8))));
                Heard::Other
            }
            (Some("end"), ..) => {
                "the machine was through".clone_into(&mut self.end);
                Heard::End
            }
            _ => Heard::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Console, Heard};
    use crate::test::Count;

    #[test]
    fn a_console_is_understood() {
        let mut console = Console::default();
        assert_eq!(console.hear("[ 0.0] Linux\n"), Heard::Other);
        assert_eq!(console.hear("@@ run process\n"), Heard::Start);
        assert_eq!(
            console.hear("test result: FAILED. 0 passed; 1 failed; 0 ignored\n"),
            Heard::Text
        );
        assert_eq!(
            console.hear("test result: FAILED. 3 passed; 2 failed; 0 ignored\n"),
            Heard::Text
        );
        assert_eq!(console.hear("@@ ran process 101\n"), Heard::Other);
        assert_eq!(console.hear("@@ run os\n"), Heard::Start);
        assert_eq!(console.hear("@@ ran os 139\n"), Heard::Other);
        assert_eq!(console.hear("@@ end\n"), Heard::End);
        let counts = [("process", 3, 2), ("os", 0, 1)];
        let counts = counts.map(|(name, passed, failed)| (name.into(), Count { passed, failed }));
        assert_eq!(console.counts, counts);
    }
}
