"""Runs these tests, each file in a process of its own, as many at a time as there are processors.

    python run.py --package FOLDER [--as-user] [--quick] [--older] [test_name ...]

FOLDER holds the package `ostler` for this interpreter. It is put into a virtual environment beside it; for an ordinary
user, into one in a temporary folder that the user can read; tests that repeat calls make fewer then. A quick run leaves
out what takes longest, and a run with `--older`, of a version that is not the newest, what does not depend on the version.
The last line is `N passed, N failed, N skipped`.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PYTHON = TESTS.parent
sys.path.insert(0, str(PYTHON.parent / "conformance"))

import interpreter  # noqa: E402

TIMEOUT = 600
# Those that take longest start first.
FIRST = ["test_fuzz", "test_leaks", "test_threads", "test_run"]
SLOW = ["test_fuzz"]
# Those that are as good as any with the newest version.
NEWEST = ["test_recipes"]


class Place:
    """Where the package and the tests are put."""

    def __init__(self, package, as_user):
        self.temporary = Path(tempfile.mkdtemp(prefix="ostler-"))
        self.temporary.chmod(0o755)
        self.prefix = interpreter.AS_USER if as_user and os.getuid() == 0 else []
        folder = self.temporary if self.prefix else package
        needed = "unittest, multiprocessing"
        base = interpreter.for_user(self.prefix, self.temporary, needed, ["test", "__pycache__"])
        self.python, library = interpreter.environment(base, folder / "venv")
        shutil.copytree(package / "ostler", library / "ostler")
        shutil.copy(PYTHON / "ostler.data/purelib/ostler_startup.pth", library)
        self.tests = TESTS
        if self.prefix:
            # As they are in the repository: some carry out what is in the documentation.
            repository = self.temporary / "repository"
            self.tests = repository / "python" / "tests"
            shutil.copytree(TESTS, self.tests, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copytree(PYTHON.parent / "docs", repository / "docs")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.temporary, ignore_errors=True)

    def run(self, name):
        """Runs the tests of a file: its name, how many passed, failed and were skipped, and what it said."""
        work = Path(tempfile.mkdtemp(prefix="t", dir=self.temporary))
        if self.prefix:
            os.chown(work, interpreter.NOBODY, interpreter.NOBODY)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "OSTLER", "CARGO"))}
        command = [*self.prefix, self.python, "-B", "-X", "dev", self.tests / f"{name}.py", "-v"]
        started = time.monotonic()
        child = subprocess.Popen(
            command,
            cwd=work,
            env=kept | {"HOME": str(work), "TMPDIR": str(work), "OSTLER_TESTS": "few" if self.prefix else "all"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            said, _ = child.communicate(timeout=TIMEOUT)
            ended = f"ended with status {child.returncode}"
        except subprocess.TimeoutExpired:
            ended = f"took more than {TIMEOUT} s"
            # It is the leader of a session of its own.
            os.killpg(child.pid, signal.SIGKILL)
            said, _ = child.communicate()
        shutil.rmtree(work, ignore_errors=True)
        said = said.decode(errors="replace")
        counts = counted(said, child.returncode == 0)
        return name, counts, f"{said}\n{name} {ended}", time.monotonic() - started


def counted(said, succeeded):
    """What unittest says at the end. A run that came to no end is a failure, and so is one that had nothing to run."""
    ran = re.search(r"^Ran (\d+) tests? in", said, re.MULTILINE)
    last = said.rstrip().rpartition("\n")[2]
    number = {what: int(count) for what, count in re.findall(r"(\w+)=(\d+)", last)}
    skipped = number.get("skipped", 0)
    failed = number.get("failures", 0) + number.get("errors", 0) + number.get("successes", 0)
    passed = int(ran[1]) - skipped - failed if ran else 0
    if not succeeded or passed + skipped <= 0:
        failed = max(failed, 1)
    return max(passed, 0), failed, skipped


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--as-user", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--older", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    names = arguments.names or sorted(file.stem for file in TESTS.glob("test_*.py"))
    if arguments.quick:
        names = [name for name in names if name not in SLOW]
    if arguments.older and not arguments.names:
        names = [name for name in names if name not in NEWEST]
    names.sort(key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    total = [0, 0, 0]
    with Place(arguments.package, arguments.as_user) as place, ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, counts, said, seconds in pool.map(place.run, names):
            passed, failed, skipped = counts
            if failed:
                print(said)
            print(f"{name}: {passed} passed, {failed} failed, {skipped} skipped, {seconds:.1f} s")
            for line in said.splitlines():
                if " ... skipped " in line or line.startswith(("fuzz:", "note:")):
                    print(f"  {line}")
            sys.stdout.flush()
            total = [sum(pair) for pair in zip(total, counts, strict=True)]
    print("{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] else 0


if __name__ == "__main__":
    sys.exit(main())
