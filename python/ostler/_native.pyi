"""The compiled part. What its modules have is in the stubs of the modules that are made of them."""

import sys
from types import ModuleType

if sys.platform == "win32":
    __all__ = ["errno", "msvcrt", "nt", "os", "stat", "time"]

    msvcrt: ModuleType
    nt: ModuleType
else:
    __all__ = ["errno", "os", "platform", "posix", "process", "stat", "time"]

    platform: ModuleType
    posix: ModuleType
    process: ModuleType

errno: ModuleType
os: ModuleType
stat: ModuleType
time: ModuleType
