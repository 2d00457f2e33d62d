//! The stock interpreter as a witness, where there is one.

use std::io::Write as _;
use std::process::{Command, Stdio};

use ostler::time::Edition;

/// The interpreter to ask and the edition it stands for: `PYTHON`, or `python3`. `None` where there is none that is known and has
/// what is asked: systems pack parts of the library apart.
pub(crate) fn interpreter() -> Option<(String, Edition)> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let version = Command::new(&python)
        .args([
            "-c",
            "import sys, _strptime, calendar, locale; print('%d.%d' % sys.version_info[:2])",
        ])
        .output()
        .ok()?;
    let edition = match String::from_utf8_lossy(&version.stdout).trim() {
        "3.11" => Edition::Python311,
        "3.12" => Edition::Python312,
        "3.13" => Edition::Python313,
        "3.14" => Edition::Python314,
        "3.15" => Edition::Python315,
        _ => return None,
    };
    Some((python, edition))
}

/// Runs a script on some input; what it prints.
pub(crate) fn run(python: &str, script: &str, input: String) -> String {
    let mut command = Command::new(python);
    command.args(["-W", "ignore", "-c", script]);
    command.env("PYTHONIOENCODING", "utf-8").env("LC_ALL", "C.UTF-8");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The bytes of a text, as Python's `bytes.fromhex` takes them.
pub(crate) fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// How many cases to try: `CASES`, or few enough for every run.
pub(crate) fn cases(few: usize) -> usize {
    std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few)
}

/// Numbers at random, the same ones for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new() -> Self {
        let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok());
        Self(seed.unwrap_or(0x9e37_79b9_7f4a_7c15))
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
