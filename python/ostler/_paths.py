"""``os.path``: the standard library's own, on the functions of this package.

Its modules are loaded a second time, and what they have from the interpreter's modules is replaced by the same of ours.
"""

import importlib.util

from . import _host, posix as _posix, stat as _stat

posixpath = _host.os.path
genericpath = posixpath.genericpath
stat = posixpath.stat


def again(theirs):
    """A module of the standard library, run once more."""
    spec = theirs.__spec__
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _replace(module, pairs):
    ours = {}
    for theirs, own in pairs:
        ours[id(theirs)] = own
        for name, value in vars(theirs).items():
            if callable(value) and hasattr(own, name):
                ours[id(value)] = getattr(own, name)
    for name, value in list(vars(module).items()):
        if id(value) in ours:
            setattr(module, name, ours[id(value)])


def rebuilt(os):
    """``os.path`` for a module ``os``."""
    generic = again(genericpath)
    _replace(generic, [(_host.os, os), (_host.posix, _posix), (stat, _stat)])
    path = again(posixpath)
    _replace(path, [(genericpath, generic), (_host.os, os), (_host.posix, _posix), (stat, _stat)])
    return path
