"""What 3.12 to 3.15 brought, on whatever interpreter this is."""

import os as stock
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from ostler import os, time as ostler_time
from support import PACKAGE, python

NAMES = """
    timerfd_create timerfd_settime timerfd_settime_ns timerfd_gettime timerfd_gettime_ns TFD_CLOEXEC TFD_NONBLOCK
    TFD_TIMER_ABSTIME TFD_TIMER_CANCEL_ON_SET process_cpu_count reload_environ readinto pidfd_open PIDFD_NONBLOCK unshare
    setns CLONE_NEWNS CLONE_NEWUSER CLONE_NEWPID CLONE_FS POSIX_SPAWN_CLOSEFROM EX_OK lchmod grantpt unlockpt ptsname
    posix_openpt NODEV SCHED_DEADLINE SCHED_NORMAL EFD_CLOEXEC listdrives
""".split()


class Newer(unittest.TestCase):
    def test_names(self):
        # Of another system, or of none with this C library.
        elsewhere = {"listdrives", "lchmod"}
        self.assertEqual([name for name in NAMES if not hasattr(os, name) and name not in elsewhere], [])
        self.assertEqual([name for name in elsewhere if hasattr(os, name)], [])

    def test_timerfd(self):
        timer = os.timerfd_create(time.CLOCK_MONOTONIC, flags=os.TFD_NONBLOCK | os.TFD_CLOEXEC)
        self.addCleanup(os.close, timer)
        with self.assertRaises(BlockingIOError):
            os.read(timer, 8)
        # The second time is so late that it does not come.
        self.assertEqual(os.timerfd_settime(timer, initial=0.01, interval=3600.5), (0.0, 0.0))
        left, interval = os.timerfd_gettime_ns(timer)
        self.assertLessEqual(left, 3_600_500_000_000)
        self.assertEqual((interval, os.timerfd_gettime(timer)[1]), (3_600_500_000_000, 3600.5))
        time.sleep(0.05)
        self.assertEqual(int.from_bytes(os.read(timer, 8), sys.byteorder), 1)
        before = os.timerfd_settime_ns(timer, initial=0)
        self.assertEqual(before[1], 3_600_500_000_000)
        self.assertEqual(os.timerfd_gettime(timer), (0.0, 0.0))
        for wrong in (lambda: os.timerfd_create(99), lambda: os.timerfd_settime(9999, initial=1)):
            self.assertRaises(OSError, wrong)

    def test_process_cpu_count(self):
        before = os.sched_getaffinity(0)
        self.addCleanup(os.sched_setaffinity, 0, before)
        self.assertEqual(os.process_cpu_count(), len(before))
        os.sched_setaffinity(0, {min(before)})
        self.assertEqual(os.process_cpu_count(), 1)
        if "PYTHON_CPU_COUNT" not in os.environ and sys.version_info < (3, 13):
            return
        code = "from ostler import os; print(os.cpu_count(), os.process_cpu_count())"
        self.assertEqual(python("-X", "cpu_count=7", "-c", code), (0, "7 7\n", ""))

    def test_reload_environ(self):
        self.addCleanup(os.unsetenv, "OSTLER_RELOADED")
        os.putenv("OSTLER_RELOADED", "here")
        self.assertNotIn("OSTLER_RELOADED", os.environ)
        os.reload_environ()
        self.assertEqual(os.environ["OSTLER_RELOADED"], "here")
        self.assertEqual(stock.environ["OSTLER_RELOADED"], "here")
        self.assertEqual(os.environb[b"OSTLER_RELOADED"], b"here")
        os.unsetenv("OSTLER_RELOADED")
        os.reload_environ()
        self.assertNotIn("OSTLER_RELOADED", os.environ)

    def test_readinto(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        os.write(writer, b"abcdef")
        room = bytearray(4)
        self.assertEqual((os.readinto(reader, room), room), (4, b"abcd"))
        self.assertEqual((os.readinto(reader, memoryview(room)[1:3]), room), (2, b"aefd"))
        os.close(writer)
        self.assertEqual(os.readinto(reader, room), 0)
        self.assertRaises(TypeError, os.readinto, reader, b"abc")
        self.assertRaises(OSError, os.readinto, 9999, room)
        # A buffer in use stays as large as it is.
        self.assertEqual(os.readinto(reader, bytearray()), 0)

    def test_pidfd_open(self):
        child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
        fd = os.pidfd_open(child.pid, os.PIDFD_NONBLOCK)
        self.addCleanup(os.close, fd)
        self.assertFalse(os.get_blocking(fd))
        signal.pidfd_send_signal(fd, signal.SIGTERM)
        self.assertEqual(os.waitid(os.P_PIDFD, os.pidfd_open(child.pid), os.WEXITED | os.WNOWAIT).si_status, 15)
        child.communicate()
        self.assertRaises(ProcessLookupError, os.pidfd_open, 2**22 + 1)

    def test_unshare_and_setns(self):
        code = """if True:
            from ostler import os
            before = os.readlink("/proc/self/ns/uts")
            try:
                old = os.open("/proc/self/ns/uts", os.O_RDONLY)
                os.unshare(os.CLONE_NEWUTS)
            except PermissionError:
                print("refused")
            else:
                print(os.readlink("/proc/self/ns/uts") != before)
                os.setns(old, os.CLONE_NEWUTS)
                print(os.readlink("/proc/self/ns/uts") == before)
            try:
                os.unshare(-1)
            except OSError as error:
                print(error.errno)
            os.unshare(os.CLONE_FS)
        """
        status, out, err = python("-c", code)
        self.assertEqual((status, err), (0, ""))
        self.assertIn(out.split(), (["True", "True", "22"], ["refused", "22"], ["refused", "1"]))

    def test_posix_spawn_closefrom(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        high = os.dup2(0, 60)
        self.addCleanup(os.close, high)
        actions = [(os.POSIX_SPAWN_DUP2, writer, 1), (os.POSIX_SPAWN_CLOSEFROM, 3)]
        child = os.posix_spawn("/bin/ls", ["ls", "/proc/self/fd"], os.environ, file_actions=actions)
        os.close(writer)
        with os.fdopen(reader, closefd=False) as file:
            listed = file.read().split()
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        # 3 is that of the listing.
        self.assertEqual(listed, ["0", "1", "2", "3"])

    def test_constants_beside_newer_interpreters(self):
        for name in NAMES:
            if isinstance(getattr(stock, name, None), int):
                self.assertEqual(getattr(os, name), getattr(stock, name), name)

    def test_ptys(self):
        master = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
        self.addCleanup(os.close, master)
        os.grantpt(master)
        os.unlockpt(master)
        name = os.ptsname(master)
        self.assertRegex(name, r"^/dev/pts/\d+$")
        slave = os.open(name, os.O_RDWR | os.O_NOCTTY)
        self.addCleanup(os.close, slave)
        self.assertEqual(os.ttyname(slave), name)
        self.assertRaises(OSError, os.ptsname, 0 if not os.isatty(0) else 9999)


class Package(unittest.TestCase):
    def test_this_is_what_is_tested(self):
        self.assertTrue(os.__file__.startswith(PACKAGE))
        self.assertIsNot(os.stat, stock.stat)


class AsTheVersionDoes(unittest.TestCase):
    """What one version does and another does not: as the interpreter's own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file, self.link = Path(folder.name, "file"), Path(folder.name, "link")
        self.file.write_bytes(b"x" * 10)
        self.link.symlink_to("file")

    def same(self, name, *arguments, **keywords):
        """The same value as the interpreter's own, or the same exception; which."""
        outcomes = []
        for module in (stock, os):
            try:
                outcomes.append(getattr(module, name)(*arguments, **keywords))
            except Exception as error:
                outcomes.append((type(error), str(error)))
        self.assertEqual(*outcomes)
        return outcomes[0]

    def test_times_of_any_number(self):
        for times in [(Decimal("1.5"), Fraction(5, 2)), ("1", 2), (None, 2), (1.5, 2), (Decimal("NaN"), 1), (1e30, 1)]:
            self.same("utime", self.file, times)
        if sys.version_info >= (3, 15):
            os.utime(self.file, (Decimal("1.5"), Fraction(5, 2)))
            status = os.stat(self.file)
            self.assertEqual((status.st_atime_ns, status.st_mtime_ns), (1_500_000_000, 2_500_000_000))

    def test_link(self):
        for number, keywords in enumerate([{}, {"follow_symlinks": True}, {"follow_symlinks": False}]):
            made = []
            for module in (stock, os):
                made.append(self.file.with_name(f"{module.__name__}{number}"))
                module.link(self.link, made[-1], **keywords)
            self.assertEqual(made[0].is_symlink(), made[1].is_symlink(), keywords)

    def test_sendfile(self):
        with self.file.open("rb") as source, self.link.with_name("copy").open("wb") as target:
            error, _ = self.same("sendfile", target.fileno(), source.fileno(), 0, -1)
        self.assertIs(error, ValueError if sys.version_info >= (3, 15) else OSError)

    @unittest.skipIf(sys.version_info < (3, 14), "before, the interpreter's own says SystemError")
    def test_scheduler(self):
        for scheduler in [1, [0, os.sched_param(0)], (1,), (1, 2), "ab", object()]:
            error, _ = self.same("posix_spawn", "/bin/true", ["true"], {}, scheduler=scheduler)
            self.assertIs(error, TypeError)

    def test_sleep(self):
        for seconds in ["1", [], None, 1j, float("nan"), 1e30, 10**30, -1]:
            outcomes = []
            for module in (time, ostler_time):
                with self.assertRaises((TypeError, ValueError, OverflowError)) as raised:
                    module.sleep(seconds)
                # What is too large is said in other words from one bug-fix release to the next.
                overflow = isinstance(raised.exception, OverflowError)
                outcomes.append((type(raised.exception), overflow or str(raised.exception)))
            self.assertEqual(*outcomes)

    @unittest.skipUnless(hasattr(stock, "statx"), "the interpreter has no statx")
    def test_statx_flags(self):
        for flags in (0x100, 0x400, 0x1000):
            error, _ = self.same("statx", self.file, 1, flags=flags)
            self.assertIs(error, ValueError)

    def test_sets_of_functions(self):
        for name in ("supports_dir_fd", "supports_fd", "supports_follow_symlinks", "supports_effective_ids"):
            theirs = {function.__name__ for function in getattr(stock, name)}
            self.assertEqual(theirs - {function.__name__ for function in getattr(os, name)}, set(), name)


if __name__ == "__main__":
    unittest.main()
