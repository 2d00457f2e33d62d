"""This package's modules in the place of the interpreter's own."""

import sys
from _frozen_importlib import ModuleSpec, module_from_spec
from _frozen_importlib_external import PathFinder, SourceFileLoader

from . import _bound, _host, _left, _names
from ._native import MODULES
from ._paths import again

# Not `from types`: a program that only wants `os` does not wait for it.
ModuleType = type(sys)

REPLACED = tuple(name for name, _, when, _ in MODULES if when == "at once")
# Those that few programs ask for, and a program may have one of its own in the place of: put in place when first imported.
LATE = tuple(name for name, _, when, _ in MODULES if when == "late")
# What stays on the interpreter's own: what imports modules, and what starts the interpreter.
KEPT = {
    "_frozen_importlib",
    "_frozen_importlib_external",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "site",
    "zipimport",
}

# Where the standard library is: a folder, or beside it an archive, as in the embeddable interpreter.
_FOLDER = _host.os.path.dirname(_host.os.__file__)
_ARCHIVE = _host.os.path.join(_host.os.path.dirname(_FOLDER), "python{}{}.zip".format(*sys.version_info))

# What was in place before, by name, and what took its place; empty until then.
stock: dict[str, ModuleType] = {}
ours: dict[str, ModuleType] = {}
# Of the late ones, those that no import has come to yet.
_unused: set[str] = set()


def install() -> None:
    """Puts this package's modules into `sys.modules`: those of REPLACED and `os.path` now, those of LATE when imported.

    What is imported from now on gets these. What modules that are there already have of the interpreter's own is replaced
    by the same of ours, and what a program has put into the interpreter's own modules, in the place of a function or beside
    it, is put into ours: see `_bound`. Calling this again does nothing.
    """
    if ours:
        return
    from importlib import import_module

    # Whatever fails, fails here, with nothing changed.
    new = {name: import_module(f"ostler.{name}") for name in REPLACED}
    # What there will be no getting at afterwards, used by now or not.
    for name in REPLACED:
        import_module(name)
    path = new["os"].path
    new |= {"genericpath": path.genericpath, path.__name__: path, "os.path": path}
    for name in LATE:
        if name in sys.modules and _is_library(sys.modules[name].__spec__):
            new[name] = import_module(f"ostler.{name}")
    stock.update((name, sys.modules[name]) for name in new if name in sys.modules)
    for name, theirs in stock.items():
        take_over(new[name], theirs)
    ours.update(new)
    sys.modules.update(new)
    replaced = _bound.put_in_place(stock, ours, KEPT)
    sys.meta_path.insert(0, _Finder)
    of_ours = [module for name, module in sys.modules.items() if name.partition(".")[0] == "ostler"]
    kept = [sys.modules[name] for name in KEPT if name in sys.modules]
    _left.warn([*stock.values(), *of_ours, *kept], replaced)


def take_over(module, theirs):
    """Has a module be the interpreter's own to whoever asks."""
    _names.take_over(module, theirs)
    spec = module.__spec__
    if type(spec.loader) is SourceFileLoader and spec.name.startswith("ostler."):
        # `python -m` asks it for the code of the module by the name that the module has taken.
        spec.loader = _Source(spec.name, spec.loader.path)


def _is_library(spec):
    """Whether a module is the standard library's."""
    return spec is not None and _host.os.path.dirname(spec.origin or "") in (_FOLDER, _ARCHIVE)


def _late(name):
    """Puts one of the late ones in place, if a program that imports it is to get the standard library's."""
    spec = PathFinder.find_spec(name)
    if not _is_library(spec):
        return False
    if name not in ours:
        from importlib import import_module

        module = import_module(f"ostler.{name}")
        # It is known by its place, and does not run.
        stock[name] = module_from_spec(spec)
        take_over(module, stock[name])
        ours[name] = module
        _unused.add(name)
    return True


class _Finder:
    """Finds ours again when a program forgets one and imports it anew."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in LATE:
            return ModuleSpec(name, _Loader, origin=ours[name].__spec__.origin) if _late(name) else None
        return ModuleSpec(name, _Loader) if name in ours else None


class _Source(SourceFileLoader):
    """Knows one file, by whatever name it is asked for."""

    def get_filename(self, fullname=None):
        return self.path


class _Loader:
    @staticmethod
    def create_module(spec):
        if spec.name in ("genericpath", "ntpath", "posixpath"):
            # Anew, as programs that change one without changing the other expect; it imports ours.
            module = again(stock[spec.name])
        elif spec.name == "_strptime" and spec.name not in _unused:
            # Anew, too: it makes times of the `datetime` that there is by then, and there are two of those.
            from importlib import import_module

            del sys.modules["ostler._strptime"]
            module = import_module("ostler._strptime")
            take_over(module, stock[spec.name])
        else:
            module = ours[spec.name]
            _unused.discard(spec.name)
        # The import system writes its own `__spec__` and leaves the rest alone.
        spec.loader_state = module.__spec__
        return module

    @staticmethod
    def get_code(name):
        # For `python -m`.
        return ours[name].__spec__.loader.get_code(name)

    @staticmethod
    def exec_module(module):
        spec = module.__spec__
        if spec is not None and spec.loader is _Loader:
            module.__spec__ = spec.loader_state
