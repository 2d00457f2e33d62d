"""Processes: find the right ones, look at them, wait for them, stop exactly those.

    from ostler import process as psutil

The names, keys and exceptions are those of psutil 7.2.2 where it is about processes. A `Process` is one process and no other
that comes to have its number: whatever is asked of it or done to it is for that one, and NoSuchProcess says when it is gone.

Beside them: `Query` finds processes by an expression, `Stop` ends them, gently first; `active_children()` and
`parent_process()` are those of this one.
"""

import subprocess as _subprocess
import sys as _sys

from ._native import process as _native

globals().update((name, value) for name, value in vars(_native).items() if not name.startswith("__"))

#: The version of psutil whose names these are.
__version__ = "7.2.2"
version_info = (7, 2, 2)

WINDOWS = _sys.platform == "win32"
POSIX = LINUX = not WINDOWS
MACOS = OSX = FREEBSD = OPENBSD = NETBSD = BSD = SUNOS = AIX = False
if LINUX:
    PROCFS_PATH = "/proc"


def process_iter(attrs=None, ad_value=None):
    return _native.process_iter(attrs, ad_value)


process_iter.__doc__ = _native.process_iter.__doc__
process_iter.cache_clear = _native.forget_processes
del globals()["forget_processes"]


class Popen(_native.Process):
    """A program that is started, as `subprocess.Popen` starts it: that and a `Process` in one.

    What both have is the process's, so that no signal goes to another that has got its number.
    """

    def __init__(self, *args, **kwargs):
        self._child = _subprocess.Popen(*args, **kwargs)
        # It may have ended by now.
        self._init(self._child.pid, _ignore_nsp=True)

    def __getattr__(self, name):
        # Asked for what the process has not. Without a child, that of an object that was never made.
        child = self.__dict__.get("_child")
        try:
            return object.__getattribute__(child, name)
        except AttributeError:
            raise AttributeError(f"{self.__class__!r} has no attribute {name!r}") from None

    def __dir__(self):
        return sorted({*dir(type(self)), *dir(_subprocess.Popen)})

    def __enter__(self):
        self._child.__enter__()
        return self

    def __exit__(self, *exception):
        return self._child.__exit__(*exception)

    def __reduce__(self):
        raise TypeError("a Popen has pipes and a child of this program: pickle Process(popen.pid)")

    def wait(self, timeout=None, *, reap=True):
        """Wait until it has ended, that many seconds at most: how it did. With reap=False it remains a zombie."""
        if self._child.returncode is None:
            code = super().wait(timeout, reap=reap)
            if not reap:
                return code
            self._child.returncode = code
        return self._child.returncode


# Not the kinds of what is given: nobody else makes any.
__all__ = ["__version__"]
__all__ += [
    name
    for name, value in globals().items()
    if not name.startswith("_") and not (isinstance(value, type) and issubclass(value, (int, tuple)))
]
