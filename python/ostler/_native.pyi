"""The compiled part. What its modules have is in the stubs of the modules that are made of them."""

from types import ModuleType

__all__ = ["errno", "os", "platform", "posix", "process", "stat", "time"]

errno: ModuleType
os: ModuleType
platform: ModuleType
posix: ModuleType
process: ModuleType
stat: ModuleType
time: ModuleType
