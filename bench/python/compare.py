"""The Python package beside the standard library and its peers: ``compare.py OUT [word…]``.

Rows whose names contain a word are run; all of them without a word. OUT is where the suites of pyperf's go, for
``pyperf stats`` and the like.
"""

import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

import places
import pyperf
import wholes
from rows import ROWS

#: Processes that measure each row.
WORKERS = 4


def measured(rows, folder, out):
    """Suites of the peers and of ours, of all workers."""
    suites = {}
    worker = os.path.join(os.path.dirname(__file__), "worker.py")
    for number in range(WORKERS):
        names = [row.name for row in rows]
        subprocess.run([sys.executable, worker, folder, str(number % 2), *names], check=True)
        for side in ("peer", "ostler"):
            suite = pyperf.BenchmarkSuite.load(os.path.join(folder, f"{side}.json"))
            if side in suites:
                suites[side].add_runs(suite)
            else:
                suites[side] = suite
    for side, suite in suites.items():
        suite.dump(os.path.join(out, f"{side}.json"), replace=True)
    return suites["peer"], suites["ostler"]


def time_of(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.2f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


class Table:
    """Rows as they come, and those that missed their targets."""

    def __init__(self):
        self.missed = []
        print("| operation | peer | ostler | ratio | target | met |\n|---|---|---|---|---|---|")

    def row(self, name, theirs, ours, figure, target, met):
        text = f"| {name} | {theirs} | {ours} | {figure} | {target} | {'yes' if met else '**no**'} |"
        print(text, flush=True)
        if not met:
            self.missed.append(f"{name}: {figure}, the target is {target}")

    def ratios(self, rows, theirs, ours):
        for row in rows:
            pair = [suite.get_benchmark(row.name).get_values() for suite in (theirs, ours)]
            # Turns that belong together had the same weather.
            ratio = statistics.median(their / our for their, our in zip(*pair, strict=True))
            times = [time_of(statistics.median(values)) for values in pair]
            name = row.peer + " " + times[0]
            self.row(row.name, name, times[1], f"{ratio:.2f}", f"{row.target:.2f}", ratio >= row.target)


def same_walks(tree):
    """Whether our walk and scandir-rs's tell the same of a tree; theirs has paths from the top on."""
    import scandir_rs
    from ostler import os as ours

    def sorted_steps(steps):
        return sorted((path, sorted(dirs), sorted(files)) for path, dirs, files in steps)

    theirs = [(os.path.normpath(os.path.join(tree, path)), *rest) for path, *rest in scandir_rs.Walk(tree)]
    return sorted_steps(theirs) == sorted_steps(ours.walk(tree))


def main():
    out, *words = sys.argv[1:]

    def wanted(name):
        return not words or any(word in name for word in words)

    rows = [row for row in ROWS if wanted(row.name)]
    print(f"{platform.python_implementation()} {sys.version}\n")
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        names = places.files(folder)
        with open(os.path.join(folder, "places.json"), "w") as file:
            json.dump(names, file)
        if not importlib.util.find_spec("scandir_rs"):
            rows = [row for row in rows if row.peer != "scandir-rs"]
        elif not same_walks(names["tree"]):
            raise SystemExit("scandir-rs does not do the same work")
        processes = [row for row in rows if row.peer == "psutil"]
        calls = [row for row in rows if row.peer != "psutil"]
        if calls:
            table.ratios(calls, *measured(calls, folder, out))
        if processes and importlib.util.find_spec("ostler.process"):
            with places.crowd(folder):
                table.ratios(processes, *measured(processes, folder, out))
        elif processes:
            table.missed += [f"{row.name}: there is no ostler.process" for row in processes]
    if wanted("start"):
        theirs, ours, more = wholes.start()
        name = "start, import ostler.os"
        table.row(name, time_of(theirs), time_of(ours), f"{more * 1e3:+.1f} ms", "at most +1 ms", more <= 0.001)
    if wanted("platform.platform, first"):
        theirs, ours, _ = wholes.first()
        ratio = theirs / ours
        name = "stock platform " + time_of(theirs)
        table.row("platform.platform, first", name, time_of(ours), f"{ratio:.2f}", "2.00", ratio >= 2)
    if wanted("memory"):
        theirs, ours, more = wholes.memory()
        name = "memory, walk of /usr"
        table.row(name, f"{theirs:.1f} MiB", f"{ours:.1f} MiB", f"{more:+.1f} MiB", "at most +1 MiB", more <= 1)
    print(f"\n{len(table.missed)} missed.")
    for missed in table.missed:
        print(f"- {missed}")


main()
