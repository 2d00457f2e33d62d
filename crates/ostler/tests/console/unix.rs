use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use ostler::console::{Console, getwch, kbhit};
use ostler::errno;

const PART: &str = "OSTLER_TEST_CONSOLE_PART";

/// A terminal with a program at it: this test program, which plays a part.
struct Session {
    child: Child,
    keyboard: File,
    terminal: OwnedFd,
    screen: Receiver<Vec<u8>>,
    seen: String,
}

impl Session {
    fn new(part: &str) -> Self {
        let (master, terminal) = ostler::os::openpty().unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "unix::plays", "--ignored", "--nocapture"]).env(PART, part);
        command.stdin(terminal.try_clone().unwrap()).stdout(terminal.try_clone().unwrap());
        command.stderr(terminal.try_clone().unwrap());
        // SAFETY: all of these are async-signal-safe.
        unsafe {
            command.pre_exec(|| {
                // Whatever is started by `nohup`, or in the background of a script, ignores some.
                for signal in [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT] {
                    libc::signal(signal, libc::SIG_DFL);
                }
                if libc::setsid() < 0 || libc::ioctl(0, libc::TIOCSCTTY as _, 0) < 0 {
                    return Err(std::io::Error::last_os_error());
                }
                Ok(())
            });
        }
        let child = command.spawn().unwrap();
        let keyboard = File::from(master);
        let mut screen = keyboard.try_clone().unwrap();
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = screen.read(&mut bytes) {
                if sender.send(bytes[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, keyboard, terminal, screen: receiver, seen: String::new() }
    }

    fn press(&mut self, keys: &[u8]) {
        self.keyboard.write_all(keys).unwrap();
    }

    /// Reads the screen until it shows this, and gives what came before.
    fn until(&mut self, text: &str) -> String {
        loop {
            if let Some((before, after)) = self.seen.split_once(text) {
                let before = before.to_owned();
                self.seen = after.to_owned();
                return before;
            }
            let more = self.screen.recv_timeout(Duration::from_secs(60));
            let more = more.unwrap_or_else(|_| panic!("no {text:?} after {:?}", self.seen));
            self.seen.push_str(&String::from_utf8_lossy(&more));
        }
    }

    /// Whether lines are gathered and shown.
    fn is_cooked(&self) -> bool {
        // SAFETY: a structure of numbers, which tcgetattr fills.
        let mode = unsafe {
            let mut mode: libc::termios = std::mem::zeroed();
            assert_eq!(libc::tcgetattr(self.terminal.as_raw_fd(), &raw mut mode), 0);
            mode
        };
        let both = libc::ICANON | libc::ECHO;
        assert!([0, both].contains(&(mode.c_lflag & both)));
        assert_eq!(mode.c_lflag & both == both, mode.c_iflag & libc::ICRNL != 0);
        mode.c_lflag & both == both
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn say(text: &str) {
    println!("<{text}>");
    std::io::stdout().flush().unwrap();
}

#[test]
#[ignore = "the part of a child"]
fn plays() {
    let part = std::env::var(PART).unwrap();
    match part.as_str() {
        "once" => {
            say("ready");
            say(&format!("{:?}", getwch().unwrap()));
            say(&format!("{}", kbhit().unwrap()));
        }
        "job" => lead_a_job(),
        _ => {
            // Whoever started it may put it there only after it has begun; in the background it would be stopped here.
            // SAFETY: numbers only.
            while unsafe { libc::tcgetpgrp(0) != libc::getpgrp() } {
                std::thread::sleep(Duration::from_millis(1));
            }
            let mut console = Console::open().unwrap();
            say("ready");
            play(&part, &mut console);
            drop(console);
            say("dropped");
            std::thread::sleep(Duration::from_secs(100));
        }
    }
}

fn play(part: &str, console: &mut Console) {
    match part {
        "keys" => loop {
            let key = console.getwch().unwrap();
            say(&format!("{key:?}"));
            if key == 'q' {
                break;
            }
        },
        "kbhit" => {
            say(&console.kbhit().unwrap().to_string());
            while !console.kbhit().unwrap() {
                std::thread::sleep(Duration::from_millis(5));
            }
            assert!(console.kbhit().unwrap());
            say(&format!("{:?}", console.getwch().unwrap()));
            say(&console.kbhit().unwrap().to_string());
        }
        "nested" => {
            let inner = Console::open().unwrap();
            drop(std::mem::replace(console, inner));
            say(&format!("{:?}", console.getwch().unwrap()));
        }
        "drop" => {}
        "panic" => panic!("the end"),
        "exit" => std::process::exit(3),
        "abort" => std::process::abort(),
        "fork" => {
            // SAFETY: the child ends at once.
            unsafe {
                if libc::fork() == 0 {
                    libc::exit(0);
                }
                libc::wait(std::ptr::null_mut());
            }
            say("forked");
            std::thread::sleep(Duration::from_secs(100));
        }
        "fault" => {
            // SAFETY: none; that is the point.
            unsafe { std::ptr::null_mut::<i32>().write_volatile(1) };
        }
        _ => std::thread::sleep(Duration::from_secs(100)),
    }
}

/// Runs another part in the foreground, as a shell does; when it stops, looks at the terminal and lets it go on.
fn lead_a_job() {
    let mut job = Command::new(std::env::current_exe().unwrap());
    job.args(["--exact", "unix::plays", "--ignored", "--nocapture"]).env(PART, "keys");
    let mut job = job.process_group(0).spawn().unwrap();
    let pid = job.id() as i32;
    // SAFETY: numbers only.
    unsafe {
        libc::signal(libc::SIGTTOU, libc::SIG_IGN);
        assert_eq!(libc::tcsetpgrp(0, pid), 0);
        let mut status = 0;
        assert_eq!(libc::waitpid(pid, &raw mut status, libc::WUNTRACED), pid);
        assert!(libc::WIFSTOPPED(status));
        say("stopped");
        // The one who looks at the terminal says when to go on.
        let mut line = String::new();
        libc::tcsetpgrp(0, libc::getpgrp());
        std::io::stdin().read_line(&mut line).unwrap();
        libc::tcsetpgrp(0, pid);
        libc::kill(pid, libc::SIGCONT);
    }
    job.wait().unwrap();
    say("over");
}

#[test]
fn a_key_needs_no_enter_and_is_not_shown() {
    let mut session = Session::new("keys");
    session.until("<ready>");
    assert!(!session.is_cooked());
    session.press(b"x");
    let shown = session.until("<'x'>");
    assert!(!shown.contains('x'), "{shown:?}");
    session.press(b"q");
    session.until("<dropped>");
    assert!(session.is_cooked());
}

#[test]
fn what_keys_are() {
    let mut session = Session::new("keys");
    session.until("<ready>");
    for (bytes, keys) in [
        (&b"\r"[..], "<'\\r'>"),
        (b"\n", "<'\\n'>"),
        (b"\x1b", "<'\\u{1b}'>"),
        (b"\x04", "<'\\u{4}'>"),
        (b"\x7f", "<'\\u{7f}'>"),
        ("\u{e9}".as_bytes(), "<'\u{e9}'>"),
        ("\u{1f40e}".as_bytes(), "<'\u{1f40e}'>"),
        // What is not UTF-8, and what comes after it.
        (b"\xff", "<'\u{fffd}'>"),
        (b"\xe2\x82a", "<'\u{fffd}'>\r\n<'a'>"),
        (b"\xc3", "<'\u{fffd}'>"),
        (b"\x1b[A", "<'\\u{1b}'>\r\n<'['>\r\n<'A'>"),
    ] {
        session.press(bytes);
        session.until(keys);
    }
}

#[test]
fn kbhit_does_not_wait() {
    let mut session = Session::new("kbhit");
    session.until("<ready>");
    session.until("<false>");
    session.press(b"k");
    session.until("<'k'>");
    session.until("<false>");
}

#[test]
fn one_key_and_the_terminal_is_as_before() {
    let mut session = Session::new("once");
    session.until("<ready>");
    while session.is_cooked() {
        std::thread::sleep(Duration::from_millis(5));
    }
    session.press(b"y");
    session.until("<'y'>");
    session.until("<false>");
    session.child.wait().unwrap();
    assert!(session.is_cooked());
}

#[test]
fn the_last_one_restores() {
    let mut session = Session::new("nested");
    session.until("<ready>");
    std::thread::sleep(Duration::from_millis(100));
    assert!(!session.is_cooked());
    session.press(b"n");
    session.until("<'n'>");
    session.until("<dropped>");
    assert!(session.is_cooked());
}

#[test]
fn however_it_ends() {
    for (part, code, signal) in [
        ("panic", Some(101), None),
        ("exit", Some(3), None),
        ("abort", None, Some(libc::SIGABRT)),
        ("fault", None, Some(libc::SIGSEGV)),
    ] {
        let mut session = Session::new(part);
        session.until("<ready>");
        let status = session.child.wait().unwrap();
        assert_eq!((status.code(), status.signal()), (code, signal), "{part}");
        assert!(session.is_cooked(), "{part}");
    }
}

#[test]
fn whichever_signal_ends_it() {
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP, libc::SIGQUIT, libc::SIGUSR1] {
        let mut session = Session::new("sleep");
        session.until("<ready>");
        assert!(!session.is_cooked());
        // SAFETY: the child is ours and has not been waited for.
        unsafe { libc::kill(session.child.id() as i32, signal) };
        assert_eq!(session.child.wait().unwrap().signal(), Some(signal));
        assert!(session.is_cooked(), "{signal}");
    }
}

#[test]
fn interrupted_from_the_keyboard() {
    let mut session = Session::new("keys");
    session.until("<ready>");
    session.press(b"\x03");
    assert_eq!(session.child.wait().unwrap().signal(), Some(libc::SIGINT));
    assert!(session.is_cooked());
}

#[test]
fn a_forked_child_leaves_it_alone() {
    let mut session = Session::new("fork");
    session.until("<ready>");
    session.until("<forked>");
    assert!(!session.is_cooked());
}

#[test]
fn while_it_is_stopped() {
    let mut session = Session::new("job");
    session.until("<ready>");
    assert!(!session.is_cooked());
    session.press(b"\x1a");
    session.until("<stopped>");
    assert!(session.is_cooked());
    session.press(b"go on\n");
    while session.is_cooked() {
        std::thread::sleep(Duration::from_millis(5));
    }
    session.press(b"a");
    session.until("<'a'>");
    session.press(b"q");
    session.until("<dropped>");
    assert!(session.is_cooked());
}

#[test]
fn without_a_terminal() {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "unix::has_no_terminal", "--ignored"]);
    // SAFETY: it is async-signal-safe.
    unsafe {
        command.pre_exec(|| {
            libc::setsid();
            Ok(())
        });
    }
    assert!(command.output().unwrap().status.success());
}

#[test]
#[ignore = "the part of a child"]
fn has_no_terminal() {
    assert_eq!(Console::open().unwrap_err().errno(), Some(errno::ENXIO));
    assert_eq!(kbhit().unwrap_err().errno(), Some(errno::ENXIO));
}
