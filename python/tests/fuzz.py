"""Random calls with random arguments, to the interpreter's own `os` and to ours: the same exception or the same result.

    python fuzz.py [--calls N] [--seed S] [--jobs N] [--seconds S] [--function NAME] [--block B] [--verbose]

Each of the two has a directory of its own to work in, made afresh for each block of calls, so that what one call does is
there for the next. A block depends on nothing but the seed and its number: `--seed S --block B` does it again. A call that
ends the process is told with both. `fuzz_groups.py` says which functions get which arguments.

A superuser's calls could change the machine: they are made in namespaces of their own, with a `/dev` of their own.

That the same exceptions say the same words is counted apart; that a function says in PyO3's words that it has got too
many arguments, or too few, is only counted.
"""

import argparse
import collections
import contextlib
import faulthandler
import inspect
import itertools
import json
import mmap
import os as stock
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from fuzz_groups import ARITY, Call, functions, meant
from fuzz_values import given
from ostler import os as ours

BLOCK = 200
NOBODY = 65534
WORDED = (OSError, TypeError, ValueError, OverflowError)
# In the environment of what runs apart from the machine, and what makes it do so.
APART = "OSTLER_FUZZ_APART"
NAMESPACES = ["unshare", "--mount", "--pid", "--net", "--uts", "--ipc", "--fork", "--kill-child", "--mount-proc"]
ALONE = [*NAMESPACES, "sh", Path(__file__).resolve().parents[2] / "xtask/src/devices.sh", "/dev"]
OPENS = {"open", "eventfd", "memfd_create", "timerfd_create", "pidfd_open", "dup", "posix_openpt"}


def furnish(place):
    """Fills a directory."""
    with contextlib.suppress(OSError):
        stock.chmod(place, 0o755)
    for path, dirs, _ in stock.walk(place):
        for name in dirs:
            with contextlib.suppress(OSError):
                stock.chmod(stock.path.join(path, name), 0o755)
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


def positional(function):
    """How many arguments a function takes by position, at least and at most."""
    kinds = [parameter for parameter in inspect.signature(function).parameters.values() if parameter.kind < 2]
    return sum(parameter.default is parameter.empty for parameter in kinds), len(kinds)


def plain(value, place):
    """What is to be compared of a result."""
    kind = type(value).__name__
    if isinstance(value, (stock.stat_result, ours.stat_result)):
        return ("stat", value.st_mode, value.st_size if value.st_mode & 0o170000 != 0o040000 else 0)
    if kind in ("statvfs_result", "terminal_size", "uname_result", "sched_param"):
        return (kind, len(value))
    if kind == "ScandirIterator":
        with value:
            return ("scandir", sorted((repr(entry), entry.is_symlink()) for entry in value))
    if kind in ("generator", "walk"):
        steps = list(itertools.islice(value, 30))
        value.close()
        return ("walk", plain([step[:3] for step in steps], place))
    if isinstance(value, str):
        return value.replace(place, "PLACE")
    if isinstance(value, bytes):
        return value.replace(place.encode(), b"PLACE")
    if isinstance(value, list):
        return sorted((plain(item, place) for item in value), key=repr)
    if type(value) is tuple:
        return tuple(plain(item, place) for item in value)
    if value is None or isinstance(value, (int, float, tuple, dict, bool)):
        return value
    return kind


class Stuck(Exception):
    """Nothing has happened for some time."""


def outcome(module, call, place):
    """How a call comes out, and the words of the exception, if it is one."""
    stock.chdir(place)
    args = [given(value) for value in call.args]
    kwargs = {name: given(value) for name, value in call.kwargs.items()}
    when = "raised"
    try:
        value = getattr(module, call.name)(*args, **kwargs)
        when = "raised later"
        if call.name in OPENS:
            stock.close(value)
            return ("opened",), ""
        return ("gave", plain(value, place)), ""
    except Exception as error:
        number = error.errno if isinstance(error, OSError) else None
        words = re.sub("0x[0-9a-f]{6,}", "0x", str(error)) if isinstance(error, WORDED) else ""
        return (when, type(error).__name__, number), words.replace(place, "PLACE")


def apart(module, call, place):
    """The same in a child that has nothing to lose."""
    reader, writer = stock.pipe()
    child = stock.fork()
    if child == 0:
        try:
            if stock.getuid() == 0:
                stock.setgroups([])
                stock.setresgid(NOBODY, NOBODY, NOBODY)
                stock.setresuid(NOBODY, NOBODY, NOBODY)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            result, words = outcome(module, call, place)
            stock.write(writer, json.dumps([repr(result), words]).encode())
        finally:
            stock._exit(0)
    stock.close(writer)
    with open(reader) as file:
        text = file.read()
    status = stock.waitpid(child, 0)[1]
    result, words = json.loads(text or '["", ""]')
    return (result, status), words


class Worker:
    """Does blocks of calls, and keeps what differed."""

    def __init__(self, options):
        self.options = options
        self.counts_of = {}
        self.names = [options.function] if options.function else functions(ours)
        for name in self.names:
            with contextlib.suppress(ValueError):
                self.counts_of[name] = positional(getattr(ours, name))
        self.top = tempfile.mkdtemp()
        stock.chmod(self.top, 0o755)
        # As long as each other, so that paths are, too.
        self.places = [stock.path.join(self.top, "theirs"), stock.path.join(self.top, "ours__")]
        self.differences = collections.defaultdict(list)
        self.wordings = collections.defaultdict(list)
        self.calling = False
        # Of arguments, told in other words.
        self.counts = 0
        self.calls = self.seen = 0
        self.note = None

    def __enter__(self):
        stock.umask(0o022)
        signal.signal(signal.SIGALRM, self.tick)
        # So long that a machine which is busy with something else is not taken for a call that waits.
        signal.setitimer(signal.ITIMER_REAL, 10, 10)
        return self

    def __exit__(self, *_):
        signal.setitimer(signal.ITIMER_REAL, 0)
        stock.chdir("/")
        shutil.rmtree(self.top, ignore_errors=True)

    def tick(self, *_):
        # A call that waits: for the other end of a FIFO.
        if self.calling and self.seen == self.calls:
            raise Stuck
        self.seen = self.calls

    def block(self, number):
        choice = random.Random(f"{self.options.seed} {number}")
        self.furnish()
        for _ in range(BLOCK):
            call = Call(choice, self.names, self.counts_of, 1 if self.options.function else 0.05)
            self.calls += 1
            if self.note:
                self.note[:] = f"block {number}: {call}".encode(errors="replace")[:512].ljust(512)
            if self.options.verbose:
                print(call, flush=True)
            self.compare(call, number)

    def furnish(self):
        for place in self.places:
            furnish(place)

    def compare(self, call, number):
        ask = apart if call.sandboxed else outcome
        for place in self.places:
            # A call may have taken the user's own permission to enter it.
            stock.chmod(place, 0o755)
        self.calling = True
        (theirs, their_words), (own, own_words) = (
            ask(module, call, place) for module, place in zip((stock, ours), self.places, strict=True)
        )
        self.calling = False
        if call.name == "renames" or (call.name == "makedirs" and "raised" in str(own)):
            # Arguments are looked at before any directory is made, and once.
            self.furnish()
        if meant(call, str(theirs), str(own), own_words):
            # What one of them did and the other did not makes no more differences.
            self.furnish()
            return
        if theirs != own:
            text = f"block {number}: {call}\n    stock {theirs!r:.300} {their_words:.200}"
            self.differences[call.name].append(f"{text}\n    ours  {own!r:.300} {own_words:.200}")
        elif their_words != own_words and "TypeError" in str(theirs) and ARITY.search(own_words + their_words):
            self.counts += 1
        elif their_words != own_words:
            text = f"block {number}: {call}\n    stock {theirs[1]} {their_words:.300}"
            self.wordings[call.name].append(f"{text}\n    ours  {own[1]} {own_words:.300}")


def work(options):
    """What one process does: every so-manieth block."""
    warnings.simplefilter("ignore")
    null = stock.open("/dev/null", stock.O_RDWR)
    saved = stock.dup2(1, 20, False)
    note = stock.open(options.note, stock.O_RDWR) if options.note else None
    memory = mmap.mmap(note, 512) if note is not None else None
    # Low descriptors are the same on both sides whatever started this.
    for fd in (0, 1, 2) if not options.verbose else (0,):
        stock.dup2(null, fd)
    for fd in range(3, 20):
        with contextlib.suppress(OSError):
            stock.close(fd)
    sys.stdout = stock.fdopen(saved, "w", errors="backslashreplace")
    sys.stderr = sys.stdout
    faulthandler.enable(sys.stdout)
    end = time.monotonic() + options.seconds
    with Worker(options) as worker:
        worker.note = memory
        if options.block is not None:
            worker.block(options.block)
        else:
            blocks = range(options.index, -(-options.calls // BLOCK), options.jobs)
            for number in blocks:
                if time.monotonic() > end:
                    break
                worker.block(number)
        tell(worker)
    return 1 if worker.differences else 0


SUMMARY = "{} differences, {} in other words, {} that count arguments otherwise"


def tell(worker):
    for kind, found in (("differences", worker.differences), ("other words", worker.wordings)):
        for name, texts in sorted(found.items()):
            print(f"{name}: {len(texts)} {kind}, such as")
            for text in texts[: worker.options.show]:
                print("  " + text)
    counts = [sum(map(len, found.values())) for found in (worker.differences, worker.wordings)]
    summary = SUMMARY.format(*counts, worker.counts)
    print(f"did {worker.calls} calls of {len(worker.names)} functions, {summary}")
    sys.stdout.flush()


def share(options):
    """Splits the blocks among processes, and adds up what they say."""
    print(f"seed {options.seed}", flush=True)
    folder = tempfile.mkdtemp()
    workers = []
    for index in range(options.jobs):
        note = f"{folder}/{index}"
        with open(note, "wb") as file:
            file.write(b" " * 512)
        command = [sys.executable, "-B", __file__, *sys.argv[1:], f"--seed={options.seed}"]
        command += [f"--jobs={options.jobs}", f"--index={index}", f"--note={note}"]
        workers.append((subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT), note))
    total, failed = [0, 0, 0, 0], False
    for worker, note in workers:
        said = worker.communicate()[0].decode(errors="replace")
        print(said, end="")
        pattern = SUMMARY.replace("{}", r"(\d+)")
        done = re.search(rf"^did (\d+) calls of \d+ functions, {pattern}$", said, re.MULTILINE)
        failed |= worker.returncode != 0
        if done:
            total = [sum(pair) for pair in zip(total, map(int, done.groups()), strict=True)]
        else:
            with open(note, errors="replace") as file:
                print(f"ended with status {worker.returncode}: --seed {options.seed}, {file.read().strip()}")
    shutil.rmtree(folder, ignore_errors=True)
    print(f"fuzz: seed {options.seed}, {total[0]} calls, {SUMMARY.format(*total[1:])}")
    return 1 if failed or not total[0] else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--jobs", type=int, default=stock.cpu_count())
    parser.add_argument("--show", type=int, default=2, help="how many of the differences of a function are shown")
    parser.add_argument("--function")
    parser.add_argument("--block", type=int)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--index", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--note", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if stock.getuid() == 0 and APART not in stock.environ:
        stock.execvpe(ALONE[0], [*ALONE, sys.executable, "-B", *sys.argv], stock.environ | {APART: "1"})
    if options.index is None and options.block is None:
        return share(options)
    return work(options)


if __name__ == "__main__":
    sys.exit(main())
