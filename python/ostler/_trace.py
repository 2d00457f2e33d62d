"""Tells what a program asks of the operating system: each call of `os` and `posix`, or a table of them at exit.

Nothing here runs unless `start` was called.
"""

import atexit
import errno
import reprlib
import sys
from _collections_abc import Callable, Mapping
from _thread import _local
from time import perf_counter_ns
from types import BuiltinFunctionType, FunctionType

from ._host import FLAT
from ._install import ours

# These ask nothing of the system.
_PURE = {
    "WCOREDUMP",
    "WEXITSTATUS",
    "WIFCONTINUED",
    "WIFEXITED",
    "WIFSIGNALED",
    "WIFSTOPPED",
    "WSTOPSIG",
    "WTERMSIG",
    "fsdecode",
    "fsencode",
    "fspath",
    "get_exec_path",
    "getenv",
    "getenvb",
    "major",
    "makedev",
    "minor",
    "register_at_fork",
    "strerror",
    "waitstatus_to_exitcode",
}
# Told before they are called: they may never return.
_LAST = ("_exit", "abort", "exec")

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 100
_short.maxlist = _short.maxtuple = _short.maxset = _short.maxfrozenset = _short.maxdict = 12
# Values that have no data in them.
_TOLD = (str, int, float, type(None))
_inside = _local()
_functions: dict = {}


def start(kind: str) -> None:
    """Wraps the functions of the installed modules: `calls` tells each call, `redact` without data, `summary` the table."""
    os, flat = ours["os"], ours[FLAT]
    form = {"calls": _Told, "redact": _Redacted, "summary": _Counted}[kind]
    # Of what the program does with them, neither may be seen.
    form.write, form.getpid, form.pid = flat.write, flat.getpid, flat.getpid()
    for module in (os, flat):
        for name, value in list(vars(module).items()):
            if not isinstance(value, (BuiltinFunctionType, FunctionType)) or name in _PURE:
                continue
            if name.startswith("_") and name != "_exit":
                continue
            if id(value) not in _functions:
                _functions[id(value)] = form(value, f"{module.__name__.rpartition('.')[2]}.{name}")
            setattr(module, name, _functions[id(value)])
    if kind == "summary":
        if hasattr(flat, "register_at_fork"):
            flat.register_at_fork(after_in_child=_forget)
        atexit.register(_summary)


class _Traced:
    """A function of `os`, seen. Like a built-in one it does not bind, and it stands for the function it wraps."""

    # The system's own, which no trace tells.
    write: Callable
    getpid: Callable
    pid: int

    def __init__(self, function, name):
        self.__wrapped__ = function
        self.__name__ = function.__name__
        self.__qualname__ = function.__qualname__
        self.__module__ = function.__module__
        self.__doc__ = function.__doc__
        self.label = name

    def __repr__(self):
        return repr(self.__wrapped__)

    def __reduce__(self):
        return self.__name__

    # `os.stat in os.supports_fd`, whichever of the two is in the set.
    def __hash__(self):
        return hash(self.__wrapped__)

    def __eq__(self, other):
        return self.__wrapped__ == (other.__wrapped__ if isinstance(other, _Traced) else other)

    def __getattr__(self, name):
        return getattr(self.__wrapped__, name)


class _Told(_Traced):
    def __call__(self, /, *args, **kwargs):
        if getattr(_inside, "call", False):
            # A part of a call that is told already.
            return self.__wrapped__(*args, **kwargs)
        _inside.call = True
        try:
            call = self._call(args, kwargs)
            if self.__name__.startswith(_LAST):
                self._tell(f"{call} ...")
            started = perf_counter_ns()
            try:
                result = self.__wrapped__(*args, **kwargs)
            except BaseException as error:
                self._tell(f"{call} = {_named(error)}", perf_counter_ns() - started)
                raise
            self._tell(f"{call} = {self._shown(result)}", perf_counter_ns() - started)
            return result
        finally:
            _inside.call = False

    def _call(self, args, kwargs):
        words = [self._shown(value) for value in args]
        words += [f"{name}={self._shown(value)}" for name, value in kwargs.items()]
        return f"{self.label}({', '.join(words)})"

    def _tell(self, text, nanoseconds=None):
        if nanoseconds is not None:
            text += f" ({nanoseconds / 1000:.1f} us)"
        # Not `self`, which binds what is no built-in function.
        form = type(self)
        pid = form.getpid()
        if pid != form.pid:
            text = f"[{pid}] {text}"
        _write(form.write, text + "\n")

    def _shown(self, value):
        return _short.repr(value)


class _Redacted(_Told):
    """Tells no contents of files, pipes and attributes, and no values of the environment."""

    def _call(self, args, kwargs):
        if self.__name__ == "putenv":
            args = (args[0], *(_HIDDEN for _ in args[1:])) if args else args
        return super()._call(args, kwargs)

    def _shown(self, value):
        return super()._shown(_redacted(value))


class _Hidden:
    """What stands for something that is not told."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


_HIDDEN = _Hidden("<redacted>")


def _redacted(value):
    """A value without data: whatever has bytes in it, the values of mappings."""
    kind = type(value)
    if isinstance(value, _TOLD):
        return value
    if kind is list or kind is tuple:
        return kind(map(_redacted, value))
    if isinstance(value, Mapping):
        return dict.fromkeys(map(_redacted, value), _HIDDEN)
    try:
        size = memoryview(value).nbytes
    except TypeError:
        return value
    except Exception:
        # It has bytes, and they are not to be had.
        return _HIDDEN
    return _Hidden(f"<{size} bytes>")


class _Counted(_Traced):
    calls = errors = nanoseconds = 0

    def __call__(self, /, *args, **kwargs):
        if getattr(_inside, "call", False):
            return self.__wrapped__(*args, **kwargs)
        _inside.call = True
        started = perf_counter_ns()
        try:
            return self.__wrapped__(*args, **kwargs)
        except BaseException:
            self.errors += 1
            raise
        finally:
            self.nanoseconds += perf_counter_ns() - started
            self.calls += 1
            _inside.call = False


def _named(error):
    code = getattr(error, "errno", None)
    if isinstance(error, OSError) and isinstance(code, int):
        return f"{type(error).__name__} {errno.errorcode.get(code, code)} ({error.strerror})"
    return f"{type(error).__name__}: {_short.repr(str(error))}"


def _write(write, text):
    # To the descriptor: the program may have put anything in the place of `sys.stderr`.
    try:
        write(2, text.encode(errors="backslashreplace"))
    except OSError:
        pass


def _forget():
    for function in _functions.values():
        function.calls = function.errors = function.nanoseconds = 0


def _summary():
    _inside.call = True
    seen = [function for function in _functions.values() if function.calls]
    seen.sort(key=lambda function: function.nanoseconds, reverse=True)
    width = max((len(function.label) for function in seen), default=8)
    lines = [f"{'function':{width}}  {'calls':>9}  {'errors':>7}  {'total us':>12}  {'us/call':>9}"]
    total = [0, 0, 0]
    for function in seen:
        row = function.calls, function.errors, function.nanoseconds
        total = [sum(pair) for pair in zip(total, row, strict=True)]
        lines.append(_row(function.label, width, *row))
    lines.append(_row("total", width, *total))
    sys.stderr.flush() if sys.stderr else None
    _write(_Counted.write, "\n".join(lines) + "\n")


def _row(label, width, calls, errors, nanoseconds):
    each = nanoseconds / 1000 / max(calls, 1)
    return f"{label:{width}}  {calls:9}  {errors:7}  {nanoseconds / 1000:12.1f}  {each:9.1f}"
