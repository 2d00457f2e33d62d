"""What the results of `os.stat` and its like say: types of files, permissions, attributes."""

from ostler import _native

globals().update({name: value for name, value in vars(_native.stat).items() if not name.startswith("_")})

del _native
