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
    """Closes the flat module and `time`: each function with what refuses in its place. What imports modules keeps the first."""
    flat = sys.modules[FLAT]
    pristine = ModuleType(FLAT)
    vars(pristine).update(vars(flat))
    sys.modules["_frozen_importlib_external"]._os = pristine
    closed = close(flat, allowed)
    time = __import__("time")
    pristine = ModuleType("time")
    vars(pristine).update(vars(time))
    closed += close(time, ())
    time.pristine = pristine
    return closed


def close(module, allowed):
    name = module.__name__
    closed = [
        (module, key, value, refusing(f"{name}.{key}"))
        for key, value in vars(module).items()
        if isinstance(value, BuiltinFunctionType) and key not in allowed
    ]
    for _, key, _, refuse in closed:
        setattr(module, key, refuse)
    return closed


def start(allowed):
    """Called by the `.pth` file; `None` leaves both open."""
    # An environment's files are read twice when its interpreter starts.
    if "ostler" in sys.modules:
        return
    closed = guard(allowed) if allowed is not None else []
    import ostler
    from ostler._install import REPLACED

    for name in REPLACED:
        __import__(f"ostler.{name}")
    # What a program has put into these modules, `install` carries over into ours. This is none of a program's.
    for module, key, own, _ in closed:
        setattr(module, key, own)
    ostler.install()
    for module, key, _, refuse in closed:
        setattr(module, key, refuse)
