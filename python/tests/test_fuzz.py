"""The smaller edition of the random calls."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

import fuzz
from support import PACKAGE

CALLS = 20_000 if os.environ.get("OSTLER_TESTS") == "few" else 100_000
SEED = 20_151_107


class Fuzz(unittest.TestCase):
    def test_random_calls(self):
        if os.getuid() == 0 and subprocess.run([*fuzz.ALONE, "true"], capture_output=True).returncode:
            self.skipTest("the superuser may make no namespaces here, and on the machine itself this could harm it")
        script = Path(__file__).with_name("fuzz.py")
        command = [sys.executable, "-B", script, f"--calls={CALLS}", f"--seed={SEED}", "--seconds=90"]
        environment = os.environ | {"PYTHONPATH": PACKAGE}
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment)
        print(done.stdout.rstrip().rpartition("\n")[2])
        self.assertEqual(done.returncode, 0, done.stdout[-20_000:] + done.stderr)


if __name__ == "__main__":
    unittest.main()
