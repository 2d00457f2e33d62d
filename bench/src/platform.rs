//! What the program runs on, asked for the first time and again.

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::Instant;

use ostler::platform;

use crate::harness::{Clock, Contender, Table, median, show};
use crate::trees::Trees;

/// A Python interpreter that does what it is told, as often as it is told.
struct Stock {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Stock {
    /// `None` where there is no interpreter.
    fn start(call: &str) -> Option<Self> {
        let program = format!(
            "import platform, subprocess, sys\n\
             def forget():\n\
             \x20   platform._uname_cache = platform._os_release_cache = None\n\
             \x20   platform._platform_cache.clear()\n\
             for line in sys.stdin:\n\
             \x20   for _ in range(int(line)):\n\
             \x20       {call}\n\
             \x20   print(flush=True)\n"
        );
        let mut child = Command::new("python3")
            .args(["-c", &program])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let orders = child.stdin.take()?;
        let answers = BufReader::new(child.stdout.take()?);
        Some(Self { child, orders, answers })
    }

    fn call(&mut self, times: u64) -> u64 {
        writeln!(self.orders, "{times}").expect("an interpreter");
        let mut line = String::new();
        assert!(self.answers.read_line(&mut line).expect("an answer") > 0, "the interpreter ended");
        times
    }
}

impl Drop for Stock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn rows(_: &Trees, table: &mut Table<'_>) {
    const OFTEN: u64 = 100_000;
    first_call(table);
    let forgotten = "platform(), forgotten each time, x 50";
    // Nearly all of it is the time of `uname -p`, on both sides.
    row(table, forgotten, 50, "forget(); platform.platform()", 0.0, || {
        platform::invalidate_caches();
        black_box(platform::platform());
    });
    row(table, "platform() again, x 100,000", OFTEN, "platform.platform()", 1.0, || {
        black_box(platform::platform());
    });
    row(table, "uname() again, x 100,000", OFTEN, "platform.uname()", 1.0, || {
        black_box(platform::uname());
    });
    row(table, "system() again, x 100,000", OFTEN, "platform.system()", 1.0, || {
        black_box(platform::system());
    });
    let first = "forget(); platform.freedesktop_os_release()";
    row(table, "freedesktop_os_release(), first call, x 1,000", 1000, first, 1.0, || {
        platform::invalidate_caches();
        let _ = black_box(platform::freedesktop_os_release());
    });
    let file = "platform.libc_ver('/bin/sh')";
    row(table, "libc_ver of a program, x 100", 100, file, 1.0, || {
        let _ = black_box(platform::libc_ver_of("/bin/sh"));
    });
    let file = "platform.architecture('/bin/sh')";
    row(table, "architecture of a program, x 20", 20, file, 1.0, || {
        black_box(platform::architecture_of("/bin/sh"));
    });
}

/// The first call of a process, which takes the time itself and prints it.
pub(crate) fn alone() -> ExitCode {
    let begin = Instant::now();
    black_box(platform::platform());
    println!("{}", begin.elapsed().as_nanos());
    ExitCode::SUCCESS
}

/// First calls of processes, in turns. Where they start, and what they import before, is not counted.
fn first_call(table: &mut Table<'_>) {
    const WORK: &str = "platform(), first call of a process";
    const TIMES: usize = 31;
    if !table.wants(WORK) {
        return;
    }
    let program = "import platform, time\n\
                   begin = time.perf_counter_ns()\n\
                   platform.platform()\n\
                   print(time.perf_counter_ns() - begin)";
    let mut ours = Command::new(std::env::current_exe().expect("this program"));
    ours.arg("--alone-platform");
    let mut theirs = Command::new("python3");
    theirs.args(["-c", program]);
    let time = |command: &mut Command| -> Option<f64> {
        let output = command.output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8(output.stdout).ok()?.trim().parse::<f64>().ok()? / 1e9)
    };
    let pairs: Option<Vec<(f64, f64)>> =
        (0..TIMES).map(|_| Some((time(&mut ours)?, time(&mut theirs)?))).collect();
    let Some(pairs) = pairs else {
        println!("skipped: no python3 here: {WORK}");
        return;
    };
    let ratio = median(pairs.iter().map(|(mine, theirs)| theirs / mine).collect());
    let (mine, theirs) = pairs.into_iter().unzip();
    let shown = |name, times| format!("{name} {}", show(median(times)));
    table.line(WORK, &shown("ostler", mine), &shown("python3", theirs), ratio, 2.0);
}

/// Ours beside the stock interpreter's, in the time that passes: both start programs.
fn row(table: &mut Table<'_>, work: &str, times: u64, call: &str, target: f64, ours: impl Fn()) {
    if !table.wants(work) {
        return;
    }
    let Some(mut stock) = Stock::start(call) else {
        println!("skipped: no python3 here: {work}");
        return;
    };
    let own = || {
        for _ in 0..times {
            ours();
        }
        times
    };
    table.row(
        work,
        Clock::Wall,
        Contender::new("ostler", own),
        vec![(Contender::new("python3", || stock.call(times)), target)],
    );
}
