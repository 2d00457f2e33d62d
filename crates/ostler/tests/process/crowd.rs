//! Processes to be looked at, signalled and stopped.

use ostler::process::{Child, Process, Spawn, Stdio};

pub(crate) use crate::support::until;

/// The letter of a process's state, by its number; `None` if there is none of that number.
pub(crate) fn state(pid: i32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

/// Whether somebody of that number is there who is no zombie.
pub(crate) fn lives(pid: i32) -> bool {
    state(pid).is_some_and(|state| !"ZX".contains(state))
}

/// A shell script, and the first lines it writes, as numbers.
pub(crate) fn script(text: &str, lines: usize) -> (Child, Vec<i32>) {
    say(Spawn::new("sh").args(["-c", text]), lines)
}

pub(crate) fn say(spawn: Spawn, lines: usize) -> (Child, Vec<i32>) {
    use std::io::BufRead as _;

    let mut child = spawn.stdout(Stdio::Pipe).stderr(Stdio::Null).start().unwrap();
    let output = std::fs::File::from(child.stdout.take().unwrap());
    let numbers = std::io::BufReader::new(output)
        .lines()
        .take(lines)
        .map(|line| line.unwrap().trim().parse().unwrap())
        .collect();
    (child, numbers)
}

/// A child that sleeps.
pub(crate) fn sleeper() -> Child {
    Child::spawn("sleep", ["600"]).unwrap()
}

/// Copies of this process that sleep until they are sent a signal. They are killed and collected at the end of the test.
pub(crate) struct Crowd(pub(crate) Vec<Process>);

impl Crowd {
    pub(crate) fn of(count: usize) -> Self {
        Self((0..count).map(|_| fork(|| pause())).collect())
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for process in &self.0 {
            let _ = process.kill();
        }
        for process in &self.0 {
            let _ = process.wait(None);
        }
    }
}

/// Sleeps for ever.
pub(crate) fn pause() -> ! {
    loop {
        // SAFETY: no preconditions.
        unsafe { libc::pause() };
    }
}

/// Lets every signal through: what is forked in a handler of one starts with that blocked.
pub(crate) fn unblock() {
    // SAFETY: the set is filled before it is read.
    unsafe {
        let mut none = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
    }
}

/// A copy of this process that does something which a signal handler may do.
pub(crate) fn fork(body: impl FnOnce()) -> Process {
    // SAFETY: the bodies of these tests make system calls only.
    match unsafe { libc::fork() } {
        0 => {
            body();
            // SAFETY: leaving is sound.
            unsafe { libc::_exit(0) }
        }
        pid => Process::new(pid).unwrap(),
    }
}

/// The same with a number that is free; `None`, which is said, where we may not choose one.
pub(crate) fn fork_as(pid: i32, body: impl FnOnce()) -> Option<Process> {
    /// `struct clone_args`
    #[repr(C, align(8))]
    #[derive(Default)]
    struct Args {
        flags: u64,
        pidfd: u64,
        child_tid: u64,
        parent_tid: u64,
        exit_signal: u64,
        stack: u64,
        stack_size: u64,
        tls: u64,
        set_tid: u64,
        set_tid_size: u64,
    }
    let args = Args {
        exit_signal: libc::SIGCHLD as u64,
        set_tid: (&raw const pid) as u64,
        set_tid_size: 1,
        ..Args::default()
    };
    // SAFETY: a structure of this size, without a stack: as `fork`, and the bodies of these tests make system calls only.
    match unsafe { libc::syscall(libc::SYS_clone3, &raw const args, size_of::<Args>()) } {
        0 => {
            body();
            // SAFETY: leaving is sound.
            unsafe { libc::_exit(0) }
        }
        -1 => {
            println!("skipped: no choice of numbers: {}", std::io::Error::last_os_error());
            None
        }
        pid => Some(Process::new(pid as i32).unwrap()),
    }
}

/// Processes that have lost their parent. They end by themselves within a minute.
pub(crate) fn orphans(count: usize) -> Vec<Process> {
    use std::io::Read as _;
    use std::os::fd::AsRawFd as _;

    let (mut told, write) = std::io::pipe().unwrap();
    let parent = fork(|| {
        for _ in 0..count {
            // SAFETY: system calls only.
            unsafe {
                if libc::fork() == 0 {
                    libc::alarm(60);
                    let this = libc::getpid();
                    libc::write(write.as_raw_fd(), (&raw const this).cast(), 4);
                    pause();
                }
            }
        }
    });
    parent.wait(None).unwrap();
    let mut number = [0; 4];
    (0..count)
        .map(|_| {
            told.read_exact(&mut number).unwrap();
            Process::new(i32::from_ne_bytes(number)).unwrap()
        })
        .collect()
}

/// Runs a test again in other namespaces, by the words of `unshare`, with a variable that tells it so: what it prints. `None`,
/// which is said, where these are not to be had.
pub(crate) fn again(unshare: &[&str], test: &str, variable: &str, value: &str) -> Option<String> {
    let output = std::process::Command::new("unshare")
        .args(unshare)
        .arg(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(variable, value)
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            println!("skipped: unshare: {error}");
            return None;
        }
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    if complaint.contains("unshare:") {
        println!("skipped: {complaint}");
        return None;
    }
    assert!(output.status.success(), "{text}\n{complaint}");
    Some(text)
}

/// How many rounds a test of chances takes: so many, or what `OSTLER_TEST_ROUNDS` says.
pub(crate) fn rounds(default: usize) -> usize {
    std::env::var("OSTLER_TEST_ROUNDS").map_or(default, |rounds| rounds.parse().unwrap())
}

/// Lowers the limit of descriptors.
pub(crate) fn limit_descriptors(soft: u64) {
    let limit = libc::rlimit { rlim_cur: soft, rlim_max: soft };
    // SAFETY: the structure is readable.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) }, 0);
}

/// Makes `pidfd_open` unknown to this thread and its children, as kernels before Linux 5.3 have it.
pub(crate) fn without_pidfds() {
    refuse(libc::SYS_pidfd_open, ostler::errno::ENOSYS);
}

/// Has a system call refused to this thread and its children.
pub(crate) fn refuse(call: i64, errno: ostler::errno::Errno) {
    let statement = |code, k| libc::sock_filter { code, jt: 0, jf: 0, k };
    let mut program = [
        statement(0x20, 0), // the number of the call
        libc::sock_filter { code: 0x15, jt: 0, jf: 1, k: call as u32 },
        statement(0x06, 0x0005_0000 | errno.raw() as u32),
        statement(0x06, 0x7fff_0000),
    ];
    let program = libc::sock_fprog { len: 4, filter: program.as_mut_ptr() };
    // SAFETY: a filter of four statements, which is copied.
    unsafe {
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        assert_eq!(libc::prctl(libc::PR_SET_SECCOMP, 2, &raw const program), 0);
    }
}
