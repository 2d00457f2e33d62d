"""Runs a module of tests as a program, as `python -m` does, and writes down how each test came out, a line as it ends, in the
file that OUTCOMES names. Tests that change the whole interpreter, as those of gevent do, take one of their own for each module.
"""

import json
import os
import runpy
import sys
import traceback
import unittest

path, whole = os.environ["OUTCOMES"], os.getpid()
module = sys.argv.pop(1)
# Tests put other things in the place of `open`, and of what a descriptor is written by: these are the interpreter's.
writer, getpid = open(path, "a", encoding="utf-8"), os.getpid


def write(record):
    # What a test has forked off has the same results.
    if getpid() == whole:
        writer.write(json.dumps(record) + "\n")
        writer.flush()


def name(test):
    return f"{module}::{test.id().removeprefix('__main__.')}"


def record(outcome):
    def note(_, test, reason=None):
        why = "".join(traceback.format_exception(*reason))[-3000:] if isinstance(reason, tuple) else reason or ""
        write({"id": name(test), "outcome": outcome, "why": why, "parts": {}})

    return note


def part(_, test, subtest, reason):
    if reason is not None:
        record("fail")(_, test, reason)


#: What a result is told, and what is written down.
TOLD = {
    "startTest": lambda _, test: write({"start": name(test)}),
    "addSuccess": record("pass"),
    "addError": record("error"),
    "addFailure": record("fail"),
    "addSkip": record("skip"),
    "addExpectedFailure": record("xfail"),
    "addUnexpectedSuccess": record("fail"),
    "addSubTest": part,
}


def listen(method, note):
    told = getattr(unittest.TestResult, method)

    def tell(self, *arguments):
        note(self, *arguments)
        return told(self, *arguments)

    setattr(unittest.TestResult, method, tell)


write({"os": sys.modules["os"].__spec__.name})
for method, note in TOLD.items():
    listen(method, note)
runpy.run_module(module, run_name="__main__", alter_sys=True)
