"""The flat names that ``os`` is made of on Windows, as in the standard library's ``nt``."""

import sys

from . import _host, _names
from ._native import nt as _native

globals().update((name, value) for name, value in vars(_native).items() if not name.startswith("__"))
_names.belong(sys.modules[__name__], __name__)
del sys

# The interpreter's own mapping: what it was started with.
environ = _host.flat.environ
