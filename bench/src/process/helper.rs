//! The processes that are looked at: this program, in other roles.

use std::io::Read as _;
use std::net::TcpListener;
use std::os::fd::AsFd as _;
use std::process::ExitCode;

/// Plays a role, if the arguments tell one: `--sleeper …`, `--listen COUNT`, `--tree COUNT`.
pub(crate) fn role(args: &[String]) -> Option<ExitCode> {
    let count = || args.get(1).and_then(|count| count.parse().ok()).unwrap_or(0);
    match args.first()?.as_str() {
        "--sleeper" => say(b"."),
        "--listen" => listen(count()),
        "--tree" => return Some(tree(0, count())),
        _ => return None,
    }
    sleep();
    Some(ExitCode::SUCCESS)
}

/// Tells the bench that this process is where it is to be. In one piece: others tell theirs through the same pipe.
fn say(bytes: &[u8]) {
    let _ = rustix::io::write(std::io::stdout().as_fd(), bytes);
}

/// Until a signal comes, or the bench is gone.
fn sleep() {
    let _ = std::io::stdin().read(&mut [0]);
}

/// Listens on ports, tells them, sleeps.
fn listen(count: usize) {
    let sockets: Vec<_> =
        (0..count).map(|_| TcpListener::bind("127.0.0.1:0").expect("a port")).collect();
    let ports = sockets.iter().map(|socket| socket.local_addr().expect("an address").port());
    say(&ports.flat_map(u16::to_ne_bytes).collect::<Vec<u8>>());
    sleep();
}

/// How many children a process of a tree has.
const CHILDREN: usize = 7;

/// A tree of so many processes: of `count` in all, this is the one with the number `at`, and its children are the
/// seven from `7 * at + 1`. Each tells its own number.
fn tree(at: usize, count: usize) -> ExitCode {
    for child in (1..=CHILDREN).map(|nth| CHILDREN * at + nth).filter(|child| *child < count) {
        // SAFETY: this program has one thread.
        #[allow(unsafe_code)]
        let forked = unsafe { libc::fork() };
        match forked {
            0 => return tree(child, count),
            pid => assert!(pid > 0, "no process"),
        }
    }
    say(&std::process::id().to_ne_bytes());
    sleep();
    ExitCode::SUCCESS
}
