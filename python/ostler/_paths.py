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


def _replace(module, pairs):
    for name, value in list(vars(module).items()):
        # What a function is called where it is from, which need not be what it is called here.
        original = getattr(value, "__name__", None)
        for theirs, own in pairs:
            if value is theirs:
                setattr(module, name, own)
            elif callable(value) and original and getattr(theirs, original, None) is value and hasattr(own, original):
                setattr(module, name, getattr(own, original))


def rebuilt(os):
    """``os.path`` for a module ``os``."""
    import genericpath
    import stat

    generic = _again(genericpath)
    _replace(generic, [(_host.os, os), (_host.posix, _posix), (stat, _stat)])
    path = _again(_host.os.path)
    _replace(path, [(genericpath, generic), (_host.os, os), (_host.posix, _posix), (stat, _stat)])
    return path
