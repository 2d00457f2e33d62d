"""Whether the swap is real, from inside an interpreter that was started with it: names, signatures, whose functions they are.

    python names.py inventory-folder forwarded.md

Prints one JSON object: `faults`, each with the id under which it can be excepted, and counts.
"""

import importlib
import inspect
import json
import re
import sys
import sysconfig
from pathlib import Path
from types import BuiltinFunctionType, FunctionType

SWAPPED = ("os", "posix", "errno", "stat", "time", "platform", "posixpath", "genericpath", "os.path")
FLAT = ("os", "posix", "errno", "stat", "time", "platform")


def inventory(folder, module):
    """What the reference documents for Linux."""
    lines = (Path(folder) / f"{module}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    offered = [row[0].split(".") for row in rows if row[2] == "yes"]
    return {name[1] for name in offered if len(name) == 2}


def forwarded(page):
    """The names in the tables of docs/forwarded.md: rows that begin with | `posix.name`."""
    if not Path(page).exists():
        return set()
    text = Path(page).read_text(encoding="utf-8")
    return set(re.findall(r"^\|\s*`(?:os|posix)\.(\w+)(?:\(\))?`", text, re.MULTILINE))


def used_privately():
    """The private names of `os`, `posix` and `platform` that the interpreter's library uses, its tests included."""
    library = Path(sysconfig.get_path("stdlib"))
    # Of the modules themselves, what they use is their own affair.
    files = [path for path in library.glob("*.py") if path.name not in ("os.py", "platform.py")]
    for package in (
        "asyncio",
        "concurrent",
        "importlib",
        "multiprocessing",
        "pathlib",
        "test/test_pathlib",
        "test/test_os",
    ):
        files += (library / package).rglob("*.py")
    files += [library / "test" / f"test_{name}.py" for name in ("os", "posix", "posixpath", "pathlib", "platform")]
    used = set()
    for path in files:
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            used.update(re.findall(r"\b(?<!\.)(os|posix|platform)\.(_[a-z]\w+)", text))
            used.update(re.findall(r"\bfrom (os|posix|platform) import (_[a-z]\w+)", text))
    return used


def public(module):
    return {name for name in vars(module) if not name.startswith("_")}


def signature(function):
    try:
        return str(inspect.signature(function))
    except (TypeError, ValueError):
        return None


def main():
    install = importlib.import_module("ostler._install")
    importlib.import_module("platform")
    ours, stock = install.ours, dict(install.stock)
    # The interpreter's own may have been closed; what imports modules has it as it was.
    stock["posix"] = sys.modules["_frozen_importlib_external"]._os
    # Put in place when it is imported: the interpreter's own has not run.
    stock["platform"].__spec__.loader.exec_module(stock["platform"])
    stock["time"] = getattr(stock["time"], "pristine", stock["time"])
    folder, page = sys.argv[1:3]
    allowed = forwarded(page)
    faults = []
    counts = {"names": 0, "functions": 0, "forwarded": 0, "signatures": 0}

    def fault(kind, name, why):
        faults.append({"id": f"{kind}:{name}", "why": why})

    for name in SWAPPED:
        module = sys.modules.get(name)
        if module is stock.get(name):
            fault("swap", name, "the interpreter's own is in place")
        elif module is not ours.get(name):
            fault("swap", name, "something else is in place")

    documented = {name: inventory(folder, name) for name in FLAT if name != "posix"}
    documented["posix"] = documented["os"]
    for name in FLAT:
        has, had = public(ours[name]), public(stock[name])
        counts["names"] += len(has)
        for each in sorted(had - has):
            fault("lacks", f"{name}.{each}", "the interpreter's own has this name")
        for each in sorted(documented[name] - had if name != "posix" else ()):
            if not hasattr(ours[name], each):
                fault("lacks", f"{name}.{each}", "the reference for 3.15 has this name")
        for each in sorted(has - had - documented[name]):
            fault("extra", f"{name}.{each}", "neither the interpreter's own nor the reference for 3.15 has this name")
        exported = getattr(ours[name], "__all__", None)
        if exported is not None:
            for each in sorted(set(getattr(stock[name], "__all__", ())) - set(exported)):
                fault("lacks", f"{name}.__all__.{each}", "the interpreter's own exports this name")
            for each in sorted(set(exported) - has - {"_exit"}):
                fault("lacks", f"{name}.{each}", "exported, and not there")
    for module, name in sorted(used_privately()):
        if hasattr(stock[module], name) and not hasattr(ours[module], name):
            fault("lacks", f"{module}.{name}", "the interpreter's library uses this name")

    own = {id(value) for name in ("posix", "time") for value in vars(stock[name]).values()}
    namespaces = {id(vars(stock[name])) for name in FLAT}
    copied = (stock["os"].__file__, stock["platform"].__file__, "<frozen os>")
    for module in ("os", "posix", "time", "platform"):
        for name, value in sorted(vars(ours[module]).items()):
            if name.startswith("__"):
                continue
            if isinstance(value, BuiltinFunctionType):
                counts["functions"] += 1
                theirs = (
                    id(value) in own
                    or value.__self__ in (stock["posix"], sys.modules["posix"])
                    and (value.__module__ == "posix" and value is getattr(stock["posix"], value.__name__, None))
                )
            elif isinstance(value, FunctionType):
                counts["functions"] += 1
                theirs = id(value.__globals__) in namespaces
                # A copy, run under another name, is still theirs.
                theirs = theirs or value.__code__.co_filename in copied
            elif isinstance(value, type):
                theirs = id(value) in own and value.__module__ in ("os", "posix", "nt", "time")
            else:
                continue
            if theirs and name in allowed:
                counts["forwarded"] += module == "posix"
            elif theirs:
                fault("theirs", f"{module}.{name}", "belongs to the interpreter's own modules")

    # The reference's signatures are those of 3.13; older interpreters have older ones.
    if sys.version_info >= (3, 13):
        for module in ("os", "posix", "time", "platform"):
            for name in sorted(public(ours[module]) & public(stock[module])):
                expected = signature(getattr(stock[module], name))
                if expected is None:
                    continue
                if not isinstance(getattr(stock[module], name), (BuiltinFunctionType, FunctionType)):
                    continue
                counts["signatures"] += 1
                found = signature(getattr(ours[module], name))
                if found != expected:
                    fault("signature", f"{module}.{name}", f"{found}, and stock {expected}")
    json.dump({"faults": faults, "counts": counts}, sys.stdout)


if __name__ == "__main__":
    main()
