"""``os.path``: the standard library's own, on the functions of this package.

Its modules are loaded a second time, and what they have from the interpreter's modules is replaced by the same of ours.
"""

from _frozen_importlib import module_from_spec

from . import _host, posix as _posix, stat as _stat


def _again(module):
    spec = module.__spec__
    new = module_from_spec(spec)
    spec.loader.exec_module(new)
    return new


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
    import genericpath
    import stat

    ours = {}
    for theirs, own in ((_host.os, os), (_host.posix, _posix), (stat, _stat)):
        _add(ours, theirs, own)
    generic = _again(genericpath)
    _replace(generic, ours)
    _add(ours, genericpath, generic)
    path = _again(_host.os.path)
    _replace(path, ours)
    return path
