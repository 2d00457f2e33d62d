//! Running other programs: seen, checked, and where wanted, read.

use std::error::Error;
use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A failure that has been shown already, and after which nothing is to be printed.
#[derive(Debug)]
pub(crate) struct Reported;

impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("failed")
    }
}

impl Error for Reported {}

/// The workspace.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        package.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
    })
}

/// In the environment of all that a run starts: which run.
const MARK: &str = "XTASK_RUN";

/// The mark of this run, as it is in the environment, if it has one. One that started this run has another number.
pub(crate) fn mark() -> Option<String> {
    let value = std::env::var(MARK).ok()?;
    value
        .strip_prefix(&std::process::id().to_string())
        .is_some_and(|rest| rest.starts_with('-'))
        .then(|| format!("{MARK}={value}"))
}

/// One that no other run has.
pub(crate) fn new_mark() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{MARK}={}-{}", std::process::id(), now.as_nanos())
}

/// The cargo that runs this, in the workspace.
pub(crate) fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A program, in the workspace.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Says what runs, the way it would be typed.
pub(crate) fn announce(command: &Command) {
    println!("$ {}", shown(command));
    // What the program prints must not come before this.
    let _ = std::io::stdout().flush();
}

fn shown(command: &Command) -> String {
    let mut words: Vec<String> = command
        .get_envs()
        .filter_map(|(name, value)| Some(format!("{}={}", text(name), text(value?))))
        .collect();
    let name = Path::new(command.get_program());
    words.push(text(name.file_name().unwrap_or(name.as_os_str())));
    words.extend(command.get_args().map(text));
    words.join(" ")
}

fn text(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if word.is_empty() || word.contains([' ', '*', '\'', '"', '$']) {
        format!("'{word}'")
    } else {
        word.into_owned()
    }
}

/// Runs a program that must succeed.
pub(crate) fn run(command: &mut Command) -> Result {
    announce(command);
    let status = command.status().map_err(|error| cannot(command, &error))?;
    succeeded(command, status)
}

fn cannot(command: &Command, error: &std::io::Error) -> String {
    format!("cannot run {}: {error}", command.get_program().display())
}

fn succeeded(command: &Command, status: ExitStatus) -> Result {
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", shown(command)).into()) }
}

/// Runs a program that must succeed and takes what it prints to standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|e| cannot(command, &e))?;
    succeeded(command, output.status)?;
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a program quietly: whether it is there and succeeds.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// Runs a program and takes what it prints: whether it succeeded, and what it said.
pub(crate) fn said(command: &mut Command) -> (bool, String) {
    match command.output() {
        Ok(output) => {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            (output.status.success(), text(&output.stdout) + &text(&output.stderr))
        }
        Err(error) => (false, cannot(command, &error)),
    }
}

/// Runs a program and both shows and keeps what it prints.
pub(crate) fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    announce(command);
    tee_quietly(command)
}

/// The same without saying what runs.
pub(crate) fn tee_quietly(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot(command, &error))?;
    let errors = child.stderr.take().map(|from| thread::spawn(|| copy(from, std::io::stderr())));
    let mut kept =
        child.stdout.take().map_or_else(String::new, |from| copy(from, std::io::stdout()));
    if let Some(Ok(errors)) = errors.map(thread::JoinHandle::join) {
        kept.push_str(&errors);
    }
    Ok((child.wait()?, kept))
}

fn copy(from: impl Read, mut to: impl Write) -> String {
    let mut kept = String::new();
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
        let _ = to.write_all(&line);
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    kept
}

/// Runs a cargo command that reports in JSON, and takes the reports. Of what the compiler says only errors are shown.
pub(crate) fn messages(command: &mut Command) -> Result<Vec<Value>> {
    command.args(["--quiet", "--message-format=json"]);
    announce(command);
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| cannot(command, &error))?;
    let text = String::from_utf8(output.stdout)?;
    let messages: Vec<Value> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    for message in messages.iter().filter(|message| message["message"]["level"] == "error") {
        eprint!("{}", message["message"]["rendered"].as_str().unwrap_or_default());
    }
    succeeded(command, output.status)?;
    Ok(messages)
}

/// `cargo metadata`.
pub(crate) fn metadata() -> Result<&'static Value> {
    static METADATA: OnceLock<Value> = OnceLock::new();
    if let Some(known) = METADATA.get() {
        return Ok(known);
    }
    let text = output(cargo().args(["metadata", "--format-version=1", "--locked"]))?;
    let value = serde_json::from_str(&text)?;
    Ok(METADATA.get_or_init(|| value))
}

/// Where builds go.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let dir =
        metadata()?["target_directory"].as_str().ok_or("cargo metadata: no target directory")?;
    Ok(PathBuf::from(dir))
}

/// An empty folder of this name.
pub(crate) fn emptied(folder: PathBuf) -> Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_shown_as_typed() {
        let mut command = Command::new("/usr/bin/cargo");
        command.env("RUSTC", "/usr/bin/rustc").args(["check", "a b"]);
        assert_eq!(shown(&command), "RUSTC=/usr/bin/rustc cargo check 'a b'");
    }

    #[test]
    fn tee_keeps_both_streams() {
        let (status, text) =
            tee(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert_eq!(status.code(), Some(3));
        assert!(text.contains("out\n") && text.contains("err\n"), "{text}");
    }
}
