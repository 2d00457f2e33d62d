"""The interpreter that tests run on: this one, or a copy of it for a user who cannot get at this one."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

VERSION = "{}.{}".format(*sys.version_info)
NOBODY = 65534
# What makes of a command one that an ordinary user runs.
AS_USER = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
# Whether a program is a user's to run, and its library to read. What is imported may need more: a folder to write to, for one.
CHECK = """\
import os, sys
from importlib.util import find_spec
program, prefix, *needed = sys.argv[1:]
readable = (os.access(find_spec(name).origin, os.R_OK) for name in needed)
sys.exit(not (os.access(program, os.X_OK) and sys.prefix == prefix and all(readable)))
"""
SKIPPED = ["site-packages", "config-*", "idlelib", "tkinter", "turtledemo", "ensurepip"]


def for_user(prefix, folder, needed="test.test_os", skipped=()):
    """The program for a user, who is able to read what is needed; a copy is made in the folder, without what is skipped."""
    own = Path(sys.base_prefix) / "bin" / f"python{VERSION}"
    # One that cannot read its own library may find another's.
    if not prefix or quiet([*prefix, own, "-c", CHECK, own, sys.base_prefix, *needed.split(", ")]):
        return own
    print(f"the user cannot read {sys.base_prefix}: testing a copy", flush=True)
    copy = folder / "python"
    library = Path(sysconfig.get_path("stdlib"))
    (copy / "bin").mkdir(parents=True)
    binary = copy / "bin" / own.name
    shutil.copy(own, binary)
    # Where it looks for its library: the same file is at the same place from the copy.
    there, here = os.fsencode(f"{sys.base_prefix}/lib") + b"\0", b"$ORIGIN/../lib\0"
    binary.write_bytes(binary.read_bytes().replace(there, here.ljust(len(there), b"\0")))
    ignored = shutil.ignore_patterns(*SKIPPED, *skipped)
    shutil.copytree(library, copy / "lib" / library.name, ignore=ignored, symlinks=True)
    for shared in Path(sys.base_prefix, "lib").glob("libpython*"):
        shutil.copy(shared, copy / "lib")
    (copy / "lib" / library.name / "site-packages").mkdir()
    return binary


def environment(base, folder):
    """Makes a virtual environment: its interpreter, and where its packages are."""
    subprocess.run([base, "-m", "venv", "--without-pip", "--clear", folder], check=True)
    return folder / "bin" / "python", folder / "lib" / f"python{VERSION}" / "site-packages"


def quiet(command):
    return subprocess.run(command, cwd="/", capture_output=True).returncode == 0
