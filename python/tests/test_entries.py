"""Entries of a directory: what they are, and where they look for a status."""

import os as stock
import pickle
import tempfile
import unittest
import weakref
from pathlib import Path

from ostler import os


class Entries(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name) / "top"
        self.top.mkdir()
        for name in ("a", "b", "\udcff"):
            (self.top / name).write_text(name, errors="surrogateescape")

    def refusal(self, action):
        """The class of what is raised: the words are another matter."""
        with self.assertRaises(Exception) as caught:
            action()
        return type(caught.exception)

    def test_what_is_refused_is_what_the_reference_refuses(self):
        with os.scandir(self.top) as ours, stock.scandir(self.top) as theirs:
            both = next(ours), next(theirs)
        refused = (
            lambda entry: type(entry)(),
            lambda entry: object.__new__(type(entry)),
            lambda entry: type("Own", (type(entry),), {}),
            lambda entry: weakref.ref(entry),
            lambda entry: pickle.dumps(entry),
            lambda entry: setattr(entry, "name", "x"),
            lambda entry: delattr(entry, "name"),
            lambda entry: setattr(entry, "path", "x"),
            lambda entry: setattr(entry, "other", "x"),
            lambda entry: setattr(entry, "__class__", int),
            lambda entry: entry.is_dir(True),
            lambda entry: entry.is_file(follow=True),
            lambda entry: entry.stat(follow_symlinks=True, more=1),
            lambda entry: entry.inode(1),
            lambda entry: type(entry).is_dir(),
            lambda entry: type(entry).stat(1),
            lambda entry: type(entry).name.__get__(1),
        )
        for number, action in enumerate(refused):
            ours, theirs = (self.refusal(lambda entry=entry, action=action: action(entry)) for entry in both)
            self.assertIs(ours, theirs, number)

    def test_arguments_are_looked_at(self):
        class Fails:
            def __bool__(self):
                raise KeyError

        with os.scandir(self.top) as entries:
            entry = next(entries)
        self.assertFalse(entry.is_dir(follow_symlinks=[]))
        self.assertTrue(entry.is_file(**{"follow_symlinks": 1}))
        self.assertRaises(KeyError, entry.stat, follow_symlinks=Fails())

    def test_a_status_is_that_of_the_directory_which_is_read(self):
        with os.scandir(self.top) as entries:
            entry = next(entries)
            self.top.rename(self.top.with_name("moved"))
            self.assertEqual(entry.stat().st_ino, entry.inode())
            later = next(entries)
        # Nothing is open now: the path has to lead there.
        self.assertRaises(FileNotFoundError, later.stat)
        # It was kept.
        self.assertEqual(entry.stat().st_ino, entry.inode())
        self.top.with_name("moved").rename(self.top)
        self.assertEqual(later.stat().st_ino, later.inode())


if __name__ == "__main__":
    unittest.main()
