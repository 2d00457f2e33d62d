"""The flat names that ``os`` is made of, as in the standard library's ``posix``."""

from . import _host
from ._native import posix as _native

globals().update({name: value for name, value in vars(_native).items() if name[:2] != "__"})

# The interpreter's own mapping: what one of the two modules puts in, the other has.
environ = _host.environ
