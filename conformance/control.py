"""A package of copies of the interpreter's own modules, in the shape of ours.

With it in our place the tests must come out the same: that shows what the comparison itself adds, which is nothing. The proof
that the swap is real must fail on it.
"""

import shutil
import textwrap
from pathlib import Path

import modules

MACHINERY = {
    f"{name}.py"
    for name in ("__init__", "__main__", "_bound", "_install", "_run", "_trace", "_host", "_names", "_paths")
}
# Not a copy, where there is no other way: struct sequences look for their module where the interpreter keeps it.
ITSELF = "import {0}, sys\nsys.modules[__name__] = {0}\n"
COPIES = {
    "os": """\
        import os as _stock

        with open(_stock.__file__, "rb") as _file:
            exec(compile(_file.read(), _stock.__file__, "exec"))
        # One environment, as there is one process.
        environ._data = environb._data = _stock.environ._data
        import sys
        from . import _paths

        path = _paths.rebuilt(sys.modules[__name__])
        """,
    "platform": """\
        from importlib.machinery import PathFinder as _Finder

        _path = _Finder.find_spec("platform").origin
        with open(_path, "rb") as _file:
            exec(compile(_file.read(), _path, "exec"))
        """,
    "errno": "from errno import *\nimport errno as _stock\nerrorcode = _stock.errorcode\n",
    "stat": "from stat import *\n",
}


def make(package: Path, sources: Path) -> None:
    """Makes the package `ostler` in a folder, with the machinery of the one in `sources`."""
    shutil.copytree(sources / "ostler", package / "ostler", ignore=_but_machinery)
    table = modules.rows()
    for name in modules.installed(table):
        text = COPIES.get(name, ITSELF.format(name))
        (package / "ostler" / f"{name}.py").write_text(textwrap.dedent(text))
    rows = [(row["name"], row["beneath"] or None, row["install"], row["homes"].split()) for row in table]
    (package / "ostler" / "_native.py").write_text(f"MODULES = {rows!r}\n")


def _but_machinery(folder, names):
    return set(names) - MACHINERY
