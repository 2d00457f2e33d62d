"""Results that a program makes itself, and copies."""

import copy
import os as stock
import sys
import unittest

from ostler import os


class StatResult(unittest.TestCase):
    def times(self, *arguments):
        ours, theirs = os.stat_result(*arguments), stock.stat_result(*arguments)
        for name in ("st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_blocks"):
            with self.subTest(name=name, arguments=arguments):
                self.assertEqual(getattr(ours, name), getattr(theirs, name))

    def test_times_that_are_not_given_are_the_whole_seconds(self):
        self.times(range(10))
        self.times([*range(10), None, 1.5])
        self.times(range(10), {"st_atime": 0.5})
        self.times(range(19))

    def test_they_are_counted(self):
        second = object()
        before = sys.getrefcount(second)
        result = os.stat_result([second] * 10)
        self.assertIs(result.st_mtime, second)
        del result
        self.assertEqual(sys.getrefcount(second), before)

    def test_too_few(self):
        self.assertRaises(TypeError, os.stat_result, range(9))
        self.assertRaises(TypeError, os.stat_result)

    def test_real_ones_are_copied(self):
        found = os.stat(".")
        again = found.__reduce__()[0](*found.__reduce__()[1])
        self.assertEqual((again, again.st_mtime), (found, found.st_mtime))


class Environment(unittest.TestCase):
    def test_copies(self):
        for of in (os.environ, os.environb):
            with self.subTest(of=of is os.environb):
                shared, apart = copy.copy(of), copy.deepcopy(of)
                self.assertEqual((type(shared), shared, apart), (type(of), of, of))
                name = b"OSTLER_COPY" if of is os.environb else "OSTLER_COPY"
                of[name] = name
                self.addCleanup(of.pop, name, None)
                self.assertEqual((name in shared, name in apart), (True, False))
                del of[name]
                self.assertNotIn(name, shared)


if __name__ == "__main__":
    unittest.main()
