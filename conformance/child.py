"""Runs one of the interpreter's own test files and writes down how each test came out.

    python child.py test_os results.jsonl [id ...]

With ids, only those tests. A line is written when a test starts and one when it has ended, so that of a run that dies it is
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


def main():
    name, path, *ids = sys.argv[1:]
    # Not the folder of this file.
    sys.path.pop(0)
    sys.argv[1:] = []
    faulthandler.enable()
    result = Result(path)
    from test import support

    support.use_resources = RESOURCES
    try:
        module = importlib.import_module(f"test.{name}")
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    except unittest.SkipTest as skip:
        result.write(id=f"test.{name}", outcome="skip", why=str(skip), seconds=0)
        suite = unittest.TestSuite()
    except BaseException:
        result.write(id=f"test.{name}", outcome="error", why=traceback.format_exc(), seconds=0)
        raise
    if ids:
        suite = only(suite, set(ids))
    suite.run(result)
    result.write(end=True)


if __name__ == "__main__":
    main()
