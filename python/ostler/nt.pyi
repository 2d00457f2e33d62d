"""The flat names that ``os`` is made of on Windows."""

import sys

if sys.platform == "win32":
    from nt import *

    def readinto(fd: int, buffer: bytearray | memoryview, /) -> int: ...
