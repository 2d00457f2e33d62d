"""What a build that is optimised by profile is trained with: ``train.py``. All that is measured beside the standard library, and the
ways of it that a program takes less often."""

import itertools
import tempfile
import time
from timeit import Timer

import places
from ostler import os as our_os, time as our_time
from rows import ROWS

#: Seconds for each.
LONG = 0.25

#: Beside the rows.
MORE = [
    "os.stat(fd)",
    "os.stat(bytes_)",
    "os.lstat(path)",
    "os.stat(path, follow_symlinks=False)",
    "os.stat('some-file-0001.txt', dir_fd=folder)",
    "os.scandir(folder).close()",
    "list(os.scandir(bytes_folder))",
    "os.listdir(folder)",
    "os.access(file, 4)",
    "os.fspath(path)",
    "os.path.isdir(file); os.path.isfile(file); os.path.islink(file)",
    "os.path.realpath(deep)",
    "os.path.normpath(deep + '/../x')",
    "for step in os.walk(tree): pass",
    "for step in os.walk(tree, topdown=False): pass",
    "for step in os.fwalk(tree): pass",
    "os.environ['NEW'] = 'x'; os.environ.get('NEW'); del os.environ['NEW']",
    "os.getenv('HOME'); 'HOME' in os.environ; dict(os.environ)",
    "os.mkdir(new); os.rmdir(new)",
    "os.close(os.open(new, os.O_CREAT | os.O_RDWR)); os.rename(new, new + '2'); os.unlink(new + '2')",
    "os.write(null, b'x' * 100); os.pread(fd, 10, 0); os.lseek(fd, 0, 0)",
    "for entry in os.scandir(thousand): entry.name, entry.path, entry.is_file(), entry.is_symlink(), entry.inode()",
    "try: os.open(missing, 0)\nexcept OSError: pass",
    "time.strptime('29 Feb 2024', '%d %b %Y'); time.strftime('%a, %d %b %Y'); time.ctime(); time.asctime(); time.gmtime()",
    "time.time_ns(); time.perf_counter(); time.localtime()",
]
SETUP = """
import pathlib
fd, folder, null = os.open(ten, 0), os.open(thousand, 0), os.open('/dev/null', 1)
path, bytes_, bytes_folder, new = pathlib.Path(file), os.fsencode(file), os.fsencode(thousand), file + '-new'
"""


def main():
    modules = {"os": our_os, "time": our_time}
    with tempfile.TemporaryDirectory() as folder:
        names = places.files(folder)
        # What is installed differs from machine to machine.
        statements = [
            (row.statement.replace("'/usr'", "tree"), row.setup or "pass") for row in ROWS if row.peer == "stock"
        ]
        statements += [(statement, SETUP) for statement in MORE]
        for statement, setup in statements:
            run = Timer(statement, setup, globals={**names, **modules}).inner
            # Few turns, for each of them runs the setup, too.
            loops, took = 1, 0
            while took < LONG:
                took = run(itertools.repeat(None, loops), time.perf_counter)
                loops *= 4


main()
