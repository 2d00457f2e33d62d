"""What is measured: one statement a row, and by how much ostler is to be ahead."""

from typing import NamedTuple


class Row(NamedTuple):
    """A statement, run with ``os`` and ``time`` (or ``process``) as the one side's module, then as the other's."""

    name: str
    #: The least ratio of the peer's time to ours.
    target: float
    statement: str
    setup: str = ""
    #: Whom it is measured against: ``stock``, ``stock platform``, ``psutil``, ``scandir-rs``.
    peer: str = "stock"


LISTED = "it = os.scandir(thousand)\nfor entry in it: {}"
PATHS = "paths = [f'{thousand}/{name}' for name in sorted(os.listdir(thousand))]"
#: Once, however often the setup runs.
FDS = "\nfds = globals().setdefault('opened', [])\nif not fds: fds += [os.open(each, 0) for each in paths[:100]]"
STEPS = "for step in {}: pass"
NAMED = "found = [p for p in process.process_iter(['name']) if p.info['name'] == 'needle']"
SHOWN = "shown = [p.info for p in process.process_iter(['pid', 'name', 'cmdline'])]"

ROWS = [
    Row("getpid", 0.97, "os.getpid()"),
    Row("open + close", 0.97, "os.close(os.open(file, 0))"),
    Row("read 1 byte", 0.97, "os.read(zero, 1)", "zero = os.open('/dev/zero', 0)"),
    Row("read 10 bytes of 1 MiB (+ lseek)", 0.97, "os.lseek(fd, 0, 0); os.read(fd, 1048576)", "fd = os.open(ten, 0)"),
    Row("listdir, 1000 files", 0.97, "os.listdir(thousand)"),
    Row("stat", 1.15, "os.stat(file)"),
    Row("stat, 1000 files by turns", 1.15, "for each in paths: os.stat(each)", PATHS),
    Row("lstat", 1.15, "os.lstat(file)"),
    Row("fstat", 1.15, "os.fstat(fd)", "fd = os.open(file, 0)"),
    Row("fstat, 100 files by turns", 1.15, "for fd in fds: os.fstat(fd)", PATHS + FDS),
    Row("path.exists", 1.1, "os.path.exists(file)"),
    Row("path.exists, 1000 files by turns", 1.1, "for each in paths: os.path.exists(each)", PATHS),
    Row("stat, missing file caught", 1.4, "try: os.stat(missing)\nexcept FileNotFoundError: pass"),
    Row("path.exists, missing file", 1.1, "os.path.exists(missing)"),
    Row("scandir, 1000 files + is_dir", 1.2, LISTED.format("entry.is_dir()")),
    Row("scandir, 1000 files + stat", 1.2, LISTED.format("entry.stat()")),
    Row("walk, /usr", 1.5, STEPS.format("os.walk('/usr')")),
    Row("fwalk, /usr", 1.8, STEPS.format("os.fwalk('/usr')")),
    Row("environ['HOME']", 3.0, "os.environ['HOME']"),
    Row("environ.get, not there", 4.0, "os.environ.get('NOT_THERE')"),
    Row("makedirs, exist_ok, is there", 3.0, "os.makedirs(deep, exist_ok=True)"),
    Row("platform.platform, again", 1.0, "platform.platform()", peer="stock platform"),
    Row("time.time()", 0.97, "time.time()"),
    Row("time.monotonic()", 0.97, "time.monotonic()"),
    Row("strptime, %Y-%m-%d %H:%M:%S", 15.0, "time.strptime('2024-02-29 12:34:56', '%Y-%m-%d %H:%M:%S')"),
    Row("strptime, names", 15.0, "time.strptime('Sat Nov 21 10:22:52 2026')"),
    Row("strftime", 1.0, "time.strftime('%Y-%m-%d %H:%M:%S', then)", "then = time.localtime(1.7e9)"),
    Row("mktime", 0.97, "time.mktime(then)", "then = time.localtime(1.7e9)"),
    Row("localtime", 1.2, "time.localtime(1.7e9)"),
    Row("gmtime", 1.0, "time.gmtime(1.7e9)"),
    # It leaves out empty directories and symbolic links: this tree has neither.
    Row("walk, 400 directories of 50 files", 1.0, "for step in walk(tree): pass", peer="scandir-rs"),
    Row("process_iter, by name, 2000 processes", 2.0, NAMED, peer="psutil"),
    Row("process_iter, pid + name + cmdline", 1.8, SHOWN, peer="psutil"),
]
