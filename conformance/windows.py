"""Runs a Windows interpreter's own tests under Wine, stock and with this package's modules in place, test by test.

    python conformance/windows.py --python FOLDER --package FOLDER --out FOLDER [file ...]

FOLDER of --python holds the embeddable interpreter, which comes without its tests: they are those of the interpreter that runs
this, of the same minor version. Wine finds its prefix in the environment. `cargo xtask windows conformance` calls this.

Where stock itself fails or dies, it is Wine's doing: such tests are listed, and are not faults.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path

import modules
from interpreter import VERSION
from names import forwarded
from run import HERE, ROOT, START, Exceptions, end_group, faults_of, indented, read, row, same, table

MODULES = modules.rows(system="windows")
FILES = modules.tests(MODULES, "windows_tests")
KINDS = {"internals", "reference-3.15", "wine"}
# A run that dies goes on after the test that it died in, so many times.
DEATHS = 20
# Without a console of Wine's own no event comes to a process, and these wait for one.
HANG = [f"test.test_os.Win32KillTests.test_CTRL_{key}_EVENT" for key in ("C", "BREAK")]
# What of the interpreter Wine does not bear: it ends the process.
LEFT_OUT = ["*._pth", "_wmi.pyd"]


class Place:
    """A folder with two copies of the interpreter, one stock, one with our modules in place."""

    def __init__(self, arguments):
        self.folder = Path(tempfile.mkdtemp(prefix="ostler-"))
        tests = Path(sysconfig.get_path("stdlib")) / "test"
        for kind in ("stock", "swapped"):
            copy = self.folder / kind
            shutil.copytree(arguments.python, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
            (copy / "Lib/site-packages").mkdir(parents=True)
            shutil.copytree(tests, copy / "Lib/test", ignore=shutil.ignore_patterns("__pycache__"))
        library = self.folder / "swapped/Lib/site-packages"
        shutil.copytree(arguments.package / "ostler", library / "ostler")
        shutil.copy(HERE / "swap.py", library / "ostler_conformance.py")
        start = START.format(guarded=modules.guarded(MODULES), allowed=forwarded(ROOT / "docs/forwarded.md"))
        (library / "ostler_conformance.pth").write_text(start)
        shutil.copy(HERE / "child.py", self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, kind, name, ids=()):
        """The outcomes of the tests of a file, by id, and what was said."""
        work = Path(tempfile.mkdtemp(prefix="t", dir=self.folder))
        (work / "cwd").mkdir()
        results = work / "results.jsonl"
        command = ["wine", self.folder / kind / "python.exe", windows(self.folder / "child.py"), name, windows(results)]
        said = ""
        # What is written there already, is not run.
        left_out = [
            json.dumps({"id": test, "outcome": "skip", "why": "hangs under Wine", "seconds": 0}) for test in HANG
        ]
        results.write_text("".join(f"{line}\n" for line in left_out if not ids and f".{name}." in line))
        for _ in range(DEATHS):
            status, more = finished([*command, *(ids or ["--rest"])], work)
            said += more
            if ids or ended(results):
                break
        outcomes = read(results, name, status, said)
        shutil.rmtree(work, ignore_errors=True)
        return outcomes, said


def windows(path):
    """A path as Windows has it."""
    return "Z:" + str(path).replace("/", "\\")


def ended(results):
    return results.exists() and results.read_text().rstrip().endswith('{"end": true}')


def finished(command, work, timeout=300):
    """Runs a command: how it ended, and what it said."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "OSTLER", "CARGO"))}
    child = subprocess.Popen(
        command,
        cwd=work / "cwd",
        env=kept | {"TEMP": windows(work), "TMP": windows(work)},
        stdin=subprocess.DEVNULL,
        # Not a file: the interpreter does not start with one under Wine.
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    said = []
    reader = threading.Thread(target=lambda: said.extend(child.stdout), daemon=True)
    reader.start()
    try:
        status = child.wait(timeout)
    except subprocess.TimeoutExpired:
        status = f"took more than {timeout} s"
    finally:
        end_group(child)
    # What Wine leaves running may hold the pipe open.
    subprocess.run(["wineserver", "--kill"], check=False)
    reader.join(5)
    return status, b"".join(said).decode(errors="replace")


def compare(place, name, out):
    """The row of one file."""
    stock, _ = place.run("stock", name)
    swapped, said = place.run("swapped", name)
    faults = faults_of(stock, swapped)
    retried = []
    if 0 < len(faults) <= 20:
        second, _ = place.run("swapped", name, sorted(faults))
        retried = [test for test in faults if second.get(test, ["", ""])[0] == "pass"]
        swapped.update((test, second[test]) for test in retried)
    log = out / "logs" / f"windows-{VERSION}-{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(said)
    return row(name, stock, swapped, faults_of(stock, swapped), retried)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", type=Path, required=True, help="the folder with the embeddable interpreter")
    parser.add_argument("--package", type=Path, required=True, help="the folder with the package `ostler`")
    parser.add_argument("--out", type=Path, required=True, help="where results go")
    parser.add_argument("files", nargs="*", metavar="file")
    arguments = parser.parse_args()
    files = [Path(name).stem for name in arguments.files] or FILES
    sys.stdout.reconfigure(line_buffering=True)
    exceptions = Exceptions("windows", "windows.toml", KINDS)
    rows, faults, excepted = [], {}, {}
    with Place(arguments) as place:
        for name in files:
            found = compare(place, name, arguments.out)
            found["excepted"] = exceptions.take(found["faults"])
            faults |= found["faults"]
            excepted |= found["excepted"]
            rows.append(found)
            counts = f"{len(found['faults'])} faults, {len(found['excepted'])} excepted"
            print(f"{name}: {'identical' if same(found) else counts}")
    for test in exceptions.needless(files):
        faults[test] = "windows.toml lists it, and it is not needed"
    print()
    table(rows)
    for found in rows:
        for test in found["fails in stock"]:
            print(f"Wine's: {test}")
    for test, why in faults.items():
        print(f"\nFAULT {test}\n{indented(why)}")
    passed = sum(each["ours"]["run"] - each["ours"]["failed"] for each in rows)
    print(f"\nPython {VERSION} under Wine: {passed} passed, {len(excepted)} excepted, {len(faults)} faults")
    result = {"python": VERSION, "user": "windows", "rows": rows, "excepted": excepted, "faults": faults}
    (arguments.out / f"windows-{VERSION}.json").write_text(json.dumps(result, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
