"""What only a process as a whole can say: how long it takes to start, how much memory it holds."""

import compileall
import os
import resource
import statistics
import subprocess
import sys

#: The kernel's own figures of this process, in KiB: the most it has held, and what it holds.
HELD = "def held(what): return int(open('/proc/self/status').read().split(what + ':')[1].split()[0])\n"
FIRST = """
import time, {} as module
begin = time.perf_counter()
module.platform()
print(time.perf_counter() - begin)
"""
WALK = HELD + "{}\nfor step in os.walk('/usr'): pass\nprint(held('VmHWM'))"


def started(code):
    """Seconds of the processor from the start of an interpreter to its end: other load hardly matters to them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def told(code):
    """The seconds that a process says it took for something."""
    return float(subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout)


def peak(code):
    """The most memory of a process, in MiB."""
    text = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout
    return int(text) / 1024


def by_turns(measure, theirs, ours, turns):
    """Medians of both sides, and of the differences."""
    pairs = []
    for turn in range(turns):
        order = (theirs, ours) if turn % 2 == 0 else (ours, theirs)
        pair = {code: measure(code) for code in order}
        pairs.append((pair[theirs], pair[ours]))
    return (
        statistics.median(theirs for theirs, _ in pairs),
        statistics.median(ours for _, ours in pairs),
        statistics.median(ours - theirs for theirs, ours in pairs),
    )


def start():
    """An interpreter that starts, without and with our ``os``."""
    # As an installer leaves it.
    import ostler

    compileall.compile_dir(os.path.dirname(ostler.__file__), quiet=1)
    return by_turns(started, "import os", "import ostler.os", 41)


def memory():
    """A walk of /usr."""
    return by_turns(peak, WALK.format("import os"), WALK.format("from ostler import os"), 3)


def first():
    """The first `platform.platform()` of a process, which starts `uname` on both sides. Imports of the module do not count."""
    return by_turns(told, FIRST.format("platform"), FIRST.format("ostler.platform"), 21)
