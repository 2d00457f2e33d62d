"""A plugin for pytest: writes down how each test came out, a line as it ends, in the file that OUTCOMES names."""

import json
import os
import sys

# Of what is said of one test, the worst.
ORDER = ("pass", "xfail", "skip", "fail", "error")
path = os.environ["OUTCOMES"]
outcomes, parts = {}, {}
# Tests put other things in the place of `open`: this one is the interpreter's.
writer = open(path, "a", encoding="utf-8")


def write(record):
    writer.write(json.dumps(record) + "\n")
    writer.flush()


def outcome(report):
    if report.passed:
        return "pass"
    if getattr(report, "wasxfail", None) is not None:
        return "xfail"
    if report.skipped:
        return "skip"
    return "fail" if report.when == "call" else "error"


def pytest_configure():
    spec = sys.modules["os"].__spec__
    write({"os": spec.name})


def pytest_runtest_logstart(nodeid):
    write({"start": nodeid})


def pytest_runtest_logreport(report):
    if hasattr(report, "context") and not report.failed:
        # A part of a test, which has an outcome of its own beside.
        counted = parts.setdefault(report.nodeid, {})
        counted[outcome(report)] = counted.get(outcome(report), 0) + 1
        return
    best, _ = outcomes.get(report.nodeid, ("pass", ""))
    found = outcome(report)
    if report.nodeid not in outcomes or ORDER.index(found) > ORDER.index(best):
        outcomes[report.nodeid] = (found, "" if found == "pass" else str(report.longrepr)[-3000:])


def pytest_runtest_logfinish(nodeid):
    found, why = outcomes.get(nodeid, ("error", "no report"))
    write({"id": nodeid, "outcome": found, "why": why, "parts": parts.pop(nodeid, {})})


def pytest_collectreport(report):
    if report.failed or report.skipped:
        found = "error" if report.failed else "skip"
        write({"id": report.nodeid, "outcome": found, "why": str(report.longrepr)[-3000:], "parts": {}})


def pytest_sessionfinish():
    write({"end": True})
