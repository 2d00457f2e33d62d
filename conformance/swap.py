"""Puts our modules in place when an interpreter starts: imported by a `.pth` file, in every child as well.

Before that, each function of the interpreter's own `posix`, or `nt`, is replaced by one that refuses, but for those that
docs/forwarded.md lists: whoever forwards a system call to it, in whatever language, fails. So it is with all functions of `time`.
"""

import sys
from types import BuiltinFunctionType, ModuleType


def refusing(name):
    def refuse(*_, **__):
        raise RuntimeError(f"the interpreter's own {name} was called")

    return refuse


FLAT = "nt" if sys.platform == "win32" else "posix"


def guard(allowed):
    """Closes the flat module and `time`. What imports modules keeps the first as it was."""
    flat = sys.modules[FLAT]
    pristine = ModuleType(FLAT)
    vars(pristine).update(vars(flat))
    sys.modules["_frozen_importlib_external"]._os = pristine
    for name, value in list(vars(flat).items()):
        if isinstance(value, BuiltinFunctionType) and name not in allowed:
            setattr(flat, name, refusing(f"{FLAT}.{name}"))
    time = __import__("time")
    pristine = ModuleType("time")
    vars(pristine).update(vars(time))
    for name, value in list(vars(time).items()):
        if isinstance(value, BuiltinFunctionType):
            setattr(time, name, refusing(f"time.{name}"))
    time.pristine = pristine


def start(allowed):
    """Called by the `.pth` file; `None` leaves both open."""
    # An environment's files are read twice when its interpreter starts.
    if "ostler" in sys.modules:
        return
    if allowed is not None:
        guard(allowed)
    import ostler

    ostler.install()
