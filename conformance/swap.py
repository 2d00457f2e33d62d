"""Puts our modules in place when an interpreter starts: imported by a `.pth` file, in every child as well.

Before that, each function of the interpreter's own guarded modules, which are compiled, is replaced by one that refuses, but for
those that docs/forwarded.md lists: what forwards a system call to it, in whatever language, fails.
"""

import sys
from types import BuiltinFunctionType, ModuleType


def refusing(name):
    def refuse(*_, **__):
        raise RuntimeError(f"the interpreter's own {name} was called")

    return refuse


def guard(names, allowed):
    """Closes modules: each function with what refuses in its place. As it was, a module is its own `pristine`."""
    closed = []
    for name in names:
        module = __import__(name)
        pristine = ModuleType(name)
        vars(pristine).update(vars(module))
        # What imports modules keeps the first.
        if sys.modules["_frozen_importlib_external"]._os is module:
            sys.modules["_frozen_importlib_external"]._os = pristine
        closed += close(module, allowed)
        module.pristine = pristine
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


def start(guarded, allowed):
    """Called by the `.pth` file."""
    # An environment's files are read twice when its interpreter starts.
    if "ostler" in sys.modules:
        return
    closed = guard(guarded, allowed)
    import ostler
    from ostler._install import REPLACED

    for name in REPLACED:
        __import__(f"ostler.{name}")
    # What a program has put into these modules, `install` carries over into ours. This is none of a program's.
    for module, key, own, _ in closed:
        setattr(module, key, own)
    # `install` would warn of what still has the interpreter's own functions.
    closed = [(module, key, refuse) for module, key, _, refuse in closed]
    ostler.install()
    for module, key, refuse in closed:
        setattr(module, key, refuse)
