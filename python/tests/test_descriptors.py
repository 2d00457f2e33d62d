"""Descriptors: none is inherited by chance, and directories left open are told."""

import fcntl
import gc
import stat
import tempfile
import unittest
import warnings

from ostler import os


class Inherited(unittest.TestCase):
    def makers(self):
        here = os.open(".", os.O_RDONLY)
        self.addCleanup(os.close, here)
        yield "open", lambda: [os.open("/dev/null", os.O_RDONLY)]
        yield "open in a directory", lambda: [os.open(".", os.O_RDONLY, dir_fd=here)]
        yield "dup", lambda: [os.dup(here)]
        yield "pipe", lambda: os.pipe()
        yield "openpty", lambda: os.openpty()
        yield "memfd_create", lambda: [os.memfd_create("x")]
        yield "eventfd", lambda: [os.eventfd(0)]
        yield "timerfd_create", lambda: [os.timerfd_create(0)]
        yield "pidfd_open", lambda: [os.pidfd_open(os.getpid())]
        yield "posix_openpt", lambda: [os.posix_openpt(os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)]
        yield "dup2", lambda: [os.dup2(here, 50, inheritable=False)]

    def test_none_is_inherited(self):
        for name, make in self.makers():
            with self.subTest(name):
                for fd in make():
                    self.assertFalse(os.get_inheritable(fd))
                    self.assertTrue(fcntl.fcntl(fd, fcntl.F_GETFD) & fcntl.FD_CLOEXEC)
                    os.close(fd)

    def test_those_that_are_asked_to_be(self):
        self.assertTrue(os.get_inheritable(os.dup2(0, 50)))
        os.close(50)
        flags = os.MFD_ALLOW_SEALING
        for fd in (os.memfd_create("x", flags), *os.pipe2(0), os.eventfd(0, 0)):
            self.assertTrue(os.get_inheritable(fd))
            os.set_inheritable(fd, False)
            self.assertFalse(os.get_inheritable(fd))
            os.close(fd)

    def test_those_of_a_forkpty(self):
        pid, fd = os.forkpty()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)
        self.assertFalse(os.get_inheritable(fd))
        self.assertTrue(stat.S_ISCHR(os.fstat(fd).st_mode))
        os.close(fd)

    def test_directories_that_are_iterated(self):
        with tempfile.TemporaryDirectory() as folder:
            walk = os.fwalk(folder)
            next(walk)
            with os.scandir(folder):
                links = {int(fd): self.leads_to(fd) for fd in os.listdir("/proc/self/fd")}
                inherited = [os.get_inheritable(fd) for fd, path in links.items() if path == os.path.realpath(folder)]
            walk.close()
        self.assertEqual(inherited, [False, False])

    def leads_to(self, fd):
        try:
            return os.readlink(f"/proc/self/fd/{fd}")
        except FileNotFoundError:
            # That of the listing itself.
            return None


class Warned(unittest.TestCase):
    def caught(self, action):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            action()
            gc.collect()
        return [(warning.category, str(warning.message).partition(" <")[0]) for warning in caught]

    def test_a_directory_left_open(self):
        def used():
            for _ in os.scandir("/"):
                break

        expected = [(ResourceWarning, "unclosed scandir iterator")]
        self.assertEqual(self.caught(lambda: os.scandir("/")), expected)
        self.assertEqual(self.caught(used), expected)

    def test_directories_that_are_closed(self):
        def closed():
            os.scandir("/").close()
            list(os.scandir("/"))
            with os.scandir("/") as entries:
                next(entries)
            entries = os.scandir("/")
            entries.close()
            entries.close()

        self.assertEqual(self.caught(closed), [])

    def test_a_warning_that_is_an_error(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            import sys

            told, before = [], sys.unraisablehook
            sys.unraisablehook = told.append
            try:
                os.scandir("/")
            finally:
                sys.unraisablehook = before
        self.assertEqual([one.exc_type for one in told], [ResourceWarning])


if __name__ == "__main__":
    unittest.main()
