"""Python's operating-system services, built in Rust.

    from ostler import os

gives the `os` of Python 3.15. `install()` puts the modules of this package in the place of the interpreter's own, and
`python -m ostler program.py` does so for a program that knows nothing of it.
"""

from .install import install

__all__ = ["install"]


def __getattr__(name):
    if name == "__version__":
        from importlib import metadata

        try:
            return metadata.version("ostler")
        except metadata.PackageNotFoundError:
            pass
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
