"""The modules of the package, by the table that the extension is built from."""

import csv
import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "crates/ostler-python/modules.tsv"


def rows(table=TABLE, system="windows" if sys.platform == "win32" else "unix"):
    """Those that a system has: what the table says of each, by column."""
    lines = [line for line in Path(table).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = csv.DictReader(lines, delimiter="\t", restval="")
    return [row for row in found if row["on"] in ("all", system)]


def installed(of):
    """The names of those that `ostler.install` puts in place."""
    return [row["name"] for row in of if row["install"] != "never"]


def guarded(of):
    """The names of those in which the interpreter's own functions refuse to be called."""
    return [row["name"] for row in of if row["guarded"] == "yes"]


def tests(of, column="tests"):
    """CPython's own tests of them."""
    return [name for row in of for name in row[column].split()]
