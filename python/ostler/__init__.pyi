def install() -> None: ...

__all__ = ["install"]

# Of the installed distribution: there is none where the package is only on `PYTHONPATH`.
__version__: str
