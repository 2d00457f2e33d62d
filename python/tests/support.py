"""Running interpreters with the package that this one has."""

import os
import subprocess
import sys
from pathlib import Path

import ostler

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
