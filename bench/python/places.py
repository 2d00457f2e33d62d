"""Files and processes to look at."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path


def files(root):
    """Makes the files, and says what the statements call them."""
    root = Path(root)
    file, ten, thousand, deep, tree = (root / name for name in ("file", "ten", "thousand", "a/b/c/d", "tree"))
    file.touch()
    ten.write_bytes(b"0123456789")
    deep.mkdir(parents=True)
    thousand.mkdir()
    for number in range(1000):
        (thousand / f"some-file-{number:04}.txt").touch()
    for number in range(400):
        folder = tree / f"part-{number // 20}" / f"folder-{number}"
        folder.mkdir(parents=True)
        for each in range(50):
            (folder / f"file-{each}.dat").touch()
    names = {"file": file, "ten": ten, "thousand": thousand, "deep": deep, "tree": tree}
    return {**{name: str(path) for name, path in names.items()}, "missing": str(root / "missing")}


@contextlib.contextmanager
def crowd(root, count=2000):
    """So many processes that sleep; one in a hundred is a ``needle``. They end with the pipe that they read."""
    for name in ("needle", "straw"):
        shutil.copy(shutil.which("cat") or "/bin/cat", Path(root) / name)
    silence, lifeline = os.pipe()
    children = []
    try:
        for number in range(count):
            program = str(Path(root) / ("straw" if number % 100 else "needle"))
            # Arguments of some length, as services have them; the file is the pipe.
            options = ["-u", "-u", "-u", "-u", "--", "/dev/stdin"]
            children.append(subprocess.Popen([program, *options], stdin=silence, stdout=subprocess.DEVNULL))
        yield
    finally:
        os.close(lifeline)
        os.close(silence)
        for child in children:
            child.wait()
