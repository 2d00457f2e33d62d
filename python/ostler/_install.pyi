from types import ModuleType

REPLACED: tuple[str, ...]
LATE: tuple[str, ...]
KEPT: set[str]

stock: dict[str, ModuleType]
ours: dict[str, ModuleType]

def install() -> None: ...
