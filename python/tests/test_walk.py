"""What programs do to a walk."""

import itertools
import os as stock
import tempfile
import unittest
from pathlib import Path

from ostler import os


class Walk(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        for name in ("a/a1", "a/a2", "b", "c/c1/c2"):
            (self.top / name).mkdir(parents=True)
        (self.top / "c/file").touch()

    def visited(self, change, walk=os.walk):
        """The directories that are visited, or how it ended, when each list of directories is changed."""
        found = []
        try:
            for step in walk(str(self.top)):
                found.append(step[0].removeprefix(str(self.top)))
                change(step)
        except Exception as error:
            # Which words: of the many that a join of garbage can end with, the class is enough.
            found.append(type(error))
        return found

    def same(self, change):
        for name in ("walk", "fwalk"):
            with self.subTest(name):
                self.assertEqual(
                    self.visited(change, getattr(os, name)), self.visited(change, getattr(stock, name)), change
                )

    def test_lists_that_are_changed(self):
        self.same(lambda step: step[1].sort(reverse=True))
        self.same(lambda step: step[1].clear())
        self.same(lambda step: step[1].__setitem__(slice(None), ["c"]))
        self.same(lambda step: step[1].append("absent"))
        self.same(lambda step: step[1].append(".") if len(step[0]) < len(str(self.top)) + 6 else None)
        self.same(lambda step: step[2].clear())
        self.same(lambda step: step[1].extend(["b", "b"]) if step[0] == str(self.top) else None)

    def test_arguments_without_truth(self):
        class Neither:
            def __bool__(self):
                raise ZeroDivisionError

        follow = {"walk": "followlinks", "fwalk": "follow_symlinks"}
        for name, top, kwargs in itertools.product(
            follow,
            (self.top, self.top / "missing", self.top / "b"),
            ({"topdown": Neither()}, {"follow": Neither()}, {"follow": Neither(), "topdown": False}),
        ):
            given = {follow[name] if key == "follow" else key: value for key, value in kwargs.items()}

            def steps(module, name=name, top=top, given=given):
                found = []
                try:
                    for step in getattr(module, name)(str(top), **given):
                        found.append((step[0], sorted(step[1]), sorted(step[2])))
                        step[1].sort()
                except (ZeroDivisionError, OSError) as error:
                    found.append(type(error))
                return found

            with self.subTest(name, top=top.name, given=list(given)):
                self.assertEqual(steps(os), steps(stock))

    def test_garbage(self):
        for garbage in (3, None, 1.5, object(), [], b"b", "nul\0", "\ud800", "x" * 5000, 2**100):

            def change(step, garbage=garbage):
                step[1][:] = [garbage]

            with self.subTest(garbage=repr(garbage)[:20]):
                ours, theirs = self.visited(change), self.visited(change, stock.walk)
                # A name that cannot be is an error of that directory, or of the walk.
                self.assertEqual(ours[0], theirs[0])
                self.assertIn(len(ours), (1, 2))
                self.assertEqual([type(item) for item in ours], [type(item) for item in theirs])

    def test_directories_that_go_away(self):
        for topdown in (True, False):
            errors = []
            steps = os.walk(self.top, topdown, errors.append)
            for path, dirs, _ in steps:
                for name in list(dirs):
                    if topdown and name == "b":
                        os.rmdir(os.path.join(path, name))
            if topdown:
                self.assertEqual([type(error) for error in errors], [FileNotFoundError])

    def test_the_list_is_gone(self):
        steps = os.walk(self.top)
        step = next(steps)
        del step
        self.assertEqual(len(list(steps)), 7)

    def test_an_end_is_an_end(self):
        steps = os.walk(self.top)
        next(steps)
        with self.assertRaises(KeyError):
            steps.throw(KeyError("x"))
        self.assertEqual(list(steps), [])
        steps = os.walk(self.top)
        steps.close()
        self.assertEqual(list(steps), [])
        self.assertEqual(list(steps), [])

    def test_a_callback_that_raises(self):
        def onerror(error):
            raise ZeroDivisionError

        steps = os.walk(self.top / "absent", onerror=onerror)
        with self.assertRaises(ZeroDivisionError):
            next(steps)
        self.assertEqual(list(steps), [])

    def test_descriptors_of_fwalk_are_closed(self):
        before = set(stock.listdir("/proc/self/fd"))
        steps = os.fwalk(self.top)
        for step in steps:
            self.assertTrue(os.path.samestat(os.fstat(step[3]), os.stat(step[0])))
            if step[0].endswith("c1"):
                break
        del step
        steps.close()
        self.assertEqual(set(stock.listdir("/proc/self/fd")), before)


if __name__ == "__main__":
    unittest.main()
