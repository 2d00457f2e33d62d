"""The flat names that ``os`` is made of on Windows, as in the standard library's ``nt``."""

from . import _host
from ._native import nt as _native

globals().update({name: value for name, value in vars(_native).items() if name[:2] != "__"})

# The interpreter's own mapping: what it was started with.
environ = _host.flat.environ
