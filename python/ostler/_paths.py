"""``os.path``: the standard library's own, on the functions of this package.

Its modules are loaded a second time, and what they have from the interpreter's modules is replaced by the same of ours.
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


def again(theirs):
    """A module of the standard library, run once more."""
    spec = theirs.__spec__
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _add(ours, theirs, own):
    ours[id(theirs)] = own
    for name, value in vars(theirs).items():
        if callable(value) and hasattr(own, name):
            ours[id(value)] = getattr(own, name)


def _replace(module, ours):
    for name, value in list(vars(module).items()):
        if id(value) in ours:
            setattr(module, name, ours[id(value)])


def rebuilt(os):
    """``os.path`` for a module ``os``."""
    ours = {}
    for theirs, own in ((_host.os, os), (_host.flat, _flat), (stat, _stat)):
        _add(ours, theirs, own)
    generic = again(genericpath)
    _replace(generic, ours)
    _add(ours, genericpath, generic)
    own = again(path)
    _replace(own, ours)
    return own
