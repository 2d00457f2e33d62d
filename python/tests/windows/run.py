"""Runs the tests for Windows, in the interpreter that runs this. The last line is `N passed, N failed, N skipped`."""

import sys
import unittest
from pathlib import Path

if __name__ == "__main__":
    folder = str(Path(__file__).parent)
    suite = unittest.defaultTestLoader.discover(folder, top_level_dir=folder)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    print(f"{result.testsRun - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(not result.wasSuccessful() or result.testsRun == 0)
