"""Which functions get which arguments, so that a random call harms nobody and both sides can be compared."""

import os as stock
import random
import re
import sys

from fuzz_values import CLOSED, KEYWORDS, POISON, VALUES, Made, Raises

# Only with an argument that is certainly refused: these would end the process, start others, or wait.
POISONED = """
    _exit abort fork forkpty execv execve execl execle execlp execlpe execvp execvpe kill killpg wait waitpid wait3 wait4
    waitid system popen spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe posix_spawn posix_spawnp sync
    register_at_fork reload_environ clearenv closerange sched_yield times getlogin getloadavg urandom getrandom openpty
    pipe pipe2 posix_openpt getcwd getcwdb sched_getaffinity
""".split()
# Only with a descriptor that is not open.
DESCRIPTORS = """
    close dup dup2 read readv pread preadv write pwrite writev pwritev sendfile splice copy_file_range eventfd_read
    eventfd_write lockf fchdir set_inheritable set_blocking fsync fdatasync ftruncate posix_fallocate timerfd_settime
    timerfd_settime_ns timerfd_gettime timerfd_gettime_ns fchmod fchown lseek tcsetpgrp tcgetpgrp login_tty fdopen
    fstat fstatvfs fpathconf isatty ttyname grantpt unlockpt ptsname get_inheritable get_blocking posix_fadvise
""".split()
# In a child of its own each time, as an ordinary user: these change the process.
SANDBOXED = """
    setuid seteuid setgid setegid setreuid setregid setresuid setresgid setgroups initgroups chroot setsid setpgid setpgrp
    nice setpriority sched_setscheduler sched_setparam sched_setaffinity unshare setns umask chdir truncate
""".split()
# Python's own: they take what they are given wherever they are called.
NEVER = {"get_terminal_size", "getpid", "getppid", "cpu_count", "process_cpu_count"}

# How a function says that its arguments are too many, too few or of other names: PyO3 has its own way.
ARITY = re.compile(
    r"takes|(?<!\S)expected (at (most|least) )?\d|missing|argument for|unexpected keyword|multiple values|given by name"
    r"|invalid keyword|positional"
)


def meant(call, theirs, own, own_words):
    """Whether two outcomes may differ."""
    name, values = call.name, [*call.args, *call.kwargs.values()]
    if theirs == own:
        return False
    return (
        # Answers of the kernel about descriptors of its own.
        name == "posix_fadvise"
        # These look at each argument before they count them.
        or (name in ("wait4", "pidfd_open") and "TypeError" in own and ARITY.search(own_words))
        # Any integer is a device, as in 3.14.
        or (name in ("makedev", "major", "minor") and "TypeError" in theirs)
        # What is negative is a bad descriptor, not a bad address, the current directory or nothing.
        or (any(isinstance(value, int) and value < 0 for value in values) and " 9)" in own)
        # A deep path is no deep recursion here.
        or "RecursionError" in theirs
        # All arguments are looked at before any directory is made.
        or (name == "renames" and "TypeError" in own)
        # Whether the walk goes top-down is asked at the beginning.
        or (name in ("walk", "fwalk") and "raised later" in own and any(type(v) in (Raises, Made) for v in values))
        or (sys.version_info < (3, 13) and meant_of_old(name, values, theirs, own))
    )


def meant_of_old(name, values, theirs, own):
    """Whether the interpreter is older than what ours does."""
    return (
        # Buffers were paths.
        any(type(value) in (Made, bytearray, memoryview) for value in values)
        # Any number was true or false, and nothing else.
        or name == "set_blocking"
        # It was not a generator, but returned one.
        or (name == "walk" and theirs.replace("raised", "raised later") == own)
        or (name == "pidfd_open" and "TypeError" in own)
        # Devices were unsigned, and no device was a number of some width.
        or name in ("makedev", "major", "minor")
    )


def functions(ours):
    """The names of all that both have and that can be called."""
    return [
        name
        for name in dir(stock)
        if (not name.startswith("_") or name == "_exit")
        and name not in NEVER
        and callable(getattr(stock, name))
        and hasattr(ours, name)
        and not isinstance(getattr(stock, name), type)
    ]


class Call:
    """A call that has been thought of."""

    def __init__(self, choice: random.Random, names, counts, rarely):
        self.name = choice.choice(names)
        while self.name in SANDBOXED and choice.random() > rarely:
            self.name = choice.choice(names)
        count = choice.choice([0, 1, 1, 2, 2, 3, 4, 5])
        if self.name in counts and choice.random() < 0.9:
            count = choice.randint(*counts[self.name])
        self.args = [choice.choice(VALUES) for _ in range(count)]
        self.kwargs = {}
        if choice.random() < 0.2:
            self.kwargs[choice.choice(KEYWORDS)] = choice.choice(VALUES)
        self.sandboxed = self.name in SANDBOXED
        if self.name in POISONED:
            self.poison(choice)
        elif self.name in DESCRIPTORS:
            self.close(choice)
        if self.name in ("pathconf", "fpathconf"):
            # The interpreter's own crashes at -1, which it takes for no path at all.
            self.args = [-2 if value == -1 else value for value in self.args]
            self.kwargs = {name: -2 if value == -1 else value for name, value in self.kwargs.items()}

    def poison(self, choice):
        # The first argument: functions that look at the others first get by without it.
        self.args[:1] = [choice.choice(POISON)]
        if self.name in ("register_at_fork", "spawnv", "spawnve", "spawnvp", "spawnvpe", "popen"):
            self.kwargs = {}
        if self.name.startswith("spawn"):
            # These look at their arguments only in the child: with nothing to run there is none.
            self.args[2:] = [choice.choice([(), [], None, 3, [""], "text", {}])]
        if self.name == "popen":
            self.args[1:] = []

    def close(self, choice):
        closed = choice.choice(CLOSED)
        if self.args:
            self.args[0] = closed
        if self.name in ("dup2", "sendfile", "splice", "copy_file_range") and len(self.args) > 1:
            self.args[1] = choice.choice(CLOSED)
        for name in ("fd", "src", "in_fd", "out_fd", "dst"):
            if name in self.kwargs:
                self.kwargs[name] = closed

    def __str__(self):
        words = [f"{value!r:.60}" for value in self.args]
        words += [f"{name}={value!r:.60}" for name, value in self.kwargs.items()]
        return f"{self.name}({', '.join(words)})"
