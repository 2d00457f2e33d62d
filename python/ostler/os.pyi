"""The standard library's ``os`` of Python 3.15: the names of `posix`, and what is put together from them."""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, MutableMapping
from io import BufferedRandom, BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from os import PathLike
from subprocess import Popen
from types import ModuleType, TracebackType
from typing import (
    IO,
    Any,
    AnyStr,
    BinaryIO,
    Literal,
    NoReturn,
    Self,
    TypeAlias,
    TypeVar,
    overload,
    type_check_only,
)

from _typeshed import (
    BytesPath,
    GenericPath,
    OpenBinaryMode,
    OpenBinaryModeReading,
    OpenBinaryModeUpdating,
    OpenBinaryModeWriting,
    OpenTextMode,
    StrOrBytesPath,
    StrPath,
)

if sys.platform == "win32":
    import ntpath as path
else:
    import posixpath as path

# Closely set: the same names twice, once to have them and once to hand them on.
# isort: off
# fmt: off
if sys.platform == "win32":
    from .nt import (
        DirEntry, EX_OK, F_OK, O_APPEND, O_BINARY, O_CREAT, O_EXCL, O_NOINHERIT, O_RANDOM, O_RDONLY, O_RDWR,
        O_SEQUENTIAL, O_SHORT_LIVED, O_TEMPORARY, O_TEXT, O_TRUNC, O_WRONLY, P_DETACH, P_NOWAIT, P_NOWAITO, P_OVERLAY,
        P_WAIT, R_OK, TMP_MAX, W_OK, X_OK, _Arguments, _Variables, _exit, abort, access, chdir, chmod, close,
        closerange, cpu_count, device_encoding, dup, dup2, error, execv, execve, fchmod, fspath, fstat, fsync,
        ftruncate, get_blocking, get_handle_inheritable, get_inheritable, get_terminal_size, getcwd, getcwdb, getlogin,
        getpid, getppid, isatty, kill, lchmod, link, listdir, listdrives, listmounts, listvolumes, lseek, lstat, mkdir,
        open, pipe, process_cpu_count, putenv, read, readinto, readlink, remove, rename, replace, rmdir, scandir,
        set_blocking, set_handle_inheritable, set_inheritable, spawnv, spawnve, startfile, stat, stat_result,
        statvfs_result, strerror, symlink, system, terminal_size, times, times_result, truncate, umask, uname_result,
        unlink, unsetenv, urandom, utime, waitpid, waitstatus_to_exitcode, write,
    )

    __all__ = [
        "DirEntry", "EX_OK", "F_OK", "O_APPEND", "O_BINARY", "O_CREAT", "O_EXCL", "O_NOINHERIT", "O_RANDOM",
        "O_RDONLY", "O_RDWR", "O_SEQUENTIAL", "O_SHORT_LIVED", "O_TEMPORARY", "O_TEXT", "O_TRUNC", "O_WRONLY",
        "P_DETACH", "P_NOWAIT", "P_NOWAITO", "P_OVERLAY", "P_WAIT", "PathLike", "R_OK", "SEEK_CUR", "SEEK_END",
        "SEEK_SET", "TMP_MAX", "W_OK", "X_OK", "_exit", "abort", "access", "add_dll_directory", "altsep", "chdir",
        "chmod", "close", "closerange", "cpu_count", "curdir", "defpath", "device_encoding", "devnull", "dup", "dup2",
        "environ", "error", "execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe", "extsep",
        "fchmod", "fdopen", "fsdecode", "fsencode", "fspath", "fstat", "fsync", "ftruncate", "get_blocking",
        "get_exec_path", "get_handle_inheritable", "get_inheritable", "get_terminal_size", "getcwd", "getcwdb",
        "getenv", "getlogin", "getpid", "getppid", "isatty", "kill", "lchmod", "linesep", "link", "listdir",
        "listdrives", "listmounts", "listvolumes", "lseek", "lstat", "makedirs", "mkdir", "name", "open", "pardir",
        "path", "pathsep", "pipe", "popen", "process_cpu_count", "putenv", "read", "readinto", "readlink",
        "reload_environ", "remove", "removedirs", "rename", "renames", "replace", "rmdir", "scandir", "sep",
        "set_blocking", "set_handle_inheritable", "set_inheritable", "spawnl", "spawnle", "spawnv", "spawnve",
        "startfile", "stat", "stat_result", "statvfs_result", "strerror", "supports_bytes_environ", "symlink",
        "system", "terminal_size", "times", "times_result", "truncate", "umask", "uname_result", "unlink", "unsetenv",
        "urandom", "utime", "waitpid", "waitstatus_to_exitcode", "walk", "write",
    ]
else:
    # From here, written by `cargo xtask coverage`.
    from .posix import (
        AT_NO_AUTOMOUNT, AT_STATX_DONT_SYNC, AT_STATX_FORCE_SYNC, AT_STATX_SYNC_AS_STAT, CLD_CONTINUED, CLD_DUMPED,
        CLD_EXITED, CLD_KILLED, CLD_STOPPED, CLD_TRAPPED, CLONE_FILES, CLONE_FS, CLONE_NEWCGROUP, CLONE_NEWIPC,
        CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWTIME, CLONE_NEWUSER, CLONE_NEWUTS, CLONE_SIGHAND,
        CLONE_SYSVSEM, CLONE_THREAD, CLONE_VM, DirEntry, EFD_CLOEXEC, EFD_NONBLOCK, EFD_SEMAPHORE, EX_CANTCREAT,
        EX_CONFIG, EX_DATAERR, EX_IOERR, EX_NOHOST, EX_NOINPUT, EX_NOPERM, EX_NOUSER, EX_OK, EX_OSERR, EX_OSFILE,
        EX_PROTOCOL, EX_SOFTWARE, EX_TEMPFAIL, EX_UNAVAILABLE, EX_USAGE, F_LOCK, F_OK, F_TEST, F_TLOCK, F_ULOCK,
        GRND_NONBLOCK, GRND_RANDOM, MFD_ALLOW_SEALING, MFD_CLOEXEC, MFD_HUGETLB, MFD_HUGE_16GB, MFD_HUGE_16MB,
        MFD_HUGE_1GB, MFD_HUGE_1MB, MFD_HUGE_256MB, MFD_HUGE_2GB, MFD_HUGE_2MB, MFD_HUGE_32MB, MFD_HUGE_512KB,
        MFD_HUGE_512MB, MFD_HUGE_64KB, MFD_HUGE_8MB, MFD_HUGE_MASK, MFD_HUGE_SHIFT, NGROUPS_MAX, NODEV, O_ACCMODE,
        O_APPEND, O_ASYNC, O_CLOEXEC, O_CREAT, O_DIRECT, O_DIRECTORY, O_DSYNC, O_EXCL, O_FSYNC, O_LARGEFILE, O_NDELAY,
        O_NOATIME, O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_PATH, O_RDONLY, O_RDWR, O_RSYNC, O_SYNC, O_TMPFILE, O_TRUNC,
        O_WRONLY, PIDFD_NONBLOCK, POSIX_FADV_DONTNEED, POSIX_FADV_NOREUSE, POSIX_FADV_NORMAL, POSIX_FADV_RANDOM,
        POSIX_FADV_SEQUENTIAL, POSIX_FADV_WILLNEED, POSIX_SPAWN_CLOSE, POSIX_SPAWN_CLOSEFROM, POSIX_SPAWN_DUP2,
        POSIX_SPAWN_OPEN, PRIO_PGRP, PRIO_PROCESS, PRIO_USER, P_ALL, P_PGID, P_PID, P_PIDFD, RTLD_DEEPBIND,
        RTLD_GLOBAL, RTLD_LAZY, RTLD_LOCAL, RTLD_NODELETE, RTLD_NOLOAD, RTLD_NOW, RWF_APPEND, RWF_ATOMIC,
        RWF_DONTCACHE, RWF_DSYNC, RWF_HIPRI, RWF_NOWAIT, RWF_SYNC, R_OK, SCHED_BATCH, SCHED_DEADLINE, SCHED_FIFO,
        SCHED_IDLE, SCHED_NORMAL, SCHED_OTHER, SCHED_RESET_ON_FORK, SCHED_RR, SEEK_DATA, SEEK_HOLE, SPLICE_F_MORE,
        SPLICE_F_MOVE, SPLICE_F_NONBLOCK, STATX_ATIME, STATX_BASIC_STATS, STATX_BLOCKS, STATX_BTIME, STATX_CTIME,
        STATX_DIOALIGN, STATX_DIO_READ_ALIGN, STATX_GID, STATX_INO, STATX_MNT_ID, STATX_MNT_ID_UNIQUE, STATX_MODE,
        STATX_MTIME, STATX_NLINK, STATX_SIZE, STATX_SUBVOL, STATX_TYPE, STATX_UID, STATX_WRITE_ATOMIC, ST_APPEND,
        ST_MANDLOCK, ST_NOATIME, ST_NODEV, ST_NODIRATIME, ST_NOEXEC, ST_NOSUID, ST_RDONLY, ST_RELATIME, ST_SYNCHRONOUS,
        ST_WRITE, TFD_CLOEXEC, TFD_NONBLOCK, TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET, TMP_MAX, WCONTINUED,
        WCOREDUMP, WEXITED, WEXITSTATUS, WIFCONTINUED, WIFEXITED, WIFSIGNALED, WIFSTOPPED, WNOHANG, WNOWAIT, WSTOPPED,
        WSTOPSIG, WTERMSIG, WUNTRACED, W_OK, XATTR_CREATE, XATTR_REPLACE, XATTR_SIZE_MAX, X_OK, _Arguments, _Variables,
        _exit, abort, access, chdir, chmod, chown, chroot, close, closerange, confstr, confstr_names, copy_file_range,
        cpu_count, ctermid, device_encoding, dup, dup2, error, eventfd, eventfd_read, eventfd_write, execv, execve,
        fchdir, fchmod, fchown, fdatasync, fork, forkpty, fpathconf, fspath, fstat, fstatvfs, fsync, ftruncate,
        get_blocking, get_inheritable, get_terminal_size, getcwd, getcwdb, getegid, geteuid, getgid, getgrouplist,
        getgroups, getloadavg, getlogin, getpgid, getpgrp, getpid, getppid, getpriority, getrandom, getresgid,
        getresuid, getsid, getuid, getxattr, grantpt, initgroups, isatty, kill, killpg, lchown, link, listdir,
        listxattr, lockf, login_tty, lseek, lstat, major, makedev, memfd_create, minor, mkdir, mkfifo, mknod, nice,
        open, openpty, pathconf, pathconf_names, pidfd_open, pipe, pipe2, posix_fadvise, posix_fallocate, posix_openpt,
        posix_spawn, posix_spawnp, pread, preadv, process_cpu_count, ptsname, putenv, pwrite, pwritev, read, readinto,
        readlink, readv, register_at_fork, remove, removexattr, rename, replace, rmdir, scandir,
        sched_get_priority_max, sched_get_priority_min, sched_getaffinity, sched_getparam, sched_getscheduler,
        sched_param, sched_rr_get_interval, sched_setaffinity, sched_setparam, sched_setscheduler, sched_yield,
        sendfile, set_blocking, set_inheritable, setegid, seteuid, setgid, setgroups, setns, setpgid, setpgrp,
        setpriority, setregid, setresgid, setresuid, setreuid, setsid, setuid, setxattr, splice, stat, stat_result,
        statvfs, statvfs_result, statx, statx_result, strerror, symlink, sync, sysconf, sysconf_names, system,
        tcgetpgrp, tcsetpgrp, terminal_size, timerfd_create, timerfd_gettime, timerfd_gettime_ns, timerfd_settime,
        timerfd_settime_ns, times, times_result, truncate, ttyname, umask, uname, uname_result, unlink, unlockpt,
        unsetenv, unshare, urandom, utime, wait, wait3, wait4, waitid, waitid_result, waitpid, waitstatus_to_exitcode,
        write, writev,
    )

    __all__ = [
        "AT_NO_AUTOMOUNT", "AT_STATX_DONT_SYNC", "AT_STATX_FORCE_SYNC", "AT_STATX_SYNC_AS_STAT", "CLD_CONTINUED",
        "CLD_DUMPED", "CLD_EXITED", "CLD_KILLED", "CLD_STOPPED", "CLD_TRAPPED", "CLONE_FILES", "CLONE_FS",
        "CLONE_NEWCGROUP", "CLONE_NEWIPC", "CLONE_NEWNET", "CLONE_NEWNS", "CLONE_NEWPID", "CLONE_NEWTIME",
        "CLONE_NEWUSER", "CLONE_NEWUTS", "CLONE_SIGHAND", "CLONE_SYSVSEM", "CLONE_THREAD", "CLONE_VM", "DirEntry",
        "EFD_CLOEXEC", "EFD_NONBLOCK", "EFD_SEMAPHORE", "EX_CANTCREAT", "EX_CONFIG", "EX_DATAERR", "EX_IOERR",
        "EX_NOHOST", "EX_NOINPUT", "EX_NOPERM", "EX_NOUSER", "EX_OK", "EX_OSERR", "EX_OSFILE", "EX_PROTOCOL",
        "EX_SOFTWARE", "EX_TEMPFAIL", "EX_UNAVAILABLE", "EX_USAGE", "F_LOCK", "F_OK", "F_TEST", "F_TLOCK", "F_ULOCK",
        "GRND_NONBLOCK", "GRND_RANDOM", "MFD_ALLOW_SEALING", "MFD_CLOEXEC", "MFD_HUGETLB", "MFD_HUGE_16GB",
        "MFD_HUGE_16MB", "MFD_HUGE_1GB", "MFD_HUGE_1MB", "MFD_HUGE_256MB", "MFD_HUGE_2GB", "MFD_HUGE_2MB",
        "MFD_HUGE_32MB", "MFD_HUGE_512KB", "MFD_HUGE_512MB", "MFD_HUGE_64KB", "MFD_HUGE_8MB", "MFD_HUGE_MASK",
        "MFD_HUGE_SHIFT", "NGROUPS_MAX", "NODEV", "O_ACCMODE", "O_APPEND", "O_ASYNC", "O_CLOEXEC", "O_CREAT",
        "O_DIRECT", "O_DIRECTORY", "O_DSYNC", "O_EXCL", "O_FSYNC", "O_LARGEFILE", "O_NDELAY", "O_NOATIME", "O_NOCTTY",
        "O_NOFOLLOW", "O_NONBLOCK", "O_PATH", "O_RDONLY", "O_RDWR", "O_RSYNC", "O_SYNC", "O_TMPFILE", "O_TRUNC",
        "O_WRONLY", "PIDFD_NONBLOCK", "POSIX_FADV_DONTNEED", "POSIX_FADV_NOREUSE", "POSIX_FADV_NORMAL",
        "POSIX_FADV_RANDOM", "POSIX_FADV_SEQUENTIAL", "POSIX_FADV_WILLNEED", "POSIX_SPAWN_CLOSE",
        "POSIX_SPAWN_CLOSEFROM", "POSIX_SPAWN_DUP2", "POSIX_SPAWN_OPEN", "PRIO_PGRP", "PRIO_PROCESS", "PRIO_USER",
        "P_ALL", "P_PGID", "P_PID", "P_PIDFD", "RTLD_DEEPBIND", "RTLD_GLOBAL", "RTLD_LAZY", "RTLD_LOCAL",
        "RTLD_NODELETE", "RTLD_NOLOAD", "RTLD_NOW", "RWF_APPEND", "RWF_ATOMIC", "RWF_DONTCACHE", "RWF_DSYNC",
        "RWF_HIPRI", "RWF_NOWAIT", "RWF_SYNC", "R_OK", "SCHED_BATCH", "SCHED_DEADLINE", "SCHED_FIFO", "SCHED_IDLE",
        "SCHED_NORMAL", "SCHED_OTHER", "SCHED_RESET_ON_FORK", "SCHED_RR", "SEEK_DATA", "SEEK_HOLE", "SPLICE_F_MORE",
        "SPLICE_F_MOVE", "SPLICE_F_NONBLOCK", "STATX_ATIME", "STATX_BASIC_STATS", "STATX_BLOCKS", "STATX_BTIME",
        "STATX_CTIME", "STATX_DIOALIGN", "STATX_DIO_READ_ALIGN", "STATX_GID", "STATX_INO", "STATX_MNT_ID",
        "STATX_MNT_ID_UNIQUE", "STATX_MODE", "STATX_MTIME", "STATX_NLINK", "STATX_SIZE", "STATX_SUBVOL", "STATX_TYPE",
        "STATX_UID", "STATX_WRITE_ATOMIC", "ST_APPEND", "ST_MANDLOCK", "ST_NOATIME", "ST_NODEV", "ST_NODIRATIME",
        "ST_NOEXEC", "ST_NOSUID", "ST_RDONLY", "ST_RELATIME", "ST_SYNCHRONOUS", "ST_WRITE", "TFD_CLOEXEC",
        "TFD_NONBLOCK", "TFD_TIMER_ABSTIME", "TFD_TIMER_CANCEL_ON_SET", "TMP_MAX", "WCONTINUED", "WCOREDUMP",
        "WEXITED", "WEXITSTATUS", "WIFCONTINUED", "WIFEXITED", "WIFSIGNALED", "WIFSTOPPED", "WNOHANG", "WNOWAIT",
        "WSTOPPED", "WSTOPSIG", "WTERMSIG", "WUNTRACED", "W_OK", "XATTR_CREATE", "XATTR_REPLACE", "XATTR_SIZE_MAX",
        "X_OK", "_exit", "abort", "access", "chdir", "chmod", "chown", "chroot", "close", "closerange", "confstr",
        "confstr_names", "copy_file_range", "cpu_count", "ctermid", "device_encoding", "dup", "dup2", "error",
        "eventfd", "eventfd_read", "eventfd_write", "execv", "execve", "fchdir", "fchmod", "fchown", "fdatasync",
        "fork", "forkpty", "fpathconf", "fspath", "fstat", "fstatvfs", "fsync", "ftruncate", "get_blocking",
        "get_inheritable", "get_terminal_size", "getcwd", "getcwdb", "getegid", "geteuid", "getgid", "getgrouplist",
        "getgroups", "getloadavg", "getlogin", "getpgid", "getpgrp", "getpid", "getppid", "getpriority", "getrandom",
        "getresgid", "getresuid", "getsid", "getuid", "getxattr", "grantpt", "initgroups", "isatty", "kill", "killpg",
        "lchown", "link", "listdir", "listxattr", "lockf", "login_tty", "lseek", "lstat", "major", "makedev",
        "memfd_create", "minor", "mkdir", "mkfifo", "mknod", "nice", "open", "openpty", "pathconf", "pathconf_names",
        "pidfd_open", "pipe", "pipe2", "posix_fadvise", "posix_fallocate", "posix_openpt", "posix_spawn",
        "posix_spawnp", "pread", "preadv", "process_cpu_count", "ptsname", "putenv", "pwrite", "pwritev", "read",
        "readinto", "readlink", "readv", "register_at_fork", "remove", "removexattr", "rename", "replace", "rmdir",
        "scandir", "sched_get_priority_max", "sched_get_priority_min", "sched_getaffinity", "sched_getparam",
        "sched_getscheduler", "sched_param", "sched_rr_get_interval", "sched_setaffinity", "sched_setparam",
        "sched_setscheduler", "sched_yield", "sendfile", "set_blocking", "set_inheritable", "setegid", "seteuid",
        "setgid", "setgroups", "setns", "setpgid", "setpgrp", "setpriority", "setregid", "setresgid", "setresuid",
        "setreuid", "setsid", "setuid", "setxattr", "splice", "stat", "stat_result", "statvfs", "statvfs_result",
        "statx", "statx_result", "strerror", "symlink", "sync", "sysconf", "sysconf_names", "system", "tcgetpgrp",
        "tcsetpgrp", "terminal_size", "timerfd_create", "timerfd_gettime", "timerfd_gettime_ns", "timerfd_settime",
        "timerfd_settime_ns", "times", "times_result", "truncate", "ttyname", "umask", "uname", "uname_result",
        "unlink", "unlockpt", "unsetenv", "unshare", "urandom", "utime", "wait", "wait3", "wait4", "waitid",
        "waitid_result", "waitpid", "waitstatus_to_exitcode", "write", "writev",
    ]
    # To here.

    __all__ += [
        "P_NOWAIT", "P_NOWAITO", "P_WAIT", "PathLike", "SEEK_CUR", "SEEK_END", "SEEK_SET", "altsep", "curdir",
        "defpath", "devnull", "environ", "environb", "execl", "execle", "execlp", "execlpe", "execvp", "execvpe",
        "extsep", "fdopen", "fsdecode", "fsencode", "fwalk", "get_exec_path", "getenv", "getenvb", "linesep",
        "makedirs", "name", "pardir", "path", "pathsep", "popen", "reload_environ", "removedirs", "renames", "sep",
        "spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe",
        "supports_bytes_environ", "walk",
    ]
    if sys.version_info >= (3, 15):
        from .posix import _clearenv as _clearenv

        __all__ += ["_clearenv"]
# fmt: on
# isort: on

_Default = TypeVar("_Default")
_Opener: TypeAlias = Callable[[str, int], int]

name: str
linesep: str
curdir: str
pardir: str
sep: str
extsep: str
altsep: str | None
pathsep: str
defpath: str
devnull: str

SEEK_SET: int
SEEK_CUR: int
SEEK_END: int

if sys.platform != "win32":
    P_WAIT: int
    P_NOWAIT: int
    P_NOWAITO: int

supports_bytes_environ: bool
supports_dir_fd: set[Callable[..., Any]]
supports_effective_ids: set[Callable[..., Any]]
supports_fd: set[Callable[..., Any]]
supports_follow_symlinks: set[Callable[..., Any]]

# -- names of files ----------------------------------------------------------------------------------------------------

def fsdecode(filename: StrOrBytesPath) -> str: ...
def fsencode(filename: StrOrBytesPath) -> bytes: ...

# -- the environment ---------------------------------------------------------------------------------------------------

class _Environ(MutableMapping[AnyStr, AnyStr]):
    if sys.platform == "win32":
        def __new__(cls, data: dict[str, str], is_bytes: bool, /) -> Self: ...
    else:
        def __new__(cls, data: dict[bytes, bytes], is_bytes: bool, /) -> Self: ...

    def __getitem__(self, key: AnyStr, /) -> AnyStr: ...
    def __setitem__(self, key: AnyStr, value: AnyStr) -> None: ...
    def __delitem__(self, key: AnyStr) -> None: ...
    def __iter__(self) -> Iterator[AnyStr]: ...
    def __len__(self) -> int: ...
    def __or__(self, other: Mapping[AnyStr, _Default]) -> dict[AnyStr, AnyStr | _Default]: ...
    def __ror__(self, other: Mapping[AnyStr, _Default]) -> dict[AnyStr, AnyStr | _Default]: ...
    def __ior__(  # type: ignore[misc]
        self, other: Mapping[AnyStr, AnyStr] | Iterable[tuple[AnyStr, AnyStr]]
    ) -> Self: ...
    def copy(self) -> dict[AnyStr, AnyStr]: ...
    # A variable has a value: there is no default for it.
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: dict[int, Any]) -> Self: ...
    def setdefault(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, key: AnyStr, value: AnyStr
    ) -> AnyStr: ...
    if sys.platform == "win32":
        def encodekey(self, value: AnyStr) -> str: ...
        def decodekey(self, value: str) -> AnyStr: ...
        def encodevalue(self, value: AnyStr) -> str: ...
        def decodevalue(self, value: str) -> AnyStr: ...
    else:
        def encodekey(self, value: AnyStr) -> bytes: ...
        def decodekey(self, value: bytes) -> AnyStr: ...
        def encodevalue(self, value: AnyStr) -> bytes: ...
        def decodevalue(self, value: bytes) -> AnyStr: ...

environ: _Environ[str]

if sys.platform != "win32":
    environb: _Environ[bytes]

@overload
def getenv(key: str) -> str | None: ...
@overload
def getenv(key: str, default: _Default) -> str | _Default: ...

if sys.platform != "win32":
    @overload
    def getenvb(key: bytes) -> bytes | None: ...
    @overload
    def getenvb(key: bytes, default: _Default) -> bytes | _Default: ...

def reload_environ() -> None: ...

# -- directories -------------------------------------------------------------------------------------------------------

def makedirs(
    name: StrOrBytesPath, mode: int = 0o777, exist_ok: bool = False, *, parent_mode: int | None = None
) -> None: ...
def removedirs(name: StrOrBytesPath) -> None: ...
def renames(old: StrOrBytesPath, new: StrOrBytesPath) -> None: ...
def walk(
    top: GenericPath[AnyStr],
    topdown: bool = True,
    onerror: Callable[[OSError], object] | None = None,
    followlinks: bool = False,
) -> Generator[tuple[AnyStr, list[AnyStr], list[AnyStr]]]: ...

if sys.platform != "win32":
    @overload
    def fwalk(
        top: StrPath = ".",
        topdown: bool = True,
        onerror: Callable[[OSError], object] | None = None,
        *,
        follow_symlinks: bool = False,
        dir_fd: int | None = None,
    ) -> Generator[tuple[str, list[str], list[str], int]]: ...
    @overload
    def fwalk(
        top: BytesPath,
        topdown: bool = True,
        onerror: Callable[[OSError], object] | None = None,
        *,
        follow_symlinks: bool = False,
        dir_fd: int | None = None,
    ) -> Generator[tuple[bytes, list[bytes], list[bytes], int]]: ...

# -- programs ----------------------------------------------------------------------------------------------------------

def get_exec_path(env: Mapping[str, str] | Mapping[bytes, str | bytes] | None = None) -> list[str]: ...

# The last argument of those with an `e` is the environment.
def execl(file: StrOrBytesPath, *args: StrOrBytesPath) -> NoReturn: ...
def execle(file: StrOrBytesPath, *args: *tuple[*tuple[StrOrBytesPath, ...], _Variables]) -> NoReturn: ...
def execlp(file: StrOrBytesPath, *args: StrOrBytesPath) -> NoReturn: ...
def execlpe(file: StrOrBytesPath, *args: *tuple[*tuple[StrOrBytesPath, ...], _Variables]) -> NoReturn: ...
def execvp(file: StrOrBytesPath, args: _Arguments) -> NoReturn: ...
def execvpe(file: StrOrBytesPath, args: _Arguments, env: _Variables) -> NoReturn: ...
def spawnl(mode: int, file: StrOrBytesPath, *args: StrOrBytesPath) -> int: ...
def spawnle(mode: int, file: StrOrBytesPath, *args: *tuple[*tuple[StrOrBytesPath, ...], _Variables | None]) -> int: ...

if sys.platform == "win32":
    def add_dll_directory(path: str) -> _AddedDllDirectory: ...

    class _AddedDllDirectory:
        path: str | None
        def __init__(self, path: str | None, cookie: object, remove_dll_directory: Callable[[Any], object]) -> None: ...
        def close(self) -> None: ...
        def __enter__(self) -> Self: ...
        def __exit__(self, *args: object) -> None: ...

else:
    def spawnlp(mode: int, file: StrOrBytesPath, *args: StrOrBytesPath) -> int: ...
    def spawnlpe(
        mode: int, file: StrOrBytesPath, *args: *tuple[*tuple[StrOrBytesPath, ...], _Variables | None]
    ) -> int: ...
    def spawnv(mode: int, file: StrOrBytesPath, args: _Arguments) -> int: ...
    def spawnve(mode: int, file: StrOrBytesPath, args: _Arguments, env: _Variables | None) -> int: ...
    def spawnvp(mode: int, file: StrOrBytesPath, args: _Arguments) -> int: ...
    def spawnvpe(mode: int, file: StrOrBytesPath, args: _Arguments, env: _Variables | None) -> int: ...

# What a file of `popen` hands on to its stream.
@type_check_only
class _Stream:
    def fileno(self) -> int: ...
    def flush(self) -> None: ...
    def read(self, size: int | None = -1, /) -> str: ...
    def readline(self, size: int = -1, /) -> str: ...
    def readlines(self, hint: int = -1, /) -> list[str]: ...
    def write(self, text: str, /) -> int: ...
    def writelines(self, lines: Iterable[str], /) -> None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def encoding(self) -> str: ...

class _wrap_close(_Stream):
    def __init__(self, stream: TextIOWrapper, proc: Popen[str]) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...
    def __iter__(self) -> Iterator[str]: ...
    def close(self) -> int | None: ...

def popen(cmd: str, mode: Literal["r", "w"] = "r", buffering: int = -1) -> _wrap_close: ...

# -- file objects, as `open` makes them --------------------------------------------------------------------------------

@overload
def fdopen(
    fd: int,
    mode: OpenTextMode = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: _Opener | None = None,
) -> TextIOWrapper: ...
@overload
def fdopen(
    fd: int,
    mode: OpenBinaryMode,
    buffering: Literal[0],
    encoding: None = None,
    errors: None = None,
    newline: None = None,
    closefd: bool = True,
    opener: _Opener | None = None,
) -> FileIO: ...
@overload
def fdopen(
    fd: int,
    mode: OpenBinaryModeUpdating,
    buffering: Literal[-1, 1] = -1,
    encoding: None = None,
    errors: None = None,
    newline: None = None,
    closefd: bool = True,
    opener: _Opener | None = None,
) -> BufferedRandom: ...
@overload
def fdopen(
    fd: int,
    mode: OpenBinaryModeWriting,
    buffering: Literal[-1, 1] = -1,
    encoding: None = None,
    errors: None = None,
    newline: None = None,
    closefd: bool = True,
    opener: _Opener | None = None,
) -> BufferedWriter: ...
@overload
def fdopen(
    fd: int,
    mode: OpenBinaryModeReading,
    buffering: Literal[-1, 1] = -1,
    encoding: None = None,
    errors: None = None,
    newline: None = None,
    closefd: bool = True,
    opener: _Opener | None = None,
) -> BufferedReader: ...
@overload
def fdopen(
    fd: int,
    mode: OpenBinaryMode,
    buffering: int = -1,
    encoding: None = None,
    errors: None = None,
    newline: None = None,
    closefd: bool = True,
    opener: _Opener | None = None,
) -> BinaryIO: ...
@overload
def fdopen(
    fd: int,
    mode: str,
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: _Opener | None = None,
) -> IO[Any]: ...

# -- what the standard library itself takes from here ------------------------------------------------------------------

if sys.platform != "win32":
    _have_functions: list[str]

def _execvpe(file: StrOrBytesPath, args: _Arguments, env: _Variables | None = None) -> NoReturn: ...
def _fspath(path: GenericPath[AnyStr]) -> AnyStr: ...
def _get_exports_list(module: ModuleType) -> list[str]: ...

if sys.platform != "win32":
    def _spawnvef(
        mode: int,
        file: StrOrBytesPath,
        args: _Arguments,
        env: _Variables | None,
        func: Callable[..., object],
    ) -> int: ...
