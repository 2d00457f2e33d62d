"""Running interpreters with the package that this one has."""

import ctypes
import os
import subprocess
import sys
import unittest
from pathlib import Path

import ostler

#: For tests of what Windows has not.
unix = unittest.skipIf(sys.platform == "win32", "not on Windows")

#: Whether this is a Windows that is not quite one.
WINE = sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")

#: A program that does nothing for a minute, and what it is called.
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"] if sys.platform == "win32" else ["sleep", "60"]
NAME = Path(SLEEP[0]).name

PACKAGE = str(Path(ostler.__file__).parent.parent)


def python(*arguments, stdin="", cwd=None, **environment):
    """Runs an interpreter that finds the package: its status and what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OSTLER"))}
    done = subprocess.run(
        [sys.executable, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=kept | {"PYTHONPATH": PACKAGE} | environment,
    )
    return done.returncode, done.stdout, done.stderr


def ostler_python(*arguments, **keywords):
    """The same by way of `python -m ostler`."""
    return python("-m", "ostler", *arguments, **keywords)
