"""Random calls with random arguments, to the interpreter's own ``os`` and to ours: the same exception or the same result.

    python fuzz.py [--calls N] [--seed S] [--function NAME] [--verbose]

Each of the two has a directory of its own to work in, made afresh every now and then, so that what one call does is there
for the next. Differences that are meant are listed in ``ALLOWED`` with their reasons.
"""

import argparse
import contextlib
import os as stock
import random
import shutil
import sys
import tempfile
import warnings

from ostler import os as ours

# What would end the process, change what it is for good, wait for ever, or reach beyond the directory.
NEVER = set(
    """
    _exit abort fork forkpty execv execve execl execle execlp execlpe execvp execvpe kill killpg wait waitpid wait3 wait4 waitid
    setuid seteuid setgid setegid setreuid setregid setresuid setresgid setgroups initgroups chroot setsid setpgid setpgrp nice
    setpriority sched_setscheduler sched_setparam sched_setaffinity tcsetpgrp login_tty unshare setns closerange close dup2 dup
    system popen spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe posix_spawn posix_spawnp register_at_fork read
    readv pread preadv write pwrite writev pwritev sendfile splice copy_file_range eventfd_read eventfd_write lockf umask
    fchdir chdir set_inheritable set_blocking reload_environ sync fsync fdatasync getlogin urandom getrandom times getloadavg
    sched_yield openpty pipe pipe2 posix_openpt ftruncate posix_fallocate truncate fdopen timerfd_settime timerfd_settime_ns
    sched_getaffinity getcwd getcwdb fchmod fchown clearenv lseek fwalk walk
    """.split()
)

# Name: why the two may differ.
ALLOWED = {
    "link": "the text says that symbolic links are followed",
    "posix_fadvise": "answers of the kernel about descriptors of its own",
}


class Good:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"Good({self.path!r})"


class Raises:
    def __fspath__(self):
        raise ZeroDivisionError("no path")

    def __index__(self):
        raise ZeroDivisionError("no number")

    def __bool__(self):
        raise ZeroDivisionError("neither")

    def __repr__(self):
        return "Raises()"


class Lies:
    def __fspath__(self):
        return 3

    def __index__(self):
        return "three"

    def __repr__(self):
        return "Lies()"


class Number:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number

    def __repr__(self):
        return f"Number({self.number})"


NAMES = ["a", "b", "dir", "dir/c", "link", "dangling", "missing", "missing/x", "new1", "new2", "."]
VALUES = [
    *NAMES,
    *NAMES,
    "",
    "nul\0l",
    "\ud800",
    "\udcff",
    "x" * 300,
    "x" * 5000,
    "é",
    *(name.encode() for name in NAMES),
    b"",
    b"\xff",
    b"nul\0l",
    bytearray(b"a"),
    memoryview(b"a"),
    None,
    None,
    True,
    False,
    0,
    1,
    -1,
    -2,
    2,
    7,
    0o777,
    0o644,
    999_999,
    2**31 - 1,
    2**31,
    -(2**31) - 1,
    2**32 - 1,
    2**32,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    2**64,
    2**100,
    1.0,
    -1.5,
    1e300,
    float("nan"),
    float("inf"),
    1j,
    (),
    (1, 2),
    (1.5, 2.5),
    (2**70, 1),
    ("a",),
    [],
    [1],
    ["a", "b"],
    {},
    {"a": "b"},
    set(),
    object,
    len,
    Good("a"),
    Good(b"dir"),
    Good("nul\0"),
    Raises(),
    Lies(),
    Number(1),
    Number(2**70),
    "SC_PAGESIZE",
    "PC_NAME_MAX",
    "CS_PATH",
    "user.x",
]
KEYWORDS = """
    path mode dir_fd follow_symlinks src dst src_dir_fd dst_dir_fd times ns effective_ids flags target_is_directory exist_ok uid gid
    device length name value attribute fd key default nonsense
""".split()


def furnish(place):
    """Fills a directory."""
    with contextlib.suppress(OSError):
        stock.chmod(place, 0o755)
    shutil.rmtree(place, ignore_errors=True)
    stock.mkdir(place)
    stock.chdir(place)
    for name in ("a", "b"):
        with open(name, "w") as file:
            file.write(name * 10)
    stock.mkdir("dir")
    with open("dir/c", "w"):
        pass
    stock.symlink("a", "link")
    stock.symlink("nowhere", "dangling")


def plain(value, place):
    """What is to be compared of a result."""
    if isinstance(value, (stock.stat_result, ours.stat_result)):
        return ("stat", value.st_mode, value.st_size if value.st_mode & 0o170000 != 0o040000 else 0)
    if type(value).__name__ in ("statvfs_result", "terminal_size", "uname_result", "sched_param"):
        return (type(value).__name__, len(value))
    if type(value).__name__ == "ScandirIterator":
        with value:
            return ("scandir", sorted((repr(entry), entry.is_symlink()) for entry in value))
    if isinstance(value, str):
        return value.replace(place, "PLACE")
    if isinstance(value, bytes):
        return value.replace(place.encode(), b"PLACE")
    if isinstance(value, list):
        return sorted((plain(item, place) for item in value), key=repr)
    if value is None or isinstance(value, (int, float, tuple, dict, bool)):
        return value
    return type(value).__name__


OPENS = {"open", "eventfd", "memfd_create", "timerfd_create", "pidfd_open"}


def outcome(module, name, args, kwargs, place):
    stock.chdir(place)
    try:
        value = getattr(module, name)(*args, **kwargs)
    except Exception as error:
        number = error.errno if isinstance(error, OSError) else None
        return ("raised", type(error).__name__, number), error
    if name in OPENS:
        stock.close(value)
        return ("opened",), value
    return ("gave", plain(value, place)), value


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--function")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    choice = random.Random(options.seed)
    print(f"seed {options.seed}")
    names = [
        name
        for name in dir(stock)
        if not name.startswith("_")
        and name not in NEVER
        and callable(getattr(stock, name))
        and hasattr(ours, name)
        and not isinstance(getattr(stock, name), type)
    ]
    if options.function:
        names = [options.function]
    top = tempfile.mkdtemp()
    # As long as each other, so that paths are, too.
    places = [stock.path.join(top, "theirs"), stock.path.join(top, "ours__")]
    differences = {}
    stock.umask(0o022)
    try:
        for count in range(options.calls):
            if count % 200 == 0:
                for place in places:
                    furnish(place)
            name = choice.choice(names)
            args = [choice.choice(VALUES) for _ in range(choice.choice([0, 1, 1, 1, 2, 2, 2, 3, 4]))]
            kwargs = {}
            if choice.random() < 0.25:
                kwargs[choice.choice(KEYWORDS)] = choice.choice(VALUES)
            if options.verbose:
                print(name, args, kwargs, flush=True)
            theirs, their_value = outcome(stock, name, args, kwargs, places[0])
            own, own_value = outcome(ours, name, args, kwargs, places[1])
            if theirs != own and name not in ALLOWED:
                differences.setdefault(name, []).append(
                    f"{name}(*{args!r:.200}, **{kwargs!r:.100})\n"
                    f"    stock {theirs!r:.200} {their_value!r:.200}\n"
                    f"    ours  {own!r:.200} {own_value!r:.200}"
                )
    finally:
        stock.chdir("/")
        shutil.rmtree(top, ignore_errors=True)
    for name, found in sorted(differences.items()):
        print(f"{name}: {len(found)} differences, such as")
        for text in found[:3]:
            print("  " + text)
    print(f"{options.calls} calls of {len(names)} functions, {sum(map(len, differences.values()))} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
