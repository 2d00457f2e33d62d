"""The module that is imported as `psutil` in our place: what `ostler.process` has, and nothing of psutil's own.

Its tests get at some helpers through psutil's inner modules: which these are is written here, and anything else of these
modules is not there.
"""

import sys
from types import ModuleType

from ostler import process

from . import _stock_common

HELPERS = ("conn_tmap", "debug", "memoize", "open_text", "supports_ipv6")

globals().update((name, value) for name, value in vars(process).items() if not name.startswith("__"))
__all__, __version__ = process.__all__, process.__version__


def _inner(name, **names):
    module = ModuleType(f"{__name__}.{name}")
    vars(module).update(names)
    sys.modules[module.__name__] = module
    return module


_common = _inner("_common", **{name: getattr(_stock_common, name) for name in HELPERS})


def _wait_pid(pid, timeout=None):
    """How the tests collect what they started, whoever is there."""
    proc = process.Process.__new__(process.Process)
    proc._init(pid, _ignore_nsp=True)
    return proc.wait(timeout)


_psposix = _inner("_psposix", wait_pid=_wait_pid)
# They ask what it has; it has nothing.
_psplatform = _inner("_psplatform", cext=ModuleType("cext"))


def _set_debug(value):
    """psutil's own affair."""


def _proof():
    """Which functions and classes that programs see are ours, and which are not."""
    ours, others = [], []
    for name in __all__:
        value = globals()[name]
        if not callable(value):
            continue
        module = getattr(value, "__module__", None)
        (ours if str(module).partition(".")[0] == "ostler" else others).append(name)
    methods = [name for name in dir(process.Process) if not name.startswith("_")]
    return {"ours": ours, "others": others, "methods": len(methods)}
