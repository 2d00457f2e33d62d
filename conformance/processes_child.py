"""Runs one of psutil's test files with pytest and writes down how each test came out.

    python processes_child.py test_process results.jsonl [id ...]

Written as child.py writes it.
"""

import json
import os
import sys
import sysconfig
from pathlib import Path


class Writer:
    """A plugin of pytest's that writes each outcome as it comes."""

    def __init__(self, path):
        self.path = path
        self.outcomes = {}

    def write(self, **record):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")

    def pytest_runtest_logstart(self, nodeid):
        self.write(start=nodeid)

    def pytest_runtest_logreport(self, report):
        if report.skipped:
            why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.outcomes.setdefault(report.nodeid, ("skip", why))
        elif report.failed:
            # What fails first decides, and clearing up counts.
            kind = "fail" if report.when == "call" else "error"
            before = self.outcomes.get(report.nodeid, ("pass", ""))
            if before[0] in ("pass", "skip"):
                self.outcomes[report.nodeid] = kind, report.longreprtext
        if report.when == "teardown":
            outcome, why = self.outcomes.get(report.nodeid, ("pass", ""))
            self.write(id=report.nodeid, outcome=outcome, why=why, seconds=round(report.duration, 3))

    def pytest_collectreport(self, report):
        if report.failed:
            self.write(id=f"tests/{report.nodeid}", outcome="error", why=report.longreprtext, seconds=0)


def main():
    name, path, *ids = sys.argv[1:]
    import pytest

    here = Path(__file__).resolve().parent
    # What the tests start is the interpreter that the environment was made of.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(here), sysconfig.get_path("purelib")])
    tests = [str(here / each) for each in ids] or [str(here / "tests" / f"{name}.py")]
    writer = Writer(path)
    pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir", str(here), "-c", "/dev/null", *tests], plugins=[writer])
    writer.write(end=True)


if __name__ == "__main__":
    main()
