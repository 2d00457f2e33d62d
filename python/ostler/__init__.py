"""Python's operating-system services, built in Rust.

    from ostler import os

gives the `os` of Python 3.15. `install()` puts the modules of this package in the place of the interpreter's own, and
`python -m ostler program.py` does so for a program that knows nothing of it.
"""

__all__ = ["install"]


def install(*, psutil=False):
    """Put this package's `os`, `errno`, `stat`, `os.path` and their like into `sys.modules`.

    What is imported from now on gets these. What modules that are there already have of the interpreter's own, under
    global names, as attributes of classes or as default values, is replaced by the same of ours. What has been put into
    the interpreter's own modules in the place of a function, such as a `time.sleep` that lets others run, stays in force.
    Calling this again does nothing.

    With `psutil`, `import psutil` gives `ostler.process`. What psutil has beside processes is that of the psutil that is
    installed; where there is none, its functions raise NotImplementedError, and what it has on some systems only is not there.
    """
    # Not before it is wanted: who imports `ostler.os` does not wait for it.
    from ._install import install

    install()
    if psutil:
        from . import _psutil

        _psutil.install()


def __getattr__(name):
    if name == "__version__":
        from importlib import metadata

        try:
            return metadata.version("ostler")
        except metadata.PackageNotFoundError:
            pass
    elif name[:1] != "_":
        from ._native import MODULES

        # Those that another is made of are there when they are imported.
        if any(name == module and beneath is None for module, beneath, *_ in MODULES):
            from importlib import import_module

            return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
