"""Calls by the ten thousand, errors among them: neither descriptors nor memory grow."""

import contextlib
import gc
import os as stock
import pickle
import tempfile
import tracemalloc
import unittest
import warnings

from ostler import os, platform, time

CALLS = 2_000 if stock.environ.get("OSTLER_TESTS") == "few" else 10_000
# What may be left behind: less than a small object for each call, beside what the interpreter keeps once.
OF_PYTHON = 4096 + 0.1 * CALLS
RESIDENT = 12 * CALLS
EXPECTED = (OSError, TypeError, ValueError, OverflowError, ZeroDivisionError, KeyError, BufferError)


class Raises:
    def __fspath__(self):
        raise ZeroDivisionError


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def descriptors():
    return len(stock.listdir("/proc/self/fd"))


class Leaks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(folder.name)
        os.makedirs("dir/below")
        for name in ("a", "b", "dir/c"):
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
        os.symlink("a", "link")
        warnings.simplefilter("ignore")
        self.addCleanup(warnings.resetwarnings)

    def steady(self, *jobs, calls=CALLS):
        for job in jobs:
            with self.subTest(job):
                self.check(job, calls)

    def check(self, job, calls):
        def run(times):
            for _ in range(times):
                with contextlib.suppress(*EXPECTED):
                    job()

        run(calls // 5)
        gc.collect()
        open_before, before = descriptors(), resident()
        tracemalloc.start()
        try:
            run(100)
            gc.collect()
            traced = tracemalloc.get_traced_memory()[0]
            run(calls // 5)
            gc.collect()
            grown = tracemalloc.get_traced_memory()[0] - traced
        finally:
            tracemalloc.stop()
        run(calls)
        gc.collect()
        self.assertEqual(descriptors(), open_before)
        self.assertLess(grown, OF_PYTHON)
        if resident() - before > RESIDENT:
            # What is kept for the next time is kept once: only what grows again is lost.
            before = resident()
            run(calls)
            gc.collect()
            self.assertLess(resident() - before, RESIDENT)

    def test_paths(self):
        self.steady(
            lambda: os.stat("a"),
            lambda: os.stat(b"absent"),
            lambda: os.stat("nul\0"),
            lambda: os.stat("\ud800"),
            lambda: os.stat(Raises()),
            lambda: os.stat(1.5),
            lambda: os.stat("a", nonsense=1),
            lambda: os.lstat("link"),
            lambda: os.statvfs("a"),
            lambda: os.access("a", os.R_OK),
            lambda: os.readlink("link"),
            lambda: os.readlink(b"a"),
            lambda: os.fspath(Raises()),
            lambda: os.utime("a", ns=(1, 2**70)),
            lambda: os.utime("a", (1.5, 2)),
            lambda: os.chmod("a", 0o600),
            lambda: os.rename("absent", b"a"),
        )

    def test_directories(self):
        def partly():
            entries = os.scandir(".")
            next(entries)
            entries.close()

        def unclosed():
            next(os.scandir("."))

        def walked():
            steps = os.walk(".")
            next(steps)[1].append("absent")
            next(steps)

        self.steady(
            lambda: os.listdir("."),
            lambda: os.listdir(b"absent"),
            lambda: os.listdir("a"),
            lambda: [entry.stat() for entry in os.scandir(".")],
            lambda: os.scandir("absent"),
            partly,
            unclosed,
            lambda: list(os.walk(".")),
            lambda: list(os.fwalk(".")),
            lambda: next(os.fwalk(".")),
            lambda: next(os.walk("absent", onerror=Raises)),
            walked,
            calls=CALLS // 4,
        )

    def test_trees(self):
        self.steady(
            lambda: (os.makedirs("x/y"), os.removedirs("x/y")),
            lambda: os.makedirs("a/x"),
            lambda: os.makedirs(Raises()),
            lambda: os.renames("absent", "new/x"),
            calls=CALLS // 4,
        )

    def test_descriptors(self):
        pair = os.pipe()
        self.addCleanup(os.close, pair[0])
        self.addCleanup(os.close, pair[1])

        def piped():
            reader, writer = os.pipe()
            os.write(writer, b"abc")
            os.read(reader, 100_000)
            os.close(reader)
            os.close(writer)

        file = os.open("a", os.O_RDWR)
        self.addCleanup(os.close, file)
        room = [bytearray(10), bytearray(20)]
        self.steady(
            lambda: os.close(os.open("a", os.O_RDONLY)),
            lambda: os.open("absent", os.O_RDONLY),
            piped,
            lambda: os.close(os.dup(0)),
            lambda: os.close(os.memfd_create("x")),
            lambda: os.close(os.eventfd(1)),
            lambda: os.read(9999, 1 << 20),
            lambda: os.read(0, -1),
            lambda: os.write(9999, b"x"),
            lambda: os.write(pair[1], 3),
            lambda: os.pread(file, 100, 0),
            lambda: os.preadv(file, room, 0),
            lambda: os.preadv(file, [b"x"], 0),
            lambda: os.pwritev(file, [b"x", "y"], 0),
            lambda: os.readinto(file, bytearray(5)),
            lambda: os.ttyname(file),
            lambda: os.get_terminal_size(file),
        )

    def test_values(self):
        result = os.stat("a")
        self.steady(
            lambda: os.environ["OSTLER_ABSENT"],
            lambda: os.environ.__setitem__("OSTLER_X", "y"),
            lambda: os.putenv("OSTLER=X", "y"),
            lambda: os.environ.copy(),
            lambda: os.uname(),
            lambda: os.times(),
            lambda: os.getgroups(),
            lambda: os.sysconf("SC_PAGESIZE"),
            lambda: os.sysconf("absent"),
            lambda: os.confstr("CS_PATH"),
            lambda: os.strerror(2),
            lambda: os.urandom(100),
            lambda: os.getrandom(-1),
            lambda: os.sched_getaffinity(0),
            lambda: os.stat_result(range(10)),
            lambda: os.stat_result([1]),
            lambda: repr(result),
            lambda: pickle.loads(pickle.dumps(result)),
            lambda: os.kill(2**70, 0),
            lambda: os.kill(2**22 + 1, 0),
            lambda: os.getxattr("a", "user.absent"),
            lambda: os.posix_spawn("absent", ["x"], {"a": "b", "c": 3}),
            lambda: os.execv("absent", ["x", "y"]),
            lambda: os.execve("absent", ["x"], {b"a": "nul\0"}),
        )

    def test_platform(self):
        def anew():
            platform.invalidate_caches()
            platform.freedesktop_os_release()

        self.steady(
            anew,
            lambda: platform.architecture("/bin/true"),
            lambda: platform.architecture("absent"),
            lambda: platform.libc_ver("absent"),
            lambda: platform.libc_ver("a"),
            lambda: platform._native.describe("abcd", "", False, *[lambda: "ef"] * 4),
            lambda: platform._native.describe("abcd", "", False, *[lambda: 1 / 0] * 4),
            lambda: platform.uname_result._make("abcdef"),
        )
        self.steady(platform._Processor.get, calls=200)

    def test_children(self):
        def spawned():
            child = os.posix_spawn("/bin/true", ["true"], {"A": "b"}, file_actions=[(os.POSIX_SPAWN_CLOSE, 0)])
            os.waitpid(child, 0)

        def forked():
            child = os.fork()
            if child == 0:
                os._exit(0)
            os.waitid(os.P_PID, child, os.WEXITED)

        self.steady(spawned, forked, calls=200)

    def test_times(self):
        then = time.gmtime(1e9)
        self.steady(
            time.time,
            time.gmtime,
            lambda: time.localtime(1e9),
            lambda: time.gmtime(2**60),
            lambda: time.mktime(then),
            lambda: time.mktime((1, 2)),
            lambda: time.strftime("%c %Z \ud800", then),
            lambda: time.strftime("%Y", (2000, 13, 1, 1, 1, 1, 1, 1, 1)),
            lambda: time.strptime("2000-01-02 +0100 utc", "%Y-%m-%d %z %Z"),
            lambda: time.strptime("\ud800", "%Y"),
            lambda: time.strptime("x", "%Q"),
            lambda: time.get_clock_info("time"),
            lambda: time.clock_gettime(99),
            lambda: time.sleep(-1),
            lambda: pickle.loads(pickle.dumps(then)),
            time.tzset,
        )


if __name__ == "__main__":
    unittest.main()
