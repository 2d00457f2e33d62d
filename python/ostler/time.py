"""Clocks, sleeping, the calendar, dates as text and back."""

import copyreg
import sys as _sys

from ostler import _native

globals().update((name, value) for name, value in vars(_native.time).items() if not name.startswith("_"))
_STRUCT_TM_ITEMS = _native.time._STRUCT_TM_ITEMS
# The zone: `timezone`, `altzone`, `daylight`, `tzname`, which `tzset` writes too.
_native.time._keep(globals())


def _reduced(value):
    """What a time is made of again: by whatever module is `time` then, as its type says."""
    kind, arguments = value.__reduce__()
    return getattr(_sys.modules["time"], kind.__name__), arguments


copyreg.pickle(_native.time.struct_time, _reduced)

del copyreg, _native
