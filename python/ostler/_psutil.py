"""`ostler.process` in the place of psutil.

What psutil has beside processes is handed to the psutil that is installed, if there is one. That is read when something of
it is first asked for; its exceptions are ours from then on.
"""

import sys
from _thread import RLock
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec

from . import _bound

_EXCEPTIONS = ("Error", "NoSuchProcess", "ZombieProcess", "AccessDenied", "TimeoutExpired")
#: What psutil has everywhere, and we have not. Programs take these for granted; of others they ask whether they are there.
_FUNCTIONS = (
    "cpu_stats",
    "cpu_times_percent",
    "disk_io_counters",
    "disk_partitions",
    "disk_usage",
    "net_if_addrs",
    "net_if_stats",
    "net_io_counters",
    *(("win_service_get", "win_service_iter") if sys.platform == "win32" else ()),
)

_lock = RLock()
#: The psutil that is installed, once it has been read.
_real = None
_reading = False


def install():
    """Has `import psutil` give a module of ours. What is there already of psutil's is replaced by the same of ours."""
    if _Finder in sys.meta_path:
        return
    theirs = sys.modules.get("psutil")
    if theirs is not None:
        global _real
        _real = theirs
        module = module_from_spec(_Finder.find_spec("psutil"))
        _fill(module)
        sys.modules["psutil"] = module
        _bound.rebind({"psutil": theirs}, {"psutil": module}, ())
        for name, inner in list(sys.modules.items()):
            if inner is not None and name.startswith("psutil."):
                _take_ours(inner)
        _take_ours(theirs)
    sys.meta_path.insert(0, _Finder)


def _fill(module):
    from . import process

    names = vars(module)
    names.update((name, value) for name, value in vars(process).items() if not name.startswith("_"))
    names.update(__doc__=process.__doc__, __file__=process.__file__, __version__=process.__version__)
    names.update(__getattr__=_getattr, __dir__=_dir)


def _getattr(name):
    """What is not about processes."""
    if name == "__all__":
        return _all()
    if not name.startswith("__"):
        real = _installed()
        if real is not None:
            return getattr(real, name)
        if name in _FUNCTIONS:
            return _absent(name)
        if name == "_common" and not _reading:
            return import_module("psutil._common")
    raise AttributeError(
        f"module 'psutil' has no attribute {name!r}: ostler has processes only, and psutil is not installed"
    )


def _all():
    """Not what only we have: `import *` gives a program what it knows."""
    from . import process

    real = _installed()
    rest = _FUNCTIONS if real is None else real.__all__
    own = {"Query", "Report", "Stop", "active_children", "parent_process", "users_of_file"}
    return [
        *(name for name in process.__all__ if name not in own),
        *(name for name in rest if name not in process.__all__),
    ]


def _dir():
    real = _installed()
    return sorted({*vars(import_module("psutil")), *(_FUNCTIONS if real is None else dir(real))})


def _absent(name):
    def function(*_args, **_options):
        raise NotImplementedError(f"psutil.{name}: ostler has processes only, and psutil is not installed")

    function.__name__ = function.__qualname__ = name
    function.__module__ = "psutil"
    return function


def _found(name="psutil", path=None):
    """Where the psutil that is installed is, or a module of it; `None` if there is none."""
    for finder in sys.meta_path:
        if finder is _Finder or not hasattr(finder, "find_spec"):
            continue
        spec = finder.find_spec(name, path)
        if spec is not None:
            # A folder of that name is none.
            return spec if spec.loader is not None and spec.origin else None
    return None


def _installed():
    """The psutil that is installed, with our exceptions."""
    global _real, _reading
    if _real is not None:
        return _real
    with _lock:
        # It looks for names of its own while it is read.
        if _real is not None or _reading:
            return _real
        spec = _found()
        if spec is None:
            return None
        _reading = True
        try:
            # Its modules are those of ours: what they take out of one another is found there.
            import_module("psutil").__path__ = list(spec.submodule_search_locations or ())
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            _take_ours(module)
            _real = module
        finally:
            _reading = False
    return _real


def _take_ours(module):
    """Has a module of psutil's raise our exceptions."""
    from . import process

    names = vars(module)
    for name in _EXCEPTIONS:
        if isinstance(names.get(name), type):
            names[name] = getattr(process, name)


class _Finder:
    """Finds `psutil`, and its inner modules where one is installed."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "psutil":
            spec = ModuleSpec(name, _Loader, is_package=True)
            found = _found()
            spec.submodule_search_locations = list((found and found.submodule_search_locations) or ())
            return spec
        if not name.startswith("psutil."):
            return None
        spec = _found(name, path)
        if spec is not None:
            spec.loader = _Inner(spec.loader)
            return spec
        return ModuleSpec(name, _Common) if name == "psutil._common" else None


class _Loader:
    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        _fill(module)


class _Inner:
    """Loads a module as its own loader does, and has it take our exceptions before another takes them out of it."""

    def __init__(self, loader):
        self._loader = loader

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _take_ours(module)


class _Common:
    """Where programs find exceptions, constants and kinds of tuples, if no psutil is installed."""

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        from . import process

        for name, value in vars(process).items():
            is_kind = isinstance(value, type) and issubclass(value, (Exception, tuple))
            if not name.startswith("_") and (is_kind or isinstance(value, (str, bool))):
                setattr(module, name, value)
