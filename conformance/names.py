"""Whether the swap is real, from inside an interpreter that was started with it: names, signatures, whose functions they are.

    python names.py modules.tsv inventory-folder forwarded.md

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

import modules

# Made of the interpreter's own, on our functions.
PATHS = ("posixpath", "genericpath", "os.path")


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
    return set(re.findall(r"^\|\s*`\w+\.(\w+)(?:\(\))?`", text, re.MULTILINE))


def used_privately(names):
    """The private names of these modules that the interpreter's library uses, its tests included."""
    library = Path(sysconfig.get_path("stdlib"))
    # Of the modules themselves, what they use is their own affair.
    files = [path for path in library.glob("*.py") if path.stem not in names]
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
    files += [library / "test" / f"test_{name}.py" for name in (*names, "posixpath", "pathlib")]
    of = "|".join(names)
    used = set()
    for path in files:
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            used.update(re.findall(rf"\b(?<!\.)({of})\.(_[a-z]\w+)", text))
            used.update(re.findall(rf"\bfrom ({of}) import (_[a-z]\w+)", text))
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
    table, folder, page = sys.argv[1:4]
    table = modules.rows(table)
    names = [row["name"] for row in table if row["install"] != "never" and row["part"] == "native"]
    beneath = {row["name"]: row["beneath"] for row in table}
    for name in install.LATE:
        importlib.import_module(name)
    # The interpreter's own may have been closed.
    ours, stock = install.ours, {name: getattr(own, "pristine", own) for name, own in install.stock.items()}
    for name in install.LATE:
        # Put in place when it is imported: the interpreter's own has not run.
        stock[name].__spec__.loader.exec_module(stock[name])
    allowed = forwarded(page)
    faults = []
    counts = {"names": 0, "functions": 0, "forwarded": 0, "signatures": 0}

    def fault(kind, name, why):
        faults.append({"id": f"{kind}:{name}", "why": why})

    for name in (*modules.installed(table), *PATHS):
        module = sys.modules.get(name)
        if module is stock.get(name):
            fault("swap", name, "the interpreter's own is in place")
        elif module is not ours.get(name):
            fault("swap", name, "something else is in place")

    documented = {name: inventory(folder, beneath[name] or name) for name in names}
    for name in names:
        has, had = public(ours[name]), public(stock[name])
        counts["names"] += len(has)
        for each in sorted(had - has):
            fault("lacks", f"{name}.{each}", "the interpreter's own has this name")
        for each in sorted(documented[name] - had if not beneath[name] else ()):
            if not hasattr(ours[name], each):
                fault("lacks", f"{name}.{each}", "the reference for 3.15 has this name")
        for each in sorted(has - had - documented[name]):
            fault("extra", f"{name}.{each}", "neither the interpreter's own nor the reference for 3.15 has this name")
        exported = getattr(ours[name], "__all__", None)
        if exported is not None:
            for each in sorted(set(getattr(stock[name], "__all__", ())) - set(exported)):
                fault("lacks", f"{name}.__all__.{each}", "the interpreter's own exports this name")
            for each in sorted(each for each in exported if not hasattr(ours[name], each)):
                fault("lacks", f"{name}.{each}", "exported, and not there")
    for module, name in sorted(used_privately(names)):
        if hasattr(stock[module], name) and not hasattr(ours[module], name):
            fault("lacks", f"{module}.{name}", "the interpreter's library uses this name")

    compiled = modules.guarded(table)
    own = {id(value) for name in compiled for value in vars(stock[name]).values()}
    namespaces = {id(vars(stock[name])) for name in names}
    copied = {getattr(stock[name], "__file__", None) for name in names} | {"<frozen os>", "<frozen stat>"}
    for module in names:
        for name, value in sorted(vars(ours[module]).items()):
            if name.startswith("__"):
                continue
            if isinstance(value, BuiltinFunctionType):
                counts["functions"] += 1
                theirs = id(value) in own
            elif isinstance(value, FunctionType):
                counts["functions"] += 1
                theirs = id(value.__globals__) in namespaces
                # A copy, run under another name, is still theirs.
                theirs = theirs or value.__code__.co_filename in copied
            elif isinstance(value, type):
                theirs = id(value) in own and value.__module__ in names
            else:
                continue
            if theirs and name in allowed:
                counts["forwarded"] += module in compiled
            elif theirs:
                fault("theirs", f"{module}.{name}", "belongs to the interpreter's own modules")

    # The reference's signatures are those of 3.13; older interpreters have older ones.
    if sys.version_info >= (3, 13):
        for module in names:
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
