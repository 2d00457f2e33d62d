"""The C runtime of Windows: locks, line ends, handles, the console key by key. There is none elsewhere."""

try:
    from ._native import msvcrt as _native
except ImportError:
    raise ModuleNotFoundError("No module named 'msvcrt'", name="msvcrt") from None

globals().update((name, value) for name, value in vars(_native).items() if not name.startswith("_"))

del _native
