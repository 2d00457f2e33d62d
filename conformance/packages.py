"""Runs the tests of packages of other people's, stock and with this package's modules in place, and compares test by test.

    python conformance/packages.py --package FOLDER --out FOLDER [--as-user] [--control] [name ...]

The packages are those of packages/suites.toml, in the versions and with the hashes of packages/*.txt. `cargo xtask
conformance packages` calls this for each interpreter.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

import run

LOCKS = run.HERE / "packages"
SUITES = tomllib.loads((LOCKS / "suites.toml").read_text(encoding="utf-8"))
TIMEOUT = 900
TRIES = 3
SHOWN = 10
ABSENT = ["absent", "", {}]


class Store:
    """What is downloaded and made once for an interpreter: pip's wheels, the sources, an environment that can read them."""

    def __init__(self, out):
        locks = "".join(path.read_text(encoding="utf-8") for path in sorted(LOCKS.glob("*.txt")))
        key = hashlib.sha256(f"{sys.version}{locks}".encode()).hexdigest()[:12]
        self.folder = out / "packages" / f"{run.VERSION}-{key}"
        self.wheels, self.sources = self.folder / "wheels", self.folder / "sources"
        self.python = self.folder / "tools" / "bin" / "python"
        done = self.folder / "done"
        if done.exists():
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        quietly(sys.executable, "-m", "venv", self.folder / "tools")
        locked = ["--require-hashes", "--no-deps", "-r"]
        self.pip("download", "--only-binary=:all:", *locked, LOCKS / "wheels.txt", "-d", self.wheels)
        self.pip("install", "--no-index", "--find-links", self.wheels, *locked, LOCKS / "wheels.txt")
        # With what is installed already: nothing that is not listed runs.
        self.pip(
            "download", "--no-binary=:all:", "--no-build-isolation", *locked, LOCKS / "sources.txt", "-d", self.sources
        )
        done.touch()

    def pip(self, *arguments):
        quietly(self.python, "-m", "pip", "--disable-pip-version-check", *arguments)

    def install(self, python):
        locked = ["--require-hashes", "--no-deps", "-r", LOCKS / "wheels.txt"]
        self.pip("--python", python, "install", "--no-compile", "--no-index", "--find-links", self.wheels, *locked)

    def archive(self, name):
        found = [path for path in self.sources.glob("*.tar.gz") if path.name.rpartition("-")[0] == name]
        if len(found) != 1:
            sys.exit(f"{name}: not in sources.txt")
        return found[0]

    def wheel(self, name):
        (found,) = self.wheels.glob(f"{name}-*.whl")
        return found


def quietly(*command):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}")


class Suite:
    """The tests of one package, in a place with two environments."""

    def __init__(self, place, name, archive):
        self.place, self.name, self.archive = place, name, archive
        self.arguments = SUITES[name].get("arguments", [])
        self.environment = SUITES[name].get("environment", {})

    def run(self, python, only=()):
        """The outcomes of the tests by id, and what was said; `os` is whose module was in place."""
        options = ["-m", "pytest", "-p", "outcomes", "-p", "no:cacheprovider", "-o", "addopts="]
        outcomes, whose, _, said = self.started(python, [*options, *(only or self.arguments)])
        return outcomes, whose, said

    def unpack(self, work):
        with tarfile.open(self.archive) as archive:
            archive.extractall(work, filter="data")
        (home,) = (path for path in work.iterdir() if path.is_dir())
        return home

    def started(self, python, words):
        """What came of one run of the interpreter: outcomes, whose `os` it was, how it ended, what it said."""
        work = Path(tempfile.mkdtemp(prefix="p", dir=self.place.folder))
        home = self.unpack(work)
        (work / "tmp").mkdir()
        if self.place.prefix:
            for path in [work, *work.rglob("*")]:
                os.chown(path, run.NOBODY, run.NOBODY, follow_symlinks=False)
        results = work / "outcomes.jsonl"
        environment = self.place.variables(work / "tmp") | {
            "OUTCOMES": str(results),
            # Tests start `python` by its name.
            "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.place.plugin),
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.environment,
        }
        command = [*self.place.prefix, python, *words]
        status, said = run.finished(command, home, environment, work / "log", TIMEOUT)
        found = self.read(results, status, said, str(work))
        shutil.rmtree(work, ignore_errors=True)
        return *found, status, said

    def read(self, path, status, said, work):
        outcomes, whose, started, ended = {}, None, None, False
        lines = path.read_text().splitlines() if path.exists() else []
        for record in map(json.loads, filter(None, lines)):
            if "os" in record:
                whose = record["os"]
            elif "end" in record:
                ended = True
            elif "start" in record:
                started = record["start"]
            else:
                outcomes[record["id"]] = [record["outcome"], record["why"].replace(work, ""), record["parts"]]
                started = None
        if not ended:
            outcomes[started or self.name] = ["error", f"the run died here: {status}\n{said[-3000:]}", {}]
        return outcomes, whose

    def label(self):
        """The package and its version."""
        return self.archive.name.removesuffix(".tar.gz")

    def stock(self, out, fresh=False):
        """Stock's outcomes; the first are kept, as they depend on the interpreter and the machine only."""
        files = [LOCKS / "outcomes.py", LOCKS / "program.py", LOCKS / "wheels.txt", Path(__file__)]
        asked = [self.label(), str(self.arguments), str(self.environment)]
        parts = [sys.version, platform.release(), run.user(self.place), *asked]
        key = hashlib.sha256("\0".join([*parts, *(file.read_text() for file in files)]).encode()).hexdigest()[:16]
        kept = out / "stock" / f"{run.VERSION}-package-{self.name}-{key}.json"
        if kept.exists() and not fresh:
            return json.loads(kept.read_text())
        outcomes, whose, _ = self.run(self.place.stock)
        if whose != "os":
            sys.exit(f"{self.name}: the stock run was on {whose}")
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(outcomes))
        return outcomes


class Programs(Suite):
    """The tests of one package that it installs, each module a program of its own; how that ended is a test, too."""

    def __init__(self, place, name, wheel):
        super().__init__(place, name, wheel)
        self.modules = [f"{SUITES[name]['programs']}.{module}" for module in self.arguments]

    def label(self):
        return "-".join(self.archive.name.split("-")[:2])

    def unpack(self, work):
        home = work / "home"
        home.mkdir()
        return home

    def run(self, python, only=()):
        asked = {test.partition("::")[0] for test in only}
        outcomes, whose, all_said = {}, set(), []
        for module in self.modules:
            if only and module not in asked:
                continue
            found, its, status, said = self.started(python, [self.place.plugin / "program.py", module])
            outcomes |= found
            outcomes[f"{module}::the program"] = ["pass" if status == 0 else "fail", f"{status}\n{said[-3000:]}", {}]
            whose.add(its)
            all_said.append(said)
        return outcomes, whose.pop() if len(whose) == 1 else sorted(map(str, whose)), "".join(all_said)

    def read(self, path, status, said, work):
        # A program may end as it likes: its status says enough.
        with open(path, "a") as results:
            results.write('\n{"end": true}\n')
        return super().read(path, status, said, work)


def differences(stock, swapped):
    """Where the two are not the same: `{id: [stock, ours, why]}`."""
    found = {}
    for test in sorted(stock.keys() | swapped.keys()):
        before, after = stock.get(test, ABSENT), swapped.get(test, ABSENT)
        if before[0] != after[0] or before[2] != after[2]:
            found[test] = [in_words(before), in_words(after), after[1] or before[1]]
    return found


def in_words(outcome):
    """An outcome in words, and how many parts of the test came out how."""
    return ", ".join([outcome[0], *(f"{number} parts {kind}" for kind, number in outcome[2].items())])


def compare(suite, arguments):
    stock = suite.stock(arguments.out)
    swapped, whose, said = suite.run(suite.place.swapped)
    log = arguments.out / "logs" / f"{run.VERSION}-{run.user(suite.place)}-package-{suite.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(said)
    faults = differences(stock, swapped)
    if whose != "ostler.os":
        faults[suite.name] = ["os", str(whose), "the swapped run was not on this package"]
    # A test that comes out differently is run again, on both sides: only one that stays different is a fault.
    unsteady = {}
    for _ in range(TRIES - 1):
        again = sorted(test for test in faults if "::" in test)
        if not 0 < len(again) <= 20:
            break
        before, after = suite.run(suite.place.stock, again)[0], suite.run(suite.place.swapped, again)[0]
        left = differences({test: before.get(test, ABSENT) for test in again}, after)
        for test in again:
            if test not in left and test in after:
                unsteady[test] = {"first": faults.pop(test)[:2], "then": after[test][0]}
    return {
        "package": suite.label(),
        "stock": counts(stock),
        "ours": counts(swapped),
        "unsteady": unsteady,
        "faults": faults,
        "fails in stock": sorted(test for test, row in stock.items() if row[0] in ("fail", "error")),
    }


def counts(outcomes):
    values = [row[0] for row in outcomes.values()]
    failed = values.count("fail") + values.count("error")
    return {"run": len(values) - values.count("skip"), "skipped": values.count("skip"), "failed": failed}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--package", type=Path, help="the folder with the package `ostler`")
    parser.add_argument("--out", type=Path, required=True, help="where results go")
    parser.add_argument("--as-user", action="store_true", help="as an ordinary user")
    parser.add_argument("--control", action="store_true", help="with copies of the interpreter's own modules instead")
    parser.add_argument("names", nargs="*", metavar="name")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - SUITES.keys()
    if unknown:
        parser.error(f"not in suites.toml: {', '.join(sorted(unknown))}")
    sys.stdout.reconfigure(line_buffering=True)
    store = Store(arguments.out.resolve())
    with run.Place(arguments) as place:
        for python in (place.stock, place.swapped):
            store.install(python)
        place.plugin = place.folder / "plugin"
        place.plugin.mkdir()
        for plugin in ("outcomes.py", "program.py"):
            shutil.copy(LOCKS / plugin, place.plugin)
        suites = [suite_of(place, name, store) for name in arguments.names or SUITES]
        sys.exit(report(place, suites, arguments))


def suite_of(place, name, store):
    if "programs" in SUITES[name]:
        return Programs(place, name, store.wheel(name))
    return Suite(place, name, store.archive(name))


def report(place, suites, arguments):
    who = run.user(place)
    print(f"Python {platform.python_version()}, {who}")
    rows = []
    for suite in suites:
        row = compare(suite, arguments)
        rows.append(row)
        verdict = f"{len(row['faults'])} faults" if row["faults"] else "the same"
        tried = ", some on a second try" if row["unsteady"] else ""
        print(f"{row['package']}: {verdict}, {row['ours']['run']} run{tried}")
        for test, (before, after, why) in list(row["faults"].items())[:SHOWN]:
            print(f"\nFAULT {test}: stock {before}, ours {after}\n{run.indented(why)}")
    faults = sum(len(row["faults"]) for row in rows)
    tests = sum(row["ours"]["run"] for row in rows)
    print(f"\nPython {run.VERSION}, {who}: {tests} tests of {len(rows)} packages, {faults} faults")
    result = {"python": platform.python_version(), "user": who, "rows": rows}
    if arguments.names:
        # Only a whole run is a result.
        return 1 if faults else 0
    folder = arguments.out / "packages"
    kind = "control-" if arguments.control else ""
    (folder / f"{kind}{run.VERSION}-{who}.json").write_text(json.dumps(result, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    main()
