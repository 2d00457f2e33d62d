"""Puts our modules in place when an interpreter starts: imported by a `.pth` file, in every child as well.

Before that, each function of the interpreter's own `posix` is replaced by one that refuses, but for those that
docs/forwarded.md lists: whoever forwards a system call to it, in whatever language, fails.
"""

import sys
from types import BuiltinFunctionType, ModuleType


def refusing(name):
    def refuse(*_, **__):
        raise RuntimeError(f"the interpreter's own posix.{name} was called")

    return refuse


def guard(allowed):
    """Closes `posix`. What imports modules keeps it as it was."""
    posix = sys.modules["posix"]
    pristine = ModuleType("posix")
    vars(pristine).update(vars(posix))
    sys.modules["_frozen_importlib_external"]._os = pristine
    for name, value in list(vars(posix).items()):
        if isinstance(value, BuiltinFunctionType) and name not in allowed:
            setattr(posix, name, refusing(name))


def start(allowed):
    """Called by the `.pth` file; `None` leaves `posix` open."""
    # An environment's files are read twice when its interpreter starts.
    if "ostler" in sys.modules:
        return
    if allowed is not None:
        guard(allowed)
    import ostler

    ostler.install()
