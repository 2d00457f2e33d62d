//! Process management. A child is this program again, told by its arguments which test it is to be.

mod exec;
mod inherit;
mod kill;
mod library;
mod popen;
mod spawn;
mod start;
mod wait;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ostler::errno::{self, Errno};
use ostler::os::{self, Spawned};

use super::Folder;

/// Where a child writes what it is asked for.
const REPORT: &str = "OSTLER_TEST_REPORT";
/// What the parts of a child are told besides.
const DETAIL: &str = "OSTLER_TEST_DETAIL";

fn this_program() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// The arguments that make this program be a part of a test.
fn part(name: &str) -> Vec<String> {
    let name = format!("windows::processes::{name}");
    ["ostler", "--exact", &name, "--ignored", "--test-threads=1", "--quiet"]
        .map(String::from)
        .into()
}

/// This process's environment, and these.
fn environment(also: &[(&str, &str)]) -> Vec<(std::ffi::OsString, std::ffi::OsString)> {
    std::env::vars_os()
        .filter(|(name, _)| also.iter().all(|(other, _)| name != other))
        .chain(also.iter().map(|(name, value)| (name.into(), value.into())))
        .collect()
}

/// Runs a part of a test in a child and gives what it reports.
fn report_of(name: &str, detail: &str, more: &[&str]) -> String {
    let folder = Folder::new();
    let report = folder.path("report");
    let mut args = part(name);
    args.extend(more.iter().map(ToString::to_string));
    let env = environment(&[(REPORT, report.to_str().unwrap()), (DETAIL, detail)]);
    let ended = os::spawnve(os::P_WAIT, this_program(), args, env).unwrap();
    assert_eq!(ended.code(), Some(0), "{name}");
    std::fs::read_to_string(report).unwrap()
}

/// Does the part of a child, which ends here: what the harness would say of it is nobody's business.
fn as_child(body: impl FnOnce() + std::panic::UnwindSafe) -> ! {
    let done = std::panic::catch_unwind(body).is_ok();
    std::process::exit(if done { 0 } else { 101 })
}

/// What a child writes, all at once.
fn report(text: &str) {
    let path = std::env::var_os(REPORT).unwrap();
    let whole = Path::new(&path).with_extension("part");
    std::fs::write(&whole, text).unwrap();
    std::fs::rename(whole, path).unwrap();
}

fn detail() -> String {
    std::env::var(DETAIL).unwrap()
}

/// What is written to a file some time.
#[track_caller]
fn eventually(path: &Path) -> String {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(30) {
        if let Ok(text) = std::fs::read_to_string(path) {
            return text;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("{} was not written", path.display());
}

/// What a file that is no program is refused with; Wine's runtime has no number for that code.
fn no_program() -> Errno {
    if super::is_wine() { errno::EINVAL } else { errno::ENOEXEC }
}

/// A child that waits to be ended.
fn sleeper() -> Spawned {
    os::spawnv(os::P_NOWAIT, this_program(), part("sleeps")).unwrap()
}

#[test]
#[ignore = "the part of a child"]
fn sleeps() {
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
#[ignore = "the part of a child"]
fn exits_as_told() {
    std::process::exit(detail().parse::<i64>().unwrap() as i32);
}

#[test]
#[ignore = "the part of a child"]
fn reports_its_arguments() {
    as_child(|| {
        let arguments: Vec<_> = std::env::args().skip(part("").len()).collect();
        report(&format!("{arguments:?}"));
    });
}

#[test]
#[ignore = "the part of a child"]
fn reports_a_variable() {
    as_child(|| report(&format!("{:?}", std::env::var(detail()).ok())));
}

#[test]
#[ignore = "the part of a child"]
fn reports_where_it_is() {
    as_child(|| report(std::env::current_dir().unwrap().to_str().unwrap()));
}
