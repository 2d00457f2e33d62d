"""Runs the tests for Windows, and those for every system that hold there, in the interpreter that runs this.

    python run.py [test_name ...]

The last line is `N passed, N failed, N skipped`.
"""

import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Of the tests beside this folder. Some of what they hold has no meaning here, and is skipped.
SHARED = [
    "test_install",
    "test_platform",
    "test_process",
    "test_process_kept",
    "test_psutil",
    "test_recipes",
    "test_run",
    "test_trace",
]

if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    names = sys.argv[1:] or sorted(SHARED + [path.stem for path in HERE.glob("test_*.py")])
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    print(f"{result.testsRun - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(not result.wasSuccessful() or result.testsRun == 0)
