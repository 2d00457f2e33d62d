"""Python's operating-system services, built in Rust.

    from ostler import os

gives the `os` of Python 3.15. `install()` puts the modules of this package in the place of the interpreter's own, and
`python -m ostler program.py` does so for a program that knows nothing of it.
"""

__all__ = ["install"]


def install():
    """Put this package's `os`, `errno`, `stat`, `os.path` and their like into `sys.modules`.

    What is imported from now on gets these. In modules that are there already, global names that stand for one of the
    interpreter's own modules are made to stand for ours; functions somebody has taken out of those remain what they
    were. Calling this again does nothing.
    """
    # Not before it is wanted: who imports `ostler.os` does not wait for it.
    from ._install import install

    install()


def __getattr__(name):
    if name == "__version__":
        from importlib import metadata

        try:
            return metadata.version("ostler")
        except metadata.PackageNotFoundError:
            pass
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
