"""The numbers of errors, by the names that C has for them; and `errorcode`, the names by number."""

from ostler import _native

globals().update({name: value for name, value in vars(_native.errno).items() if not name.startswith("_")})

del _native
