"""Runs one of the interpreter's own test files and writes down how each test came out.

    python child.py test_os results.jsonl [id ... | --rest]

With ids, only those tests; with `--rest`, those that an earlier run which died has not come to, the one that it died in first.
A line is written when a test starts and one when it has ended, so that of a run that dies it is
known where.
"""

import faulthandler
import importlib
import json
import sys
import time
import traceback
import unittest

RESOURCES = ["walltime"]


class Result(unittest.TestResult):
    """Writes each outcome as it comes."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.outcome = None

    def write(self, **record):
        # Opened each time: tests look at the descriptors there are, fork, and close what they find.
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")

    def startTest(self, test):
        super().startTest(test)
        self.outcome = None
        self.write(start=test.id())
        self.started = time.monotonic()

    def stopTest(self, test):
        super().stopTest(test)
        outcome, why = self.outcome or ("pass", "")
        seconds = round(time.monotonic() - self.started, 3)
        self.write(id=test.id(), outcome=outcome, why=why, seconds=seconds)

    def took(self, test, outcome, why=""):
        if isinstance(test, unittest.TestCase):
            # Of the parts of a test the first that fails decides.
            if self.outcome is None or self.outcome[0] == "skip":
                self.outcome = outcome, why
        else:
            # What is set up for a class or a module.
            self.write(id=test.id(), outcome=outcome, why=why, seconds=0)

    def addError(self, test, err):
        self.took(test, "error", "".join(traceback.format_exception(*err)))

    def addFailure(self, test, err):
        self.took(test, "fail", "".join(traceback.format_exception(*err)))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            text = "".join(traceback.format_exception(*err))
            self.took(test, "fail", f"{subtest.id()}\n{text}")

    def addSkip(self, test, reason):
        self.took(test, "skip", reason)

    def addExpectedFailure(self, test, err):
        self.took(test, "pass", "expected failure")

    def addUnexpectedSuccess(self, test):
        self.took(test, "fail", "unexpected success")


def only(suite, ids):
    kept = unittest.TestSuite()
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            kept.addTest(only(part, ids))
        elif part.id() in ids:
            kept.addTest(part)
    return kept


def without(suite, ids):
    """A suite without some tests."""
    kept = unittest.TestSuite()
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            kept.addTest(without(part, ids))
        elif part.id() not in ids:
            kept.addTest(part)
    return kept


def rest(suite, result):
    """What is left to do. A test that two runs have died in is not tried again."""
    records = [json.loads(line) for line in open(result.path, encoding="utf-8")]
    done = {record["id"] for record in records if "id" in record}
    started = [record["start"] for record in records if "start" in record]
    for test in {test for test in started if started.count(test) > 1} - done:
        result.write(id=test, outcome="error", why="the run died here, twice", seconds=0)
        done.add(test)
    first = only(suite, set(started) - done)
    return unittest.TestSuite([first, without(suite, done | set(started))])


def without_what_wine_lacks():
    """Has stock and ours do without what ends a process under Wine, or is not as it says."""
    import _winapi
    import ctypes
    import os
    import tempfile

    from test.support import os_helper

    if not hasattr(ctypes.windll.ntdll, "wine_get_version"):
        return
    if hasattr(_winapi, "CopyFile2"):
        del _winapi.CopyFile2
    # It says that it has made a symbolic link, and has not: the tests' own probe stumbles over that.
    with tempfile.TemporaryDirectory() as folder:
        link = os.path.join(folder, "link")
        try:
            os.symlink("nothing", link)
        except OSError:
            return
        if not os.path.lexists(link):
            os_helper._can_symlink = False


def main():
    name, path, *ids = sys.argv[1:]
    # Not the folder of this file.
    sys.path.pop(0)
    sys.argv[1:] = []
    faulthandler.enable()
    result = Result(path)
    from test import support

    support.use_resources = RESOURCES
    if sys.platform == "win32":
        without_what_wine_lacks()
    try:
        module = importlib.import_module(f"test.{name}")
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    except unittest.SkipTest as skip:
        result.write(id=f"test.{name}", outcome="skip", why=str(skip), seconds=0)
        suite = unittest.TestSuite()
    except BaseException:
        result.write(id=f"test.{name}", outcome="error", why=traceback.format_exc(), seconds=0)
        raise
    if ids == ["--rest"]:
        suite = rest(suite, result)
    elif ids:
        suite = only(suite, set(ids))
    suite.run(result)
    result.write(end=True)


if __name__ == "__main__":
    main()
