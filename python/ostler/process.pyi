"""Processes: the names of psutil where it is about processes, and `Query` and `Stop` beside them."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from enum import IntEnum
from socket import AddressFamily, SocketKind
from types import TracebackType
from typing import Any, Final, Literal, NamedTuple, Protocol, Self, TypeAlias, final, overload, type_check_only

from _typeshed import StrOrBytesPath, StrPath
from typing_extensions import disjoint_base

__all__ = [
    "AIX",
    "AccessDenied",
    "BSD",
    "CONN_CLOSE",
    "CONN_CLOSE_WAIT",
    "CONN_CLOSING",
    "CONN_ESTABLISHED",
    "CONN_FIN_WAIT1",
    "CONN_FIN_WAIT2",
    "CONN_LAST_ACK",
    "CONN_LISTEN",
    "CONN_NONE",
    "CONN_SYN_RECV",
    "CONN_SYN_SENT",
    "CONN_TIME_WAIT",
    "Error",
    "FREEBSD",
    "LINUX",
    "MACOS",
    "NETBSD",
    "NoSuchProcess",
    "OPENBSD",
    "OSX",
    "POSIX",
    "Popen",
    "Process",
    "Query",
    "Report",
    "STATUS_DEAD",
    "STATUS_DISK_SLEEP",
    "STATUS_IDLE",
    "STATUS_LOCKED",
    "STATUS_PARKED",
    "STATUS_RUNNING",
    "STATUS_SLEEPING",
    "STATUS_STOPPED",
    "STATUS_TRACING_STOP",
    "STATUS_WAITING",
    "STATUS_WAKING",
    "STATUS_ZOMBIE",
    "SUNOS",
    "Stop",
    "TimeoutExpired",
    "WINDOWS",
    "ZombieProcess",
    "__version__",
    "active_children",
    "boot_time",
    "cpu_count",
    "cpu_percent",
    "cpu_times",
    "net_connections",
    "parent_process",
    "pid_exists",
    "pids",
    "process_iter",
    "swap_memory",
    "users",
    "version_info",
    "virtual_memory",
    "wait_procs",
]
if sys.platform == "win32":
    __all__ += [
        "ABOVE_NORMAL_PRIORITY_CLASS",
        "BELOW_NORMAL_PRIORITY_CLASS",
        "CONN_DELETE_TCB",
        "HIGH_PRIORITY_CLASS",
        "IDLE_PRIORITY_CLASS",
        "IOPRIO_HIGH",
        "IOPRIO_LOW",
        "IOPRIO_NORMAL",
        "IOPRIO_VERYLOW",
        "NORMAL_PRIORITY_CLASS",
        "REALTIME_PRIORITY_CLASS",
        "users_of_file",
    ]
else:
    __all__ += [
        "IOPRIO_CLASS_BE",
        "IOPRIO_CLASS_IDLE",
        "IOPRIO_CLASS_NONE",
        "IOPRIO_CLASS_RT",
        "PROCFS_PATH",
        "RLIMIT_AS",
        "RLIMIT_CORE",
        "RLIMIT_CPU",
        "RLIMIT_DATA",
        "RLIMIT_FSIZE",
        "RLIMIT_LOCKS",
        "RLIMIT_MEMLOCK",
        "RLIMIT_MSGQUEUE",
        "RLIMIT_NICE",
        "RLIMIT_NOFILE",
        "RLIMIT_NPROC",
        "RLIMIT_RSS",
        "RLIMIT_RTPRIO",
        "RLIMIT_RTTIME",
        "RLIMIT_SIGPENDING",
        "RLIMIT_STACK",
        "RLIM_INFINITY",
        "getloadavg",
    ]

__version__: Final[str]
version_info: Final[tuple[int, int, int]]

if sys.platform != "win32":
    PROCFS_PATH: str

POSIX: bool
LINUX: bool
WINDOWS: bool
MACOS: bool
OSX: bool
FREEBSD: bool
OPENBSD: bool
NETBSD: bool
BSD: bool
SUNOS: bool
AIX: bool

STATUS_RUNNING: str
STATUS_SLEEPING: str
STATUS_DISK_SLEEP: str
STATUS_STOPPED: str
STATUS_TRACING_STOP: str
STATUS_ZOMBIE: str
STATUS_DEAD: str
STATUS_WAKING: str
STATUS_IDLE: str
STATUS_PARKED: str
STATUS_LOCKED: str
STATUS_WAITING: str

CONN_ESTABLISHED: str
CONN_SYN_SENT: str
CONN_SYN_RECV: str
CONN_FIN_WAIT1: str
CONN_FIN_WAIT2: str
CONN_TIME_WAIT: str
CONN_CLOSE: str
CONN_CLOSE_WAIT: str
CONN_LAST_ACK: str
CONN_LISTEN: str
CONN_CLOSING: str
CONN_NONE: str

if sys.platform == "win32":
    CONN_DELETE_TCB: str

    class Priority(IntEnum):
        ABOVE_NORMAL_PRIORITY_CLASS = 0x8000
        BELOW_NORMAL_PRIORITY_CLASS = 0x4000
        HIGH_PRIORITY_CLASS = 0x80
        IDLE_PRIORITY_CLASS = 0x40
        NORMAL_PRIORITY_CLASS = 0x20
        REALTIME_PRIORITY_CLASS = 0x100

    ABOVE_NORMAL_PRIORITY_CLASS: Literal[Priority.ABOVE_NORMAL_PRIORITY_CLASS]
    BELOW_NORMAL_PRIORITY_CLASS: Literal[Priority.BELOW_NORMAL_PRIORITY_CLASS]
    HIGH_PRIORITY_CLASS: Literal[Priority.HIGH_PRIORITY_CLASS]
    IDLE_PRIORITY_CLASS: Literal[Priority.IDLE_PRIORITY_CLASS]
    NORMAL_PRIORITY_CLASS: Literal[Priority.NORMAL_PRIORITY_CLASS]
    REALTIME_PRIORITY_CLASS: Literal[Priority.REALTIME_PRIORITY_CLASS]

    class IOPriority(IntEnum):
        IOPRIO_VERYLOW = 0
        IOPRIO_LOW = 1
        IOPRIO_NORMAL = 2
        IOPRIO_HIGH = 3

    IOPRIO_VERYLOW: Literal[IOPriority.IOPRIO_VERYLOW]
    IOPRIO_LOW: Literal[IOPriority.IOPRIO_LOW]
    IOPRIO_NORMAL: Literal[IOPriority.IOPRIO_NORMAL]
    IOPRIO_HIGH: Literal[IOPriority.IOPRIO_HIGH]

    _Kind: TypeAlias = Literal["all", "inet", "inet4", "inet6", "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6"]
else:
    RLIMIT_AS: int
    RLIMIT_CORE: int
    RLIMIT_CPU: int
    RLIMIT_DATA: int
    RLIMIT_FSIZE: int
    RLIMIT_LOCKS: int
    RLIMIT_MEMLOCK: int
    RLIMIT_MSGQUEUE: int
    RLIMIT_NICE: int
    RLIMIT_NOFILE: int
    RLIMIT_NPROC: int
    RLIMIT_RSS: int
    RLIMIT_RTPRIO: int
    RLIMIT_RTTIME: int
    RLIMIT_SIGPENDING: int
    RLIMIT_STACK: int
    RLIM_INFINITY: int

    class IOPriority(IntEnum):
        IOPRIO_CLASS_NONE = 0
        IOPRIO_CLASS_RT = 1
        IOPRIO_CLASS_BE = 2
        IOPRIO_CLASS_IDLE = 3

    IOPRIO_CLASS_NONE: Literal[IOPriority.IOPRIO_CLASS_NONE]
    IOPRIO_CLASS_RT: Literal[IOPriority.IOPRIO_CLASS_RT]
    IOPRIO_CLASS_BE: Literal[IOPriority.IOPRIO_CLASS_BE]
    IOPRIO_CLASS_IDLE: Literal[IOPriority.IOPRIO_CLASS_IDLE]

    # How a program ended that a signal has ended.
    class Negsignal(IntEnum):
        SIGHUP = -1
        SIGINT = -2
        SIGQUIT = -3
        SIGILL = -4
        SIGTRAP = -5
        SIGABRT = -6
        SIGBUS = -7
        SIGFPE = -8
        SIGKILL = -9
        SIGUSR1 = -10
        SIGSEGV = -11
        SIGUSR2 = -12
        SIGPIPE = -13
        SIGALRM = -14
        SIGTERM = -15
        SIGSTKFLT = -16
        SIGCHLD = -17
        SIGCONT = -18
        SIGSTOP = -19
        SIGTSTP = -20
        SIGTTIN = -21
        SIGTTOU = -22
        SIGURG = -23
        SIGXCPU = -24
        SIGXFSZ = -25
        SIGVTALRM = -26
        SIGPROF = -27
        SIGWINCH = -28
        SIGIO = -29
        SIGPWR = -30
        SIGSYS = -31

    _Kind: TypeAlias = Literal["all", "inet", "inet4", "inet6", "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "unix"]

# -- what is given -----------------------------------------------------------------------------------------------------

class addr(NamedTuple):
    ip: str
    port: int

class search(NamedTuple):
    found: list[Process]
    undecided: list[AccessDenied | OSError]

class outcome(NamedTuple):
    kind: Literal["ended", "already_gone", "no_longer_matches", "refused", "survived", "unknown"]
    signal: int | None
    exit_code: int | None
    error: Exception | None

class pconn(NamedTuple):
    fd: int
    family: AddressFamily
    type: SocketKind
    laddr: addr | tuple[()] | str
    raddr: addr | tuple[()] | str
    status: str

class pctxsw(NamedTuple):
    voluntary: int
    involuntary: int

class pthread(NamedTuple):
    id: int
    user_time: float
    system_time: float

class sconn(NamedTuple):
    fd: int
    family: AddressFamily
    type: SocketKind
    laddr: addr | tuple[()] | str
    raddr: addr | tuple[()] | str
    status: str
    pid: int | None

class sswap(NamedTuple):
    total: int
    used: int
    free: int
    percent: float
    sin: int
    sout: int

class suser(NamedTuple):
    name: str
    terminal: str | None
    host: str | None
    started: float
    pid: int | None

if sys.platform == "win32":
    class pcputimes(NamedTuple):
        user: float
        system: float
        children_user: float
        children_system: float

    class pfullmem(NamedTuple):
        rss: int
        vms: int
        num_page_faults: int
        peak_wset: int
        wset: int
        peak_paged_pool: int
        paged_pool: int
        peak_nonpaged_pool: int
        nonpaged_pool: int
        pagefile: int
        peak_pagefile: int
        private: int
        uss: int

    class pmem(NamedTuple):
        rss: int
        vms: int
        num_page_faults: int
        peak_wset: int
        wset: int
        peak_paged_pool: int
        paged_pool: int
        peak_nonpaged_pool: int
        nonpaged_pool: int
        pagefile: int
        peak_pagefile: int
        private: int

    class pio(NamedTuple):
        read_count: int
        write_count: int
        read_bytes: int
        write_bytes: int
        other_count: int
        other_bytes: int

    class pmmap_ext(NamedTuple):
        addr: str
        perms: str
        path: str
        rss: int

    class pmmap_grouped(NamedTuple):
        path: str
        rss: int

    class popenfile(NamedTuple):
        path: str
        fd: int

    class scputimes(NamedTuple):
        user: float
        system: float
        idle: float
        interrupt: float
        dpc: float

    class svmem(NamedTuple):
        total: int
        available: int
        percent: float
        used: int
        free: int

else:
    class pcputimes(NamedTuple):
        user: float
        system: float
        children_user: float
        children_system: float
        iowait: float

    class pfullmem(NamedTuple):
        rss: int
        vms: int
        shared: int
        text: int
        lib: int
        data: int
        dirty: int
        uss: int
        pss: int
        swap: int

    class pmem(NamedTuple):
        rss: int
        vms: int
        shared: int
        text: int
        lib: int
        data: int
        dirty: int

    class pgids(NamedTuple):
        real: int
        effective: int
        saved: int

    class puids(NamedTuple):
        real: int
        effective: int
        saved: int

    class pionice(NamedTuple):
        ioclass: IOPriority
        value: int

    class pio(NamedTuple):
        read_count: int
        write_count: int
        read_bytes: int
        write_bytes: int
        read_chars: int
        write_chars: int

    class pmmap_ext(NamedTuple):
        addr: str
        perms: str
        path: str
        rss: int
        size: int
        pss: int
        shared_clean: int
        shared_dirty: int
        private_clean: int
        private_dirty: int
        referenced: int
        anonymous: int
        swap: int

    class pmmap_grouped(NamedTuple):
        path: str
        rss: int
        size: int
        pss: int
        shared_clean: int
        shared_dirty: int
        private_clean: int
        private_dirty: int
        referenced: int
        anonymous: int
        swap: int

    class popenfile(NamedTuple):
        path: str
        fd: int
        position: int
        mode: str
        flags: int

    class scputimes(NamedTuple):
        user: float
        nice: float
        system: float
        idle: float
        iowait: float
        irq: float
        softirq: float
        steal: float
        guest: float
        guest_nice: float

    class svmem(NamedTuple):
        total: int
        available: int
        percent: float
        used: int
        free: int
        active: int
        inactive: int
        buffers: int
        cached: int
        shared: int
        slab: int

# -- exceptions --------------------------------------------------------------------------------------------------------

@disjoint_base
class Error(Exception):
    def __new__(cls, *_args: Any, **_kwargs: Any) -> Self: ...

class NoSuchProcess(Error):
    pid: int
    name: str | None
    msg: str
    def __init__(self, pid: int, name: str | None = None, msg: str | None = None) -> None: ...

class ZombieProcess(NoSuchProcess):
    ppid: int | None
    def __init__(self, pid: int, name: str | None = None, ppid: int | None = None, msg: str | None = None) -> None: ...

class AccessDenied(Error):
    pid: int | None
    name: str | None
    msg: str
    def __init__(self, pid: int | None = None, name: str | None = None, msg: str | None = None) -> None: ...

class TimeoutExpired(Error):
    seconds: float
    pid: int | None
    name: str | None
    msg: str
    def __init__(self, seconds: float, pid: int | None = None, name: str | None = None) -> None: ...

# -- processes ---------------------------------------------------------------------------------------------------------

@disjoint_base
class Process:
    # Of those that `process_iter` and `Query.find` give when they are asked for attributes.
    info: dict[str, Any]
    def __init__(self, pid: int | None = None) -> None: ...
    def __hash__(self) -> int: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    @property
    def pid(self) -> int: ...
    def as_dict(self, attrs: Collection[str] | None = None, ad_value: Any = None) -> dict[str, Any]: ...
    def oneshot(self) -> AbstractContextManager[None]: ...
    def binding(self) -> Literal["handle", "checked"]: ...
    def is_running(self) -> bool: ...
    def parent(self) -> Process | None: ...
    def parents(self) -> list[Process]: ...
    def children(self, recursive: bool = False) -> list[Process]: ...
    def name(self) -> str: ...
    def exe(self) -> str: ...
    def cmdline(self) -> list[str]: ...
    def status(self) -> str: ...
    def ppid(self) -> int: ...
    def username(self) -> str: ...
    def create_time(self) -> float: ...
    def cwd(self) -> str: ...
    def environ(self) -> dict[str, str]: ...
    if sys.platform != "win32":
        def terminal(self) -> str | None: ...
        def uids(self) -> puids: ...
        def gids(self) -> pgids: ...
        def num_fds(self) -> int: ...
    def num_threads(self) -> int: ...
    def num_ctx_switches(self) -> pctxsw: ...
    def threads(self) -> list[pthread]: ...
    if sys.platform != "win32":
        def cpu_num(self) -> int: ...
    def cpu_percent(self, interval: float | None = None) -> float: ...
    def cpu_times(self) -> pcputimes: ...
    def io_counters(self) -> pio: ...
    def memory_info(self) -> pmem: ...
    def memory_full_info(self) -> pfullmem: ...
    def memory_percent(self, memtype: str = "rss") -> float: ...
    @overload
    def memory_maps(self, grouped: Literal[True] = True) -> list[pmmap_grouped]: ...
    @overload
    def memory_maps(self, grouped: Literal[False]) -> list[pmmap_ext]: ...
    def open_files(self) -> list[popenfile]: ...
    def net_connections(self, kind: _Kind = "inet") -> list[pconn]: ...
    def connections(self, kind: _Kind = "inet") -> list[pconn]: ...
    if sys.platform == "win32":
        def description(self) -> str | None: ...
        def window_titles(self) -> list[str]: ...
        def num_handles(self) -> int: ...
        @overload
        def nice(self, value: None = None) -> Priority | int: ...
        @overload
        def nice(self, value: int) -> None: ...
        @overload
        def ionice(self, ioclass: None = None, value: None = None) -> IOPriority | int: ...
        @overload
        def ionice(self, ioclass: int, value: None = None) -> None: ...
    else:
        @overload
        def nice(self, value: None = None) -> int: ...
        @overload
        def nice(self, value: int) -> None: ...
        @overload
        def ionice(self, ioclass: None = None, value: None = None) -> pionice: ...
        @overload
        def ionice(self, ioclass: int, value: int | None = None) -> None: ...
        @overload
        def rlimit(self, resource: int, limits: None = None) -> tuple[int, int]: ...
        @overload
        def rlimit(self, resource: int, limits: tuple[int, int]) -> None: ...
    @overload
    def cpu_affinity(self, cpus: None = None) -> list[int]: ...
    @overload
    def cpu_affinity(self, cpus: Collection[int]) -> None: ...
    def send_signal(self, sig: int) -> None: ...
    def suspend(self) -> None: ...
    def resume(self) -> None: ...
    if sys.platform == "win32":
        def close(self) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None, *, reap: bool = True) -> int | None: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: Any, /) -> Self: ...

# What it has not itself it has of `subprocess.Popen`, whose arguments it takes.
class Popen(Process):
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    def __getattr__(self, name: str) -> Any: ...
    def __dir__(self) -> list[str]: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...

@type_check_only
class _ProcessIter(Protocol):
    def __call__(self, attrs: Collection[str] | None = None, ad_value: Any = None) -> Iterator[Process]: ...
    def cache_clear(self) -> None: ...

process_iter: _ProcessIter

def active_children() -> list[Process]: ...
def parent_process() -> Process | None: ...
def pid_exists(pid: int) -> bool: ...
def pids() -> list[int]: ...

if sys.platform == "win32":
    def users_of_file(path: StrOrBytesPath) -> list[Process]: ...

def wait_procs(
    procs: Iterable[Process],
    timeout: float | None = None,
    callback: Callable[[Process], object] | None = None,
    *,
    reap: bool = True,
) -> tuple[list[Process], list[Process]]: ...

# -- which, and their end ----------------------------------------------------------------------------------------------

@final
class Query:
    def __new__(cls, expression: str | bytes | None = None) -> Self: ...
    def __and__(self, value: Query, /) -> Query: ...
    def __rand__(self, value: Query, /) -> Query: ...
    def __or__(self, value: Query, /) -> Query: ...
    def __ror__(self, value: Query, /) -> Query: ...
    def __invert__(self) -> Query: ...
    def find(self, attrs: Collection[str] | None = None, ad_value: Any = None) -> list[Process]: ...
    def ignore_case(self) -> Query: ...
    def inside(self) -> Query: ...
    def search(self, attrs: Collection[str] | None = None, ad_value: Any = None) -> search: ...
    def selects(self, process: Process) -> bool: ...
    @staticmethod
    def name(name: str | bytes) -> Query: ...
    @staticmethod
    def older_than(seconds: float) -> Query: ...
    @staticmethod
    def pid(pid: int) -> Query: ...
    @staticmethod
    def pids(pids: Iterable[int]) -> Query: ...
    @staticmethod
    def port(port: int) -> Query: ...
    @staticmethod
    def user(user: str | int) -> Query: ...
    @staticmethod
    def younger_than(seconds: float) -> Query: ...

@final
class Stop:
    def __new__(
        cls,
        first: int | None = ...,
        grace: float | None = 5,
        then: int | None = ...,
        last_wait: float | None = 5,
        only_if: Query | Callable[[Process], object] | None = None,
    ) -> Self: ...
    def one(self, process: Process) -> outcome: ...
    def all(self, processes: Iterable[Process]) -> Report: ...
    def tree(self, root: Process) -> Report: ...
    if sys.platform != "win32":
        def cgroup(self, directory: StrPath) -> Report: ...

@final
class Report:
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[tuple[Process, outcome]]: ...
    def __getitem__(self, key: int, /) -> tuple[Process, outcome]: ...
    def get(self, process: Process) -> outcome | None: ...
    @property
    def is_complete(self) -> bool: ...
    @property
    def ended(self) -> list[Process]: ...
    @property
    def survivors(self) -> list[Process]: ...
    @property
    def refused(self) -> list[Process]: ...
    @property
    def reparented(self) -> list[Process]: ...
    @property
    def strays(self) -> list[Process]: ...
    @property
    def doubts(self) -> list[str]: ...

# -- the machine -------------------------------------------------------------------------------------------------------

def boot_time() -> float: ...
def cpu_count(logical: bool = True) -> int | None: ...
@overload
def cpu_percent(interval: float | None = None, percpu: Literal[False] = False) -> float: ...
@overload
def cpu_percent(interval: float | None = None, *, percpu: Literal[True]) -> list[float]: ...
@overload
def cpu_percent(interval: float | None, percpu: Literal[True]) -> list[float]: ...
@overload
def cpu_times(percpu: Literal[False] = False) -> scputimes: ...
@overload
def cpu_times(percpu: Literal[True]) -> list[scputimes]: ...

if sys.platform != "win32":
    def getloadavg() -> tuple[float, float, float]: ...

def net_connections(kind: _Kind = "inet") -> list[sconn]: ...
def swap_memory() -> sswap: ...
def users() -> list[suser]: ...
def virtual_memory() -> svmem: ...
