"""The compiled part. What its modules have is in the stubs of the modules that are made of them."""

from types import ModuleType

# Of each module of this system: its name, the module that is made of it, when it is put in place, the homes of its functions.
MODULES: list[tuple[str, str | None, str, list[str]]]

def __getattr__(name: str, /) -> ModuleType: ...
