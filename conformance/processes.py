"""Runs psutil's own tests of processes, stock and with `ostler.process` in its place, and compares test by test.

    python conformance/processes.py --package FOLDER --out FOLDER [--as-user] [file ...]

FOLDER holds the package `ostler` as it is to be imported by this interpreter. The tests are those of psutil's source
distribution, which is fetched once and kept below the folder of results. `cargo xtask conformance psutil` calls this for
each interpreter and each kind of user.
"""

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import run
from run import HERE, VERSION, Exceptions, Place, faults_of, settle, table, user

FILES = ["test_process", "test_process_all", "test_connections"]
KINDS = {"internals", "race"}
#: Seconds for a file; those take half a minute.
TIMEOUT = 300
REQUIREMENTS = HERE / "processes-requirements.txt"


class Psutil:
    """The release that is compared with: `libraries` to be imported, `tests`."""

    def __init__(self, out):
        self.version = REQUIREMENTS.read_text().partition("psutil==")[2].split()[0]
        self.folder = out / f"psutil-{self.version}"
        self.libraries, self.tests = self.folder / "libraries", self.folder / "tests"
        if not (self.folder / "complete").exists():
            self.fetch()

    def fetch(self):
        """Everything is held against the hashes in the list of requirements."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        subprocess.run([sys.executable, "-m", "venv", self.folder / "pip"], check=True)
        pip = [self.folder / "pip/bin/python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
        pinned = ["--require-hashes", "--no-deps", "--requirement"]
        wheels = ["--only-binary", ":all:", "--target", self.libraries]
        subprocess.run([*pip, "install", *wheels, *pinned, REQUIREMENTS], check=True)
        sources = self.folder / "sources.txt"
        lines = REQUIREMENTS.read_text().split("\n# ")[0].partition("pytest==")[0]
        sources.write_text(lines)
        options = ["--no-binary", ":all:", "--dest", self.folder]
        subprocess.run([*pip, "download", *options, *pinned, sources], check=True)
        (archive,) = self.folder.glob("psutil-*.tar.gz")
        with tarfile.open(archive) as tar:
            inside = f"psutil-{self.version}/tests/"
            for member in tar.getmembers():
                if member.name.startswith(inside) and member.isfile() and ".." not in member.name:
                    path = self.tests / member.name.removeprefix(inside)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(tar.extractfile(member).read())
        shutil.rmtree(self.folder / "pip")
        (self.folder / "complete").touch()


class Processes(Place):
    """Two environments with psutil's tests: one has psutil, the other ours under its name."""

    CHILD = "processes_child.py"

    def put_in_place(self, arguments):
        psutil = arguments.psutil
        for library in (self.stock_library, self.library):
            shutil.copytree(psutil.libraries, library, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        # Of psutil itself nothing is left but the file that has the helpers of its tests.
        helpers = (self.library / "psutil/_common.py").read_bytes()
        shutil.rmtree(self.library / "psutil")
        (self.library / "psutil").mkdir()
        (self.library / "psutil/_stock_common.py").write_bytes(helpers)
        shutil.copy(HERE / "processes_swap.py", self.library / "psutil/__init__.py")
        shutil.copytree(arguments.package / "ostler", self.library / "ostler")
        shutil.copytree(psutil.tests, self.folder / "tests")
        shutil.copy(HERE / self.CHILD, self.folder)

    def proof(self):
        command = [*self.prefix, self.swapped, "-c", "import json, psutil; print(json.dumps(psutil._proof()))"]
        environment = self.variables(self.folder)
        return json.loads(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)


class Known(Exceptions):
    """The exceptions among psutil's tests: their ids are written without the folder."""

    def take(self, faults):
        short = {test.removeprefix("tests/"): test for test in faults}
        excepted = super().take({name: faults[test] for name, test in short.items()})
        for name in excepted:
            del faults[short[name]]
        return excepted

    @staticmethod
    def about(test):
        return test.partition(".py::")[0]


def outcomes(place, python, name):
    """What a file's tests come to. `multiprocessing` may lose a lock when it ends a pool: then the run is made again."""
    found, said = place.run(python, name, timeout=TIMEOUT)
    if any(why.startswith("the run died") for _, why in found.values()):
        print(f"{name}: the run did not end, and is made again")
        found, said = place.run(python, name, timeout=TIMEOUT)
    return found, said


def compare(place, name, out):
    stock, _ = outcomes(place, place.stock, name)
    failed = [test for test, (outcome, _) in stock.items() if outcome in ("fail", "error")]
    if failed:
        # Under load even stock has a bad day.
        stock.update(place.run(place.stock, name, failed)[0])
    ours, said = outcomes(place, place.swapped, name)
    retried = settle(place, name, stock, ours)
    log = out / "logs" / f"{VERSION}-{user(place)}-psutil-{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(said)
    return run.row(name, stock, ours, faults_of(stock, ours), retried)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--package", type=Path, required=True, help="the folder with the package `ostler`")
    parser.add_argument("--out", type=Path, required=True, help="where results go")
    parser.add_argument("--as-user", action="store_true", help="as an ordinary user")
    parser.add_argument("files", nargs="*", metavar="file")
    arguments = parser.parse_args()
    arguments.control = False
    arguments.psutil = Psutil(arguments.out)
    files = [Path(name).stem for name in arguments.files] or FILES
    sys.stdout.reconfigure(line_buffering=True)
    with Processes(arguments) as place:
        sys.exit(report(place, files, arguments))


def report(place, files, arguments):
    who = user(place)
    version = arguments.psutil.version
    print(f"psutil {version}, Python {platform.python_version()}, {who}")
    exceptions = Known(who, "processes.toml", KINDS)
    proof = place.proof()
    faults, excepted, rows = {}, {}, []
    for name in proof["others"]:
        faults[f"psutil.{name}"] = "is not ours"
    for name in files:
        row = compare(place, name, arguments.out)
        row["excepted"] = exceptions.take(row["faults"])
        faults |= row["faults"]
        excepted |= row["excepted"]
        rows.append(row)
        print(
            f"{name}: {len(row['faults'])} faults, {len(row['excepted'])} excepted{' (on a second try)' if row['retried'] else ''}"
        )
    for test in exceptions.needless(files):
        faults[test] = "processes.toml lists it, and it is not needed"
    print()
    table(rows)
    print(
        f"\n{len(proof['ours'])} functions and classes under test are ours, {len(proof['others'])} are not; Process has {proof['methods']} methods"
    )
    for test, why in faults.items():
        print(f"\nFAULT {test}\n{run.indented(why)}")
    passed = sum(row["ours"]["run"] - row["ours"]["failed"] for row in rows)
    print(f"\nPython {VERSION}, {who}: {passed} passed, {len(excepted)} excepted, {len(faults)} faults")
    result = {
        "python": platform.python_version(),
        "psutil": version,
        "user": who,
        "rows": rows,
        "proof": proof,
        "excepted": excepted,
        "faults": faults,
    }
    (arguments.out / f"processes-{VERSION}-{who}.json").write_text(json.dumps(result, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    main()
