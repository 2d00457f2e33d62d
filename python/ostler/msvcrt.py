"""The C runtime of Windows: locks, line ends, handles, the console key by key. There is none elsewhere."""

import sys

try:
    from ._native import msvcrt as _native
except ImportError:
    raise ModuleNotFoundError("No module named 'msvcrt'", name="msvcrt") from None

from . import _names

globals().update((name, value) for name, value in vars(_native).items() if not name.startswith("_"))
_names.belong(sys.modules[__name__], __name__)

del sys, _names, _native
