"""Runs the interpreter's own tests, stock and with this package's modules in place, and compares test by test.

    python conformance/run.py --package FOLDER --out FOLDER [--as-user] [--control] [file ...]

FOLDER holds the package `ostler` as it is to be imported by this interpreter. `cargo xtask conformance` calls this for each
interpreter and each kind of user.
"""

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import tomllib
from pathlib import Path

import control
import interpreter
import modules
from interpreter import NOBODY, VERSION
from names import forwarded

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KINDS = {"internals", "reference-3.15"}
FILES = modules.tests(modules.rows())
# What is no file of tests itself has those of one.
TESTS_ELSEWHERE = {"datetimetester": "test_datetime"}
# A start of an interpreter that puts our modules in place, in each child too.
START = "import ostler_conformance; ostler_conformance.start({guarded!r}, {allowed!r})\n"


class Place:
    """A folder with two virtual environments, one stock, one with our modules in place, that the user can read."""

    #: What runs a file of tests.
    CHILD = "child.py"

    def __init__(self, arguments):
        # Short: sockets of tests are made below it.
        self.folder = Path(tempfile.mkdtemp(prefix="ostler-"))
        self.folder.chmod(0o755)
        self.prefix = []
        if arguments.as_user and os.getuid() == 0:
            self.prefix = interpreter.AS_USER
        base = interpreter.for_user(self.prefix, self.folder)
        self.stock, self.stock_library = interpreter.environment(base, self.folder / "stock")
        self.swapped, self.library = interpreter.environment(base, self.folder / "swapped")
        self.put_in_place(arguments)
        for path in (HERE / "child.py", HERE / "names.py", HERE / "modules.py", modules.TABLE):
            shutil.copy(path, self.folder)
        shutil.copytree(ROOT / "inventory", self.folder / "inventory")
        if (ROOT / "docs/forwarded.md").exists():
            shutil.copy(ROOT / "docs/forwarded.md", self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def put_in_place(self, arguments):
        if arguments.control:
            control.make(self.library, ROOT / "python")
        else:
            shutil.copytree(arguments.package / "ostler", self.library / "ostler")
        shutil.copy(HERE / "swap.py", self.library / "ostler_conformance.py")
        guarded = [] if arguments.control else modules.guarded(modules.rows())
        start = START.format(guarded=guarded, allowed=forwarded(ROOT / "docs/forwarded.md"))
        (self.library / "ostler_conformance.pth").write_text(start)

    def variables(self, work):
        """What a test finds in its environment: homes and temporary files in a folder of its own."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "OSTLER", "CARGO"))}
        return kept | {"HOME": str(work), "TMPDIR": str(work)}

    def run(self, python, name, ids=(), timeout=1200):
        """The outcomes of the tests of a file, by id."""
        work = Path(tempfile.mkdtemp(prefix="t", dir=self.folder))
        if self.prefix:
            os.chown(work, NOBODY, NOBODY)
        (work / "cwd").mkdir()
        results, log = work / "results.jsonl", work / "log"
        if self.prefix:
            os.chown(work / "cwd", NOBODY, NOBODY)
        command = [*self.prefix, python, self.folder / self.CHILD, name, results, *ids]
        status, said = finished(command, work / "cwd", self.variables(work), log, timeout)
        outcomes = read(results, name, status, said)
        shutil.rmtree(work, ignore_errors=True)
        return outcomes, said


def finished(command, folder, environment, log, timeout):
    """Runs a command in a session of its own: how it ended, and what it said."""
    with open(log, "wb") as output:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = child.wait(timeout)
        except subprocess.TimeoutExpired:
            status = f"took more than {timeout} s"
        finally:
            end_group(child)
    return status, log.read_text(errors="replace")


def end_group(child):
    """Ends what the run has left behind: it is the leader of a session of its own."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()


def read(path, name, status, said):
    outcomes, started, ended = {}, None, False
    lines = path.read_text().splitlines() if path.exists() else []
    for record in map(json.loads, lines):
        if "start" in record:
            started = record["start"]
        elif "end" in record:
            ended = True
        else:
            outcomes[record["id"]] = [record["outcome"], record["why"]]
            started = None
    if not ended and f"test.{name}" not in outcomes:
        where = started or f"test.{name}"
        outcomes[where] = ["error", f"the run died here: {status}\n{said[-3000:]}"]
    return outcomes


def stock_outcomes(place, name, arguments):
    """Stock's outcomes; they are kept, as they depend on the interpreter and the machine only."""
    library = Path(sysconfig.get_path("stdlib")) / "test"
    file = next((p for p in (library / f"{name}.py", library / name / "__init__.py") if p.exists()), None)
    if file is None:
        return None
    parts = [sys.version, platform.release(), user(place), HERE.joinpath("child.py").read_text(), file.read_text()]
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    kept = arguments.out / "stock" / f"{VERSION}-{name}-{key}.json"
    if kept.exists():
        return json.loads(kept.read_text())
    outcomes, _ = place.run(place.stock, name)
    failed = [test for test, (outcome, _) in outcomes.items() if outcome in ("fail", "error")]
    if failed:
        # Under load even stock has a bad day.
        again, _ = place.run(place.stock, name, failed)
        outcomes.update(again)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(outcomes))
    return outcomes


def part_of(name, files):
    """The file of tests that this one has become a part of, if that is looked at."""
    library = Path(sysconfig.get_path("stdlib")) / "test"
    return next((whole for whole in files if (library / whole / f"{name}.py").exists()), None)


def user(place):
    return "ordinary" if place.prefix or os.getuid() != 0 else "superuser"


def faults_of(stock, swapped):
    """What came out worse: `{id: why}`."""
    faults = {}
    for test, (outcome, why) in swapped.items():
        before = stock.get(test, ["absent", ""])[0]
        if outcome in ("fail", "error") and before not in ("fail", "error"):
            faults[test] = why or outcome
        elif outcome == "skip" and before == "pass":
            faults[test] = f"skipped: {why}"
        elif before == "absent":
            faults[test] = "stock does not run this test"
    for test in stock.keys() - swapped.keys():
        faults[test] = "not run"
    return faults


def compare(place, name, arguments):
    """The row of one file."""
    stock = stock_outcomes(place, name, arguments)
    if stock is None:
        return None
    swapped, said = place.run(place.swapped, name)
    retried = settle(place, name, stock, swapped)
    faults = faults_of(stock, swapped)
    log = arguments.out / "logs" / f"{VERSION}-{user(place)}-{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(said)
    return row(name, stock, swapped, faults, retried)


def settle(place, name, stock, swapped):
    """Tries again what came out worse, under load for example: which tests did better."""
    faults = faults_of(stock, swapped)
    again = [test for test in faults if swapped.get(test, ["", ""])[0] in ("fail", "error")]
    if not 0 < len(again) <= 20 or any(why.startswith("the run died") for why in faults.values()):
        return []
    second, _ = place.run(place.swapped, name, again)
    retried = [test for test in again if second.get(test, ["", ""])[0] == "pass"]
    swapped.update((test, second[test]) for test in retried)
    return retried


def row(name, stock, swapped, faults, retried):
    return {
        "file": name,
        "stock": counts(stock),
        "ours": counts(swapped),
        "retried": sorted(retried),
        "faults": faults,
        "fails in stock": sorted(test for test, (outcome, _) in stock.items() if outcome in ("fail", "error")),
    }


def counts(outcomes):
    values = [outcome for outcome, _ in outcomes.values()]
    skipped = values.count("skip")
    return {"run": len(values) - skipped, "skipped": skipped, "failed": values.count("fail") + values.count("error")}


class Exceptions:
    """What a list of exceptions says of this version and user."""

    def __init__(self, who, file="exceptions.toml", kinds=KINDS, release=None):
        release = release or platform.python_version()
        version = minor(release)
        page = tomllib.loads((HERE / file).read_text(encoding="utf-8"))
        listed = page.get("listed", [release])
        rows = page.get("exception", [])
        known = {*listed, *map(minor, listed)}
        for row in rows:
            complete = row["kind"] in kinds and row["reason"] and row["test"]
            if not complete or "listed" in page and not known.issuperset(row.get("python", ())):
                sys.exit(f"{file}: {row}")
        #: Whether the list is about this release. If not, it is taken for the last one that it is about.
        self.settled = not {version, release}.isdisjoint(listed)
        if not self.settled:
            release = max((each for each in listed if minor(each) == version), key=numbers, default=release)
        mine = {version, release}
        self.rows = [row for row in rows if mine.intersection(row.get("python", mine)) and row.get("user", who) == who]
        self.used = set()

    def take(self, faults):
        """Splits faults into those that are excepted and those that are not."""
        excepted = {}
        for test in list(faults):
            for n, row in enumerate(self.rows):
                pattern = re.escape(row["test"]).replace(r"\*", ".*")
                if re.fullmatch(pattern, test):
                    self.used.add(n)
                    excepted[test] = row
                    del faults[test]
                    break
        return excepted

    @staticmethod
    def about(test):
        """The file that a test is in."""
        about = test.split(".")[1] if test.startswith("test.") else "names"
        return TESTS_ELSEWHERE.get(about, about)

    def needless(self, files):
        """Those about something that was looked at, and which nothing needed."""
        for n, row in enumerate(self.rows):
            about = self.about(row["test"])
            if n not in self.used and (about == "names" or about in files):
                yield row["test"]


def minor(release):
    """3.15 of 3.15.2."""
    return ".".join(release.split(".")[:2])


def numbers(release):
    return [int(number) for number in re.findall(r"\d+", release)]


def names(place):
    command = [
        *place.prefix,
        place.swapped,
        place.folder / "names.py",
        place.folder / modules.TABLE.name,
        place.folder / "inventory",
        place.folder / "forwarded.md",
    ]
    done = subprocess.run(command, text=True, capture_output=True, cwd=place.folder, env=place.variables(place.folder))
    if done.returncode != 0:
        return {
            "faults": [{"id": "swap:start", "why": done.stderr[-3000:] or f"status {done.returncode}"}],
            "counts": {},
        }
    return json.loads(done.stdout)


def show(rows):
    widths = [max(len(str(row[n])) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        print("  ".join(f"{cell!s:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--package", type=Path, help="the folder with the package `ostler`")
    parser.add_argument("--out", type=Path, required=True, help="where results go")
    parser.add_argument("--as-user", action="store_true", help="as an ordinary user")
    parser.add_argument("--control", action="store_true", help="with copies of the interpreter's own modules instead")
    parser.add_argument("files", nargs="*", metavar="file")
    arguments = parser.parse_args()
    files = [Path(name).stem for name in arguments.files] or FILES
    sys.stdout.reconfigure(line_buffering=True)
    with Place(arguments) as place:
        sys.exit(report(place, files, arguments))


def report(place, files, arguments):
    started = time.monotonic()
    who = user(place)
    print(
        f"Python {platform.python_version()}, {who} user"
        if who == "ordinary"
        else f"Python {platform.python_version()}, superuser"
    )
    exceptions = Exceptions(who)
    checked = names(place)
    named = {fault["id"]: fault["why"] for fault in checked["faults"]}
    if arguments.control:
        # Here this must not pass.
        theirs = [fault for fault in named if fault.startswith("theirs:")]
        named = {} if len(theirs) > 200 else {"swap:proof": f"only {len(theirs)} functions of stock's were found out"}
    excepted = exceptions.take(named)
    faults, rows, absent, parts = dict(named), [], [], {}
    for name in files:
        row = compare(place, name, arguments)
        if row is None:
            whole = part_of(name, files)
            if whole:
                parts[name] = whole
                print(f"{name}: a part of {whole} here")
            else:
                absent.append(name)
                print(f"{name}: this interpreter does not have it")
            continue
        row["excepted"] = exceptions.take(row["faults"])
        faults |= row["faults"]
        excepted |= row["excepted"]
        rows.append(row)
        verdict = "identical" if same(row) else f"{len(row['faults'])} faults, {len(row['excepted'])} excepted"
        print(f"{name}: {verdict}{' (on a second try)' if row['retried'] else ''}")
    settled = exceptions.settled or arguments.control
    for test in [] if arguments.control or not settled else exceptions.needless(files):
        faults[test] = "exceptions.toml lists it, and it is not needed"
    print()
    table(rows)
    print(f"\nnames: {checked['counts']}, {len(named)} faults")
    # How the comparison itself is made is never up to the version.
    red = [test for test in faults if settled or test.startswith("swap:")]
    for test, why in faults.items():
        print(f"\n{'FAULT' if test in red else 'DIFFERENCE'} {test}\n{indented(why)}")
    passed = sum(row["ours"]["run"] - row["ours"]["failed"] for row in rows)
    others = "" if settled else f", {len(faults) - len(red)} differences: this release is not listed yet"
    release = platform.python_version()
    print(f"\nPython {release}, {who}: {passed} passed, {len(excepted)} excepted, {len(red)} faults{others}")
    result = {
        "python": release,
        "user": who,
        "listed": settled,
        "seconds": round(time.monotonic() - started),
        "names": checked["counts"],
        "rows": rows,
        "excepted": excepted,
        "faults": faults,
        "absent": absent,
        "parts": parts,
    }
    kind = "control-" if arguments.control else ""
    (arguments.out / f"{kind}{VERSION}-{who}.json").write_text(json.dumps(result, indent=1))
    return 1 if red else 0


def same(row):
    return row["stock"] == row["ours"] and not row["faults"] and not row["excepted"]


def table(rows):
    cells = [["file", "stock run", "skipped", "ours run", "skipped", "failed", "faults", "excepted"]]
    for row in rows:
        stock, ours = row["stock"], row["ours"]
        cells.append(
            [
                row["file"],
                stock["run"],
                stock["skipped"],
                ours["run"],
                ours["skipped"],
                ours["failed"],
                len(row["faults"]),
                len(row["excepted"]),
            ]
        )
    show(cells)


def indented(text):
    lines = text.strip().splitlines()
    if len(lines) > 30:
        lines = [*lines[:8], "…", *lines[-20:]]
    return "\n".join(f"    {line}" for line in lines)


if __name__ == "__main__":
    main()
