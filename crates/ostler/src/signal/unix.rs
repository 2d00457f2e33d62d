//! The signals of Unix systems.

use ostler_sys::c;

use super::Signal;

signals! {
    NAMES:
    SIGABRT, "Abnormal end, from `abort`";
    SIGALRM, "The timer of `alarm` ran out";
    SIGBUS, "Access to memory that is mapped but not there";
    SIGCHLD, "A child stopped or ended";
    SIGCONT, "Go on after a stop";
    SIGFPE, "A wrong arithmetic operation";
    SIGHUP, "The terminal hung up, or its session's leader ended";
    SIGILL, "An instruction the processor does not have";
    SIGINT, "Interrupt from the keyboard";
    SIGIO, "Input or output is possible";
    SIGKILL, "End at once; cannot be caught or ignored";
    SIGPIPE, "A write to a pipe that nobody reads";
    SIGPROF, "The profiling timer ran out";
    SIGQUIT, "Quit from the keyboard, with a core dump";
    SIGSEGV, "Access to memory that is not the process's";
    SIGSTOP, "Stop; cannot be caught or ignored";
    SIGSYS, "A wrong system call";
    SIGTERM, "End, please";
    SIGTRAP, "A breakpoint or a trace trap";
    SIGTSTP, "Stop from the keyboard";
    SIGTTIN, "A background process reads from its terminal";
    SIGTTOU, "A background process writes to its terminal";
    SIGURG, "Urgent data on a socket";
    SIGUSR1, "For the program's own use";
    SIGUSR2, "For the program's own use, the second";
    SIGVTALRM, "The virtual timer ran out";
    SIGWINCH, "The window changed its size";
    SIGXCPU, "The limit of processor time is passed";
    SIGXFSZ, "The limit of file size is passed";
    #[cfg(linux_kernel)]
    SIGPWR, "The power fails";
    #[cfg(all(linux_kernel, not(any(
        target_arch = "mips", target_arch = "mips32r6", target_arch = "mips64", target_arch = "mips64r6",
        target_arch = "sparc", target_arch = "sparc64",
    ))))]
    SIGSTKFLT, "A fault of the coprocessor's stack; unused";
    #[cfg(any(apple, bsd))]
    SIGEMT, "An emulated instruction";
    #[cfg(any(apple, bsd))]
    SIGINFO, "Status request from the keyboard";
}

aliases! {
    SIGIOT = SIGABRT;
    #[cfg(linux_kernel)]
    SIGCLD = SIGCHLD;
    #[cfg(linux_kernel)]
    SIGPOLL = SIGIO;
}
