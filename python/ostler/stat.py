"""What the results of `os.stat` and its like say: types of files, permissions, attributes."""

import sys

from ostler import _names, _native

globals().update({name: value for name, value in vars(_native.stat).items() if not name.startswith("_")})
_names.belong(sys.modules[__name__], __name__)

del sys, _names, _native
