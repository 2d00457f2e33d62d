"""The types of results, beside the interpreter's own."""

import copy
import os as stock
import pickle
import subprocess
import sys
import tempfile
import unittest

from ostler import os
from support import ostler_python


class Results(unittest.TestCase):
    def pairs(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        child = os.posix_spawn("/bin/true", ["true"], {})
        waited = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT), stock.waitid(os.P_PID, child, os.WEXITED)
        yield from (
            # Where nobody else works.
            (os.stat(folder.name), stock.stat(folder.name)),
            (os.statvfs("/proc"), stock.statvfs("/proc")),
            (os.uname(), stock.uname()),
            (os.times(), stock.times()),
            (os.terminal_size((80, 24)), stock.terminal_size((80, 24))),
            (os.sched_getparam(0), stock.sched_getparam(0)),
            waited,
        )

    def test_shape(self):
        for ours, theirs in self.pairs():
            kind, expected = type(ours), type(theirs)
            with self.subTest(expected.__name__):
                self.assertEqual((kind.__name__, kind.__module__), (expected.__name__, expected.__module__))
                self.assertEqual(kind.__bases__, expected.__bases__)
                for name in ("n_fields", "n_sequence_fields", "n_unnamed_fields", "__match_args__"):
                    self.assertEqual(getattr(kind, name, None), getattr(expected, name, None), name)
                self.assertEqual(len(ours), len(theirs))
                self.assertEqual([n for n in dir(theirs) if n not in dir(ours)], [])
                for name in dir(theirs):
                    if not name.startswith("_") and not callable(getattr(theirs, name)):
                        self.assertIs(type(getattr(ours, name)), type(getattr(theirs, name)), name)
                if kind.__name__ != "times_result":
                    self.assertEqual(tuple(ours), tuple(theirs))
                    self.assertEqual(repr(ours), repr(theirs))
                    self.assertEqual(hash(ours), hash(theirs))

    def test_copies(self):
        for ours, _ in self.pairs():
            with self.subTest(type(ours).__name__):
                for made in (copy.copy(ours), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):
                    self.assertEqual(tuple(made), tuple(ours))
                    self.assertEqual(repr(made), repr(ours))
                for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                    self.assertEqual(tuple(pickle.loads(pickle.dumps(ours, protocol))), tuple(ours))

    def test_pickles_are_anybodys(self):
        code = "import os, pickle, sys; sys.stdout.buffer.write(pickle.dumps([os.stat('/'), os.uname()]))"
        made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        status, name = pickle.loads(made)
        self.assertEqual((status.st_ino, name.sysname), (os.stat("/").st_ino, os.uname().sysname))
        code = "import os, pickle; a = os.stat('/'); b = pickle.loads(pickle.dumps(a))\n"
        code += "print(type(a) is type(b) is os.stat_result, a == b, a.st_mtime_ns == b.st_mtime_ns)"
        self.assertEqual(ostler_python("-c", code), (0, "True True True\n", ""))

    def test_made_by_hand(self):
        for name, good in (("stat_result", 10), ("uname_result", 5), ("times_result", 5), ("statvfs_result", 10)):
            ours, theirs = getattr(os, name), getattr(stock, name)
            for value in (range(good), range(good - 1), range(good + 1), range(100), None, 3, "x" * good):
                with self.subTest(name, value=value):
                    self.assertEqual(self.made(ours, value), self.made(theirs, value))

    def made(self, kind, value):
        try:
            return repr(kind(value))
        except Exception as error:
            return type(error), str(error)

    def test_matched(self):
        match os.terminal_size((1, 2)):
            case os.terminal_size(columns, lines):
                self.assertEqual((columns, lines), (1, 2))
        match os.uname():
            case os.uname_result(sysname=name):
                self.assertEqual(name, "Linux")

    def test_they_cannot_be_changed(self):
        for ours, _ in self.pairs():
            with self.subTest(type(ours).__name__), self.assertRaises((AttributeError, TypeError)):
                setattr(ours, type(ours).__match_args__[0] if hasattr(type(ours), "__match_args__") else "x", 1)


if __name__ == "__main__":
    unittest.main()
