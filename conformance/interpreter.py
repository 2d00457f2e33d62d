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
# What makes of a command one with mounts, a host name and a /dev of its own, and what marks it in the environment.
ALONE = ["unshare", "--mount", "--uts", "--ipc", "sh", Path(__file__).resolve().parent.parent / "xtask/src/apart.sh"]
APART = "OSTLER_CONFORMANCE_APART"
SKIPPED = ["site-packages", "config-*", "idlelib", "tkinter", "turtledemo", "ensurepip"]


def apart():
    """As the superuser, whose tests could change the machine: starts this program once more, where they cannot."""
    if os.getuid() != 0 or os.environ.pop(APART, None):
        return
    if not quiet([*ALONE, "true"]):
        print("on the machine itself: unshare is not permitted to make namespaces", flush=True)
        return
    os.execvpe(ALONE[0], [*ALONE, sys.executable, *sys.orig_argv[1:]], os.environ | {APART: "1"})


def for_user(prefix, folder, needed="test.test_os", skipped=()):
    """The program for a user, who is able to import what is needed; a copy is made in the folder, without what is skipped."""
    own = Path(sys.base_prefix) / "bin" / f"python{VERSION}"
    # One that cannot read its own library may find another's.
    check = f"import os, sys, {needed}; sys.exit(not (os.access({str(own)!r}, os.X_OK) and sys.prefix == {sys.base_prefix!r}))"
    if not prefix or quiet([*prefix, own, "-c", check]):
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
