"""``ostler.os`` beside the interpreter's own on Windows: ``windows.py``, in the interpreter that runs it.

The time is that which passes, as under Wine a part of the work is another process's; so the machine has to be idle. Who goes
first changes from turn to turn, and a ratio is the median of those of turns that belong together.
"""

import gc
import itertools
import os as stock
import statistics
import sys
import tempfile
import time
from timeit import Timer

import places
from ostler import os as ours

#: The least time of one turn, and how long the turns of a row take in all.
TURN, ALL, FEWEST = 0.02, 3.0, 7

LISTED = "it = os.scandir(thousand)\nfor entry in it: {}"

ROWS = [
    ("scandir, 1000 files", LISTED.format("pass")),
    ("scandir, 1000 files + stat", LISTED.format("entry.stat()")),
    ("scandir, 1000 files + is_dir", LISTED.format("entry.is_dir()")),
    ("walk, 400 directories of 50 files", "for step in os.walk(tree): pass"),
    ("listdir, 1000 files", "os.listdir(thousand)"),
    ("stat", "os.stat(file)"),
    ("stat, missing file caught", "try: os.stat(missing)\nexcept FileNotFoundError: pass"),
    ("fstat", "os.fstat(fd)"),
    ("path.exists", "os.path.exists(file)"),
    ("open + close", "os.close(os.open(file, 0))"),
    ("makedirs, exist_ok, is there", "os.makedirs(deep, exist_ok=True)"),
    ("environ['PATH']", "os.environ['PATH']"),
]


def time_of(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.2f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def measure(statement, names):
    """Seconds of both, turn by turn."""
    inners = [Timer(statement, globals={**names, "os": os}).inner for os in (stock, ours)]

    def run(side, loops):
        return inners[side](itertools.repeat(None, loops), time.perf_counter)

    loops = 1
    while min(run(side, loops) for side in (0, 1)) < TURN:
        loops *= 2
    turns, start = ([], []), time.perf_counter()
    for turn in itertools.count():
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            gc.collect()
            turns[side].append(run(side, loops) / loops)
        if len(turns[0]) >= FEWEST and time.perf_counter() - start > ALL:
            return turns


def same_walks(tree):
    """Whether both tell the same of a tree."""
    found = [sorted((path, sorted(dirs), sorted(files)) for path, dirs, files in os.walk(tree)) for os in (stock, ours)]
    return found[0] == found[1] and len(found[0]) > 400


def main():
    words = sys.argv[1:]
    print(f"\nPython {sys.version.split()[0]}\n\n| operation | stock | ostler | ratio |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        names = places.files(folder)
        # Of a file that is not removed with the others: this one is in use until the end.
        names["fd"] = stock.open(__file__, stock.O_RDONLY)
        if not same_walks(names["tree"]):
            raise SystemExit("the two do not walk alike")
        for name, statement in ROWS:
            if words and not any(word in name for word in words):
                continue
            theirs, mine = measure(statement, names)
            ratio = statistics.median(their / our for their, our in zip(theirs, mine, strict=True))
            medians = [time_of(statistics.median(turns)) for turns in (theirs, mine)]
            print(f"| {name} | {medians[0]} | {medians[1]} | {ratio:.2f} |", flush=True)


main()
