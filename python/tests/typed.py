"""Checked by type checkers, never run: what the stubs say, and what they refuse.

A `type: ignore` that hides nothing is a fault under `mypy --strict`: each stands for a call that has to be refused.
"""

import stat as stock_stat
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any, assert_type

import ostler
from ostler import errno, install, os, platform, posix, process, stat, time

assert_type(install(), None)
assert_type(ostler.install(psutil=True), None)
ostler.install(True)  # type: ignore[call-arg]
print(ostler.missing)  # type: ignore[attr-defined]

# -- times ---------------------------------------------------------------------------------------------------------------

assert_type(time.strptime("2000", "%Y").tm_year, int)
assert_type(time.gmtime().tm_zone, str)
assert_type(time.mktime(time.localtime(0.5)), float)
assert_type(time.get_clock_info("time").resolution, float)
time.sleep("1")  # type: ignore[arg-type]
time.strftime("%Y", [2000])  # type: ignore[arg-type]

# -- paths: text, bytes, whatever says what its path is, descriptors where there may be one ----------------------------

assert_type(os.stat("a").st_size, int)
assert_type(os.stat(3).st_mtime, float)
assert_type(os.stat(Path("a"), follow_symlinks=False)[0], int)
os.stat(1.5)  # type: ignore[arg-type]
os.stat("a", False)  # type: ignore[call-arg]
os.lstat(3)  # type: ignore[arg-type]
assert_type(os.listdir(), list[str])
assert_type(os.listdir(b"."), list[bytes])
assert_type(os.listdir(Path()), list[str])
assert_type(os.listdir(3), list[str])
assert_type(os.readlink(Path("a")), str)
assert_type(os.readlink(b"a"), bytes)
assert_type(os.fspath(Path("a")), str)
assert_type(os.fspath(b"a"), bytes)
os.fspath(3)  # type: ignore[call-overload]
assert_type(os.fsencode("a"), bytes)
assert_type(os.path.join(os.getcwd(), "b"), str)
assert_type(os.path.splitext(b"a.b"), tuple[bytes, bytes])


class Named:
    def __fspath__(self) -> bytes:
        return b"a"


named: os.PathLike[bytes] = Named()
wrong: os.PathLike[str] = Named()  # type: ignore[assignment]
assert_type(os.listdir(named), list[bytes])
assert_type(isinstance("a", os.PathLike), bool)

# -- directories -------------------------------------------------------------------------------------------------------

with os.scandir(Path()) as entries:
    for entry in entries:
        assert_type(entry, os.DirEntry[str])
        assert_type(entry.name, str)
        assert_type(entry.stat(follow_symlinks=False), os.stat_result)
        open(entry)
        entry.name = "b"  # type: ignore[misc]
for in_bytes in os.scandir(b"."):
    assert_type(in_bytes.path, bytes)
for path, folders, files in os.walk(b".", topdown=False, onerror=print):
    assert_type((path, folders, files), tuple[bytes, list[bytes], list[bytes]])
for there in os.fwalk(dir_fd=3):
    assert_type(there, tuple[str, list[str], list[str], int])
os.walk(".", followlinks=False).close()
os.makedirs("a/b", exist_ok=True, parent_mode=0o700)
os.utime("a", ns=(1, 2))
os.utime("a", (1.5, 2))
os.utime("a", (1, 2), ns=(1, 2))  # type: ignore[call-overload]
os.utime("a", ns=None)  # type: ignore[call-overload]

# -- descriptors -------------------------------------------------------------------------------------------------------

fd = os.open("a", os.O_RDWR | os.O_CLOEXEC, dir_fd=None)
assert_type(os.read(fd, 10), bytes)
assert_type(os.readv(fd, [bytearray(10), memoryview(bytearray(10))]), int)
os.write(fd, "text")  # type: ignore[arg-type]
os.read(fd=3, length=1)  # type: ignore[call-arg]
os.fsync(open("a"))
os.close(open("a"))  # type: ignore[arg-type]
assert_type(os.fdopen(fd), TextIOWrapper)
assert_type(os.fdopen(fd, "rb"), BufferedReader)
assert_type(os.fdopen(fd, "wb"), BufferedWriter)
assert_type(os.fdopen(fd, "rb", 0), FileIO)
columns, lines = os.get_terminal_size()
assert_type(columns, int)
os.terminal_size((80, 24)).columns = 3  # type: ignore[misc]

# -- the environment ---------------------------------------------------------------------------------------------------

assert_type(os.environ["HOME"], str)
assert_type(os.environ.get("HOME"), str | None)
assert_type(os.environb[b"HOME"], bytes)
assert_type(os.getenv("HOME"), str | None)
assert_type(os.getenv("HOME", ""), str)
assert_type(os.environ | {"A": "b"}, dict[str, str])
assert_type(posix.environ, dict[bytes, bytes])
os.environ["A"] = 1  # type: ignore[assignment]
os.environ[b"A"]  # type: ignore[index]

# -- processes ---------------------------------------------------------------------------------------------------------

paths = [Path("a"), Path("b")]
assert_type(os.posix_spawn("a", paths, None, setsigdef={1, 2}), int)
os.posix_spawn("a", ["a", b"b", Path("c")], {"A": b"b"}, file_actions=[(os.POSIX_SPAWN_OPEN, 1, "a", os.O_RDONLY, 0)])
os.posix_spawn("a", "arguments", os.environ)  # type: ignore[arg-type]
os.spawnvp(os.P_WAIT, "a", ("a", "b"))
os.spawnle(os.P_WAIT, "a", "a", b"b", {"A": "b"})
os.spawnle(os.P_WAIT, "a", "a", b"b")  # type: ignore[arg-type]
assert_type(os.waitpid(0, os.WNOHANG), tuple[int, int])
assert_type(os.wait4(0, 0)[2].ru_maxrss, int)
if (child := os.waitid(os.P_ALL, 0, os.WEXITED)) is not None:
    assert_type(child.si_status, int)
assert_type(os.sched_param(sched_priority=1), os.sched_param)
os.register_at_fork(before=lambda: None)
with os.popen("a") as stream:
    assert_type(stream.read(), str)
assert_type(stream.close(), int | None)
assert_type(os.uname().sysname, str)


def replaced() -> int:
    os.execle("a", "a", b"b", {b"A": b"b"})


# -- numbers -----------------------------------------------------------------------------------------------------------

assert_type(errno.errorcode[errno.ENOENT], str)
assert_type(stat.S_ISDIR(os.stat("a").st_mode), bool)
assert_type(stat.filemode(stock_stat.S_IFREG), str)
assert_type(os.sysconf("SC_PAGE_SIZE"), int)
assert_type(os.confstr("CS_PATH"), str | None)
try:
    os.rmdir("a")
except os.error as error:
    assert_type(error.errno, int | None)

# -- other processes ---------------------------------------------------------------------------------------------------

assert_type(os.statx("a", os.STATX_BTIME).stx_btime, float | None)
this = process.Process()
assert_type(this.memory_info().rss, int)
assert_type(this.nice(), int)
assert_type(this.nice(3), None)
assert_type(this.memory_maps(grouped=False)[0].addr, str)
assert_type(this.cpu_affinity(), list[int])
this.cpu_affinity(3)  # type: ignore[call-overload]
this.net_connections("tcp5")  # type: ignore[arg-type]
with this.oneshot():
    assert_type(this.uids().real, int)
for one in process.process_iter(["name"]):
    assert_type(one.info["name"], Any)
process.process_iter.cache_clear()
makers = process.Query("name == make") & ~process.Query.user("root")
assert_type(makers.find(), list[process.Process])
report = process.Stop(grace=1, only_if=makers).all(makers.find())
assert_type([(one.pid, what.exit_code) for one, what in report], list[tuple[int, int | None]])
process.Stop().one(3)  # type: ignore[arg-type]
try:
    process.Process(1).wait(timeout=0.5, reap=False)
    process.wait_procs([this], 1, reap=True)
    process.Process(1).wait(1, False)  # type: ignore[call-arg]
except process.TimeoutExpired as expired:
    assert_type(expired.seconds, float)
with process.Popen(["a"], stdin=None) as started:
    assert_type(started.wait(), int | None)

assert_type(platform.uname().processor, str)
assert_type(platform.uname()._replace(node="here"), platform.uname_result)
assert_type(platform.android_ver().api_level, int)
assert_type(platform.freedesktop_os_release()["ID"], str)
platform.architecture(3)  # type: ignore[arg-type]
