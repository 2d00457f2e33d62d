from . import errno as errno
from . import os as os
from . import platform as platform
from . import process as process
from . import stat as stat
from . import time as time

def install() -> None: ...

__all__ = ["install"]

# Of the installed distribution: there is none where the package is only on `PYTHONPATH`.
__version__: str
