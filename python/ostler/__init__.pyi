import sys

# From here, written by `cargo xtask coverage`.
from . import (
    errno as errno,
    os as os,
    platform as platform,
    process as process,
    stat as stat,
    time as time,
)

if sys.platform == "win32":
    from . import (
        msvcrt as msvcrt,
    )

# To here.

def install(*, psutil: bool = False) -> None: ...

__all__ = ["install"]

# Of the installed distribution: there is none where the package is only on `PYTHONPATH`.
__version__: str
