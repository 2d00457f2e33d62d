"""``ostler.msvcrt``: names, events, locks; the console is the crate's tests'."""

import errno
import msvcrt as stock
import os
import subprocess
import sys
import tempfile
import unittest

from ostler import msvcrt

EVENTS = []


def hook(event, arguments):
    if event.startswith("msvcrt."):
        EVENTS.append((event, arguments))


sys.addaudithook(hook)

LOCK = """
import sys
from ostler import msvcrt, os
fd = os.open(sys.argv[1], os.O_RDWR)
try:
    msvcrt.locking(fd, msvcrt.LK_NBLCK, 10)
except OSError as error:
    sys.exit(error.errno)
"""


class Names(unittest.TestCase):
    def test_all_of_stock(self):
        names = {name for name in dir(stock) if not name.startswith("_")}
        self.assertLessEqual(names, set(dir(msvcrt)))
        for name in names - {"CRT_ASSEMBLY_VERSION"}:
            if isinstance(getattr(stock, name), int):
                self.assertEqual(getattr(msvcrt, name), getattr(stock, name), name)
        self.assertRegex(msvcrt.CRT_ASSEMBLY_VERSION, r"^\d+\.\d+\.\d+\.\d+$")

    def test_refused(self):
        for module in (stock, msvcrt):
            for call, argument in [
                (module.putch, b""),
                (module.putch, "a"),
                (module.putwch, b"a"),
                (module.putwch, "ab"),
                (module.ungetch, b"ab"),
            ]:
                with self.assertRaises(TypeError):
                    call(argument)


class Files(unittest.TestCase):
    def setUp(self):
        fd, self.path = tempfile.mkstemp()
        self.addCleanup(os.remove, self.path)
        self.addCleanup(os.close, fd)
        self.fd = fd
        EVENTS.clear()

    def test_handles(self):
        handle = msvcrt.get_osfhandle(self.fd)
        self.assertEqual(handle, stock.get_osfhandle(self.fd))
        self.assertEqual(EVENTS[0], ("msvcrt.get_osfhandle", (self.fd,)))
        for wrong in (-1, 2**64 - 1):
            with self.assertRaises(OSError) as caught:
                msvcrt.open_osfhandle(wrong, 0)
            self.assertEqual(caught.exception.errno, errno.EBADF)
        self.assertEqual(EVENTS[-1][0], "msvcrt.open_osfhandle")

    def test_mode(self):
        self.assertEqual(msvcrt.setmode(self.fd, os.O_TEXT), os.O_BINARY)
        self.assertEqual(msvcrt.setmode(self.fd, os.O_BINARY), os.O_TEXT)
        with self.assertRaises(OSError):
            msvcrt.setmode(self.fd, 1)

    def test_locks(self):
        msvcrt.locking(self.fd, msvcrt.LK_NBLCK, 10)
        self.assertEqual(EVENTS, [("msvcrt.locking", (self.fd, msvcrt.LK_NBLCK, 10))])
        child = [sys.executable, "-c", LOCK, self.path]
        self.assertEqual(subprocess.run(child).returncode, errno.EACCES)
        msvcrt.locking(self.fd, msvcrt.LK_UNLCK, 10)
        self.assertEqual(subprocess.run(child).returncode, 0)
        with self.assertRaises(OSError):
            msvcrt.locking(self.fd, 77, 10)

    def test_pushed_back(self):
        msvcrt.ungetch(b"a")
        with self.assertRaises(OSError):
            msvcrt.ungetch(b"b")
        self.assertEqual(msvcrt.getch(), b"a")
        msvcrt.ungetwch("\U0001f40e")
        self.assertTrue(msvcrt.kbhit())
        self.assertEqual(msvcrt.getwch() + msvcrt.getwch(), "\ud83d\udc0e")


if __name__ == "__main__":
    unittest.main()
