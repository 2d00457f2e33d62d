"""One process that measures rows, both sides by turns: ``worker.py FOLDER FIRST-SIDE ROW…``.

It leaves two suites of pyperf's in the folder, ``peer.json`` and ``ostler.json``, whose values belong together one by one.
"""

import gc
import itertools
import json
import os
import sys
import time
from timeit import Timer

import pyperf
from rows import ROWS

#: The least time of one turn, and how long the turns of a row take in all.
TURN, ALL, FEWEST = 0.004, 0.6, 5
#: Work by several threads is measured by the time that passes; other load hardly matters to the processor's time.
CLOCKS = {"stock": time.thread_time, "scandir-rs": time.perf_counter}


def modules(peer):
    """What the statements use, on the peer's side and on ours."""
    if peer == "stock":
        from ostler import os as our_os, time as our_time

        return {"os": os, "time": time}, {"os": our_os, "time": our_time}
    if peer == "stock platform":
        import platform

        from ostler import platform as ours

        return {"platform": platform}, {"platform": ours}
    if peer == "scandir-rs":
        import scandir_rs
        from ostler import os as ours

        return {"walk": lambda top: scandir_rs.Walk(top, skip_hidden=False)}, {"walk": ours.walk}
    import psutil
    from ostler import process

    return {"process": psutil}, {"process": process}


def sides(row, places):
    """The row's statement as two functions of a number of loops, which give seconds."""
    clock = CLOCKS.get(row.peer, time.process_time)
    for module in modules(row.peer):
        timer = Timer(row.statement, row.setup or "pass", globals={**places, **module})
        yield lambda loops, inner=timer.inner: inner(itertools.repeat(None, loops), clock)


def calibrated(run):
    """How many loops take a turn's time."""
    loops = 1
    while run(loops) < TURN:
        loops *= 2
    return loops


def measure(row, places, ours_first):
    """Seconds of the peer and of ours, turn by turn. Who goes first changes from turn to turn."""
    runs = list(sides(row, places))
    loops = max(map(calibrated, runs)) if row.peer != "scandir-rs" else 1
    turns, start = ([], []), time.perf_counter()
    for turn in itertools.count(ours_first):
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            gc.collect()
            turns[side].append(runs[side](loops) / loops)
        if len(turns[0]) >= FEWEST and time.perf_counter() - start > ALL:
            return loops, turns


def main():
    folder, ours_first, *names = sys.argv[1:]
    with open(os.path.join(folder, "places.json")) as file:
        places = json.load(file)
    found = ([], [])
    for row in ROWS:
        if row.name not in names:
            continue
        loops, turns = measure(row, places, int(ours_first))
        for side, values in enumerate(turns):
            metadata = {"name": row.name, "loops": loops, "peer": row.peer}
            found[side].append(pyperf.Benchmark([pyperf.Run(values, metadata=metadata)]))
    for name, benchmarks in zip(("peer", "ostler"), found, strict=True):
        pyperf.BenchmarkSuite(benchmarks).dump(os.path.join(folder, f"{name}.json"), replace=True)


main()
