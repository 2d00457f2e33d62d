"""This package's modules in the place of the interpreter's own."""

import sys
from _frozen_importlib import ModuleSpec

from . import _names
from ._paths import again

# Not `from types`: a program that only wants `os` does not wait for it.
ModuleType = type(sys)

REPLACED = ("errno", "stat", "time", "posix", "os")
# What takes its time to be made, and is when somebody asks for it.
LATE = ("_strptime",)
# What stays on the interpreter's own: what imports modules, and what starts the interpreter.
KEPT = {
    "_frozen_importlib",
    "_frozen_importlib_external",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "site",
    "zipimport",
}

# What was in place before, by name, and what took its place; empty until then.
stock: dict[str, ModuleType] = {}
ours: dict[str, ModuleType] = {}


def install() -> None:
    """Puts `os`, `posix`, `errno`, `stat`, `time`, `posixpath` and `genericpath` of this package into `sys.modules`.

    What is imported from now on gets these. In modules that are there already, global names that stand for one of the
    interpreter's own modules are made to stand for ours; functions somebody has taken out of those remain what they
    were. Calling this again does nothing.
    """
    if ours:
        return
    from importlib import import_module

    # Whatever fails, fails here, with nothing changed.
    wanted = (*REPLACED, *(name for name in LATE if name in sys.modules))
    new = {name: import_module(f"ostler.{name}") for name in wanted}
    # What there will be no getting at afterwards, used by now or not.
    for name in REPLACED:
        import_module(name)
    path = new["os"].path
    new |= {"genericpath": path.genericpath, "posixpath": path, "os.path": path}
    stock.update((name, sys.modules[name]) for name in new if name in sys.modules)
    for name, theirs in stock.items():
        if name not in LATE:
            _names.take_over(new[name], theirs)
    ours.update(new)
    sys.modules.update(new)
    _rebind()
    sys.meta_path.insert(0, _Finder)


def _rebind():
    replacement = {id(module): ours[name] for name, module in stock.items()}
    for name, module in list(sys.modules.items()):
        if name in KEPT or name.partition(".")[0] == "ostler" or id(module) in replacement:
            continue
        if not isinstance(module, ModuleType):
            continue
        # Not `vars`: a module that loads lazily would load.
        names = object.__getattribute__(module, "__dict__")
        for key, value in list(names.items()):
            if isinstance(value, ModuleType) and id(value) in replacement:
                names[key] = replacement[id(value)]


class _Finder:
    """Finds ours again when a program forgets one and imports it anew."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in ours or name in LATE:
            return ModuleSpec(name, _Loader)
        return None


class _Loader:
    @staticmethod
    def create_module(spec):
        if spec.name in ("genericpath", "posixpath"):
            # Anew, as programs that change one without changing the other expect; it imports ours.
            module = again(stock[spec.name])
        elif spec.name in ours:
            module = ours[spec.name]
        else:
            from importlib import import_module

            module = ours[spec.name] = import_module(f"ostler.{spec.name}")
        # The import system writes its own `__spec__` and leaves the rest alone.
        spec.loader_state = module.__spec__
        return module

    @staticmethod
    def exec_module(module):
        spec = module.__spec__
        if spec is not None and spec.loader is _Loader:
            module.__spec__ = spec.loader_state
