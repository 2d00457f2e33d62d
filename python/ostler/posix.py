"""The flat names that ``os`` is made of, as in the standard library's ``posix``."""

import sys

from . import _host, _names
from ._native import posix as _native

globals().update((name, value) for name, value in vars(_native).items() if not name.startswith("__"))
_names.belong(sys.modules[__name__], __name__)
del sys

# The interpreter's own mapping: what one of the two modules puts in, the other has.
environ = _host.environ
