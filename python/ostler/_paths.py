"""``os.path``: the standard library's own, on the functions of this package.

Its modules are made a second time, of the same code, and what they have from the interpreter's modules is replaced by the
same of ours.
"""

import sys
from _frozen_importlib import module_from_spec

from . import _host, stat as _stat

if sys.platform == "win32":
    from . import nt as _flat
else:
    from . import posix as _flat

path = _host.os.path
genericpath = path.genericpath
stat = genericpath.stat

# Not from `types`: a program that only wants `os` does not wait for it.
_MODULE = type(path)
_FUNCTION = type(genericpath.exists)
_BUILTIN = type(len)


def again(theirs):
    """A module of the standard library, run once more."""
    spec = theirs.__spec__
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rebuilt(os):
    """``os.path`` for a module ``os``."""
    modules = [(_host.os, os), (_host.flat, _flat), (stat, _stat)]
    generic = _copy(genericpath, modules)
    return _copy(path, [*modules, (genericpath, generic)])


def _copy(theirs, modules):
    """A module of the standard library with the same functions, which find ours."""
    module = _MODULE(theirs.__name__)
    names = vars(module)
    for name, value in vars(theirs).items():
        if isinstance(value, _FUNCTION) and value.__globals__ is vars(theirs):
            value = _function(value, names)
        elif callable(value) or isinstance(value, _MODULE):
            value = _counterpart(value, modules)
        names[name] = value
    return module


def _function(theirs, names):
    own = _FUNCTION(theirs.__code__, names, theirs.__name__, theirs.__defaults__, theirs.__closure__)
    own.__kwdefaults__ = theirs.__kwdefaults__
    if theirs.__dict__:
        own.__dict__.update(theirs.__dict__)
    return own


def _counterpart(value, modules):
    """What is ours of a module or of what somebody has taken out of one."""
    name = getattr(value, "__name__", None)
    # Of a compiled module whoever has replaced its function since: it says itself where it is from.
    origin = value.__module__ if isinstance(value, _BUILTIN) else None
    for theirs, own in modules:
        if value is theirs:
            return own
        if isinstance(name, str) and (vars(theirs).get(name) is value or theirs.__name__ == origin):
            return getattr(own, name, value)
    return value
