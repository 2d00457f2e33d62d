"""``_strptime``, by which `datetime` reads text: the standard library's own, which reads with `ostler.time`.

What it has of locales, and its regular expressions, are there for whoever looks at them.
"""

import sys
from _frozen_importlib import module_from_spec

from ostler import _native, time

__all__: list[str] = []


def _found():
    """Where the library has it, whatever is in its place."""
    for finder in sys.meta_path:
        if not finder.__module__.startswith("ostler."):
            spec = finder.find_spec("_strptime", None)
            if spec is not None:
                return spec
    raise ModuleNotFoundError("No module named '_strptime'", name="_strptime")


def _rebuilt():
    spec = _found()
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.time = time
    for name in ("_strptime", "_strptime_time", "_strptime_datetime"):
        # From 3.14 on the last is one for each class of `datetime`'s, all of which ask the first.
        if hasattr(module, name):
            setattr(module, name, getattr(_native.time, name))
    # What was found out while it was made is of the interpreter's own `time`.
    module._TimeRE_cache = module.TimeRE()
    return module


sys.modules[__name__] = _rebuilt()
