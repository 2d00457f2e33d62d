"""What `ostler.install()` puts in place, and what it leaves."""

import os
import tempfile
import unittest
from pathlib import Path

from support import ostler_python, python

SHOW = f"""
import sys, os, {os.name} as flat, errno, stat, time, {os.path.__name__} as path, genericpath, os.path, io
import ostler, ostler.os, ostler.{os.name}, ostler.errno, ostler.stat, ostler.time
print(os is ostler.os, flat is ostler.{os.name}, errno is ostler.errno, stat is ostler.stat, time is ostler.time)
print(os.path is path, path.os is os, path.genericpath is genericpath, genericpath.os is os)
"""
# Each module of the table, and the public ones of the package.
TABLE = """
import importlib, sys, ostler
from ostler import _install, _native

ostler.install()
for name, beneath, when, _ in _native.MODULES:
    if when != "never":
        importlib.import_module(name)
        place = sys.modules[name]
        if when not in ("at once", "late") or place is not _install.ours[name] or place is _install.stock[name]:
            print(name, "is not in place")
    elif name in _install.ours:
        print(name, "is in place")
    if beneath is None and getattr(ostler, name) is not importlib.import_module(f"ostler.{name}"):
        print(name, "is no attribute")
    if beneath is not None and beneath not in [name for name, *_ in _native.MODULES]:
        print(name, "is beneath none")
print(len(_native.MODULES) > 5, hasattr(ostler, "nothing"), hasattr(_native, "nothing"))
"""
# A module that has taken things out of the interpreter's own, and says which of them are ours.
EARLY = """
import os, os.path, stat, time
from os import makedirs as make, environ as variables, stat_result as Status
from stat import S_ISDIR as is_directory
from os.path import join
import functools, contextlib

class Class:
    parser = os.path
    flat = os.stat
    static = staticmethod(os.lstat)

    class Inner:
        clock = time

    def method(self, open=os.open):
        return open

def function(stat=os.stat, *, sleep=time.sleep):
    return stat, sleep

@contextlib.contextmanager
def manager(remove=os.remove):
    yield remove

table, row, pair, group = {"stat": os.stat}, [1, os.open], (os.read, 2), {os.write}

def others():
    return Class.Inner, Class.method, functools.partial, contextlib.contextmanager, function, row[0], pair[1], len(group)

def show():
    import os, stat, time
    with manager() as remove:
        for name, value, expected in [
            ("name", make, os.makedirs), ("environment", variables, os.environ), ("class", Status, os.stat_result),
            ("of stat", is_directory, stat.S_ISDIR), ("of os.path", join, os.path.join),
            ("attribute", Class.parser, os.path), ("function", Class.__dict__["flat"], os.stat),
            ("static", Class.static, os.lstat), ("inner", Class.Inner.clock, time),
            ("method", Class().method(), os.open), ("default", function()[0], os.stat),
            ("named default", function()[1], time.sleep), ("decorated", remove, os.remove),
            ("table", table["stat"], os.stat), ("list", row[1], os.open), ("tuple", pair[0], os.read),
            ("set", *group, os.write),
        ]:
            print(name, value is expected)
"""
BOUND = """name|environment|class|of stat|of os.path|attribute|function|static|inner|method|default|named default|decorated|table
list|tuple|set""".replace("\n", "|").split("|")

# How many functions of the interpreter's own there are, and which of them are still bound to something in a module of the library.
KEEPERS = f"""
import asyncio, calendar, concurrent.futures, datetime, email.utils, glob, gc, http.server, importlib.metadata, io, logging.handlers
import mailbox, multiprocessing.pool, pathlib, pickle, random, selectors, shutil, socket, sqlite3, subprocess, sys, tarfile, tempfile
import threading, time, types, unittest, urllib.request, uuid, zipfile, {os.name} as flat
import ostler
ostler.install()
from ostler import _install
stock = [module for name, module in _install.stock.items()]
own = {{id(vars(module)) for module in stock}} | {{id(vars(sys.modules[name])) for name in _install.KEPT if name in sys.modules}}
functions = [
    value for module in stock for value in vars(module).values()
    if isinstance(value, types.BuiltinFunctionType) and value.__self__ in stock
    or isinstance(value, types.FunctionType) and value.__globals__ is vars(module)
]
print(len(functions))
own |= {{id(functions), id(sets := [set_ for module in stock for set_ in vars(module).values() if isinstance(set_, set)])}}
own |= {{id(set_) for set_ in sets}}
for value in functions:
    for keeper in gc.get_referrers(value):
        # Those that the library's own modules have for themselves; the environment's are methods' names.
        if id(keeper) in own or keeper is globals() or isinstance(keeper, types.FrameType):
            continue
        # What the interpreter makes such a module of once more is a copy of its names.
        name = keeper.get("__name__") if isinstance(keeper, dict) else None
        if name in _install.stock and keeper is not vars(sys.modules[name]):
            continue
        if isinstance(keeper, (dict, list, tuple, set, types.CellType)):
            inside = keeper.get("__name__") if isinstance(keeper, dict) else [
                getattr(one, "__qualname__", one) for one in gc.get_referrers(keeper)][:3]
            print(value.__name__, type(keeper).__name__, inside)
"""
IN_PLACE = "True True True True True\nTrue True True True\n"


class Install(unittest.TestCase):
    def check(self, found, expected):
        self.assertEqual(found, (0, expected, ""))

    def test_modules_are_in_place(self):
        self.check(python("-c", "import ostler; ostler.install()" + SHOW), IN_PLACE)
        self.check(ostler_python("-c", SHOW), IN_PLACE)

    def test_every_module_of_the_table(self):
        self.assertEqual(python("-c", TABLE), (0, "True False False\n", ""))

    def test_twice_is_once(self):
        code = (
            "import ostler, sys; ostler.install(); a = list(sys.meta_path); ostler.install(); print(a == sys.meta_path)"
        )
        self.check(python("-c", code), "True\n")

    def test_names_bound_before(self):
        code = "import os, shutil; from os import makedirs; import ostler; ostler.install()\n"
        code += "print(os is ostler.os, shutil.os is os, makedirs is os.makedirs)"
        self.check(python("-c", code), "True True True\n")

    def test_what_a_module_has_bound(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "early.py").write_text(EARLY)
            code = "import early, ostler; ostler.install(); early.show()"
            self.check(python("-c", code, cwd=folder), "".join(f"{name} True\n" for name in BOUND))
            # What is not the interpreter's own is not touched.
            code = "import early; before = early.others(); import ostler; ostler.install(); print(early.others() == before)"
            self.check(python("-c", code, cwd=folder), "True\n")

    def test_pathlib(self):
        code = f"import pathlib; import ostler; ostler.install(); import os, {os.path.__name__} as path\n"
        code += "kind = pathlib.PurePath\n"
        code += "own = getattr(kind(), 'parser', None) or kind()._flavour\n"
        code += "print(getattr(own, 'pathmod', own) is path, path is os.path, path.os is os)"
        self.check(python("-c", code), "True True True\n")

    def test_nothing_in_the_library_keeps_the_interpreters_own(self):
        status, said, errors = python("-c", KEEPERS)
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(said.splitlines()[1:], [])
        self.assertGreater(int(said.splitlines()[0]), 100)

    def test_what_an_object_keeps_is_warned_of(self):
        code = """
import functools, os, time, warnings

class Kept:
    def __init__(self):
        self.call = os.getcwd

kept = Kept(), functools.partial(os.stat, "."), (lambda sleep: lambda: sleep)(time.sleep), [[os.listdir]]
import ostler
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    ostler.install()
    ostler.install()
print(*[(one.category.__name__, str(one.message), one.lineno) for one in said])
"""
        kept = "getcwd (Kept), listdir (list), sleep (cell), stat (partial)"
        text = f"ostler.install(): objects made before keep the interpreter's own functions: {kept}"
        self.check(python("-c", code), f"{('RuntimeWarning', text, 12)}\n")

    def test_what_imports_modules_stays(self):
        # By a closure, as a global name would be made to stand for ours.
        code = f"import ostler, sys; theirs = (lambda it: lambda: it)(sys.modules[{os.name!r}]); ostler.install()\n"
        code += "print(sys.modules['_frozen_importlib_external']._os is theirs())"
        self.check(python("-c", code), "True\n")

    def test_forgotten_and_found_again(self):
        code = f"import ostler, sys; ostler.install()\nfor name in ('os', 'stat', {os.name!r}):\n"
        code += "    before = sys.modules.pop(name); spec = before.__spec__\n"
        code += "    print(__import__(name) is before, before.__spec__ is spec)\n"
        self.check(python("-c", code), "True True\n" * 3)

    def test_children_of_ours_are_stock_unless_asked(self):
        code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import os; print(os.__spec__.name)'])"
        self.check(ostler_python("-c", code), "os\n")

    def test_an_environment_is_shared(self):
        code = "import os as stock, ostler; ostler.install(); import os\nos.environ['OSTLER_A'] = 'b'\n"
        code += "stock = sys.modules['ostler._install'].stock['os']; print(stock.environ['OSTLER_A'])"
        self.check(python("-c", "import sys\n" + code), "b\n")


# What a program has put into the interpreter's own modules.
PATCHES = """
import functools, os, platform, sys, time, unittest.mock
from os import listdir as before

def sleep(seconds):
    return "slept"

def absolute(path):
    return "absolute"

class Status:
    pass

class Waits:
    def __call__(self, *arguments):
        return "waited"

time.sleep = sleep
os.listdir = functools.partial(sleep, 0)
os.getcwd = [].append
os.stat = unittest.mock.Mock(spec=os.stat, return_value="mocked")
os.unlink = os.rmdir
os.path.abspath = absolute
os.terminal_size = Status
os.waitpid = Waits()
os.linesep = "EOL"
os.O_ADDED = 3
os.added = sleep
os._added = sleep
os.environ = {{"ONLY": "this"}}
del os.link
platform.system = lambda: "Another"
kept = os.stat, os.listdir, os.getcwd, os.waitpid
"""
IN_FORCE = """
import ostler; ostler.install()
import os, platform, time, ostler.os, ostler.time, {flat} as flat
own = sys.modules["ostler._native"]
own = getattr(own, {flat!r})
print(os is ostler.os, time is ostler.time)
print(time.sleep is sleep, os.path.abspath is absolute, os.terminal_size is Status, os.added is sleep)
print((os.stat, os.listdir, os.getcwd, os.waitpid) == kept, os.stat("/"))
print(os.unlink is own.rmdir, os.linesep, os.O_ADDED, os.environ, hasattr(os, "link"), hasattr(os, "_added"))
print(flat.stat is own.stat, flat.listdir is own.listdir, before is own.listdir, os.mkdir is own.mkdir, os.walk.__module__)
print(platform.system())
"""
# What is in our modules before and afterwards, when nothing has been put into the interpreter's own.
UNTOUCHED = """
import os, platform, time, {path}
import ostler, ostler.errno, ostler.os, ostler.platform, ostler.stat, ostler.time, ostler.{flat} as flat
modules = [ostler.errno, ostler.os, ostler.platform, ostler.stat, ostler.time, flat, ostler.os.path, ostler.os.path.genericpath]
before = [dict(vars(module)) for module in modules]
ostler.install()
for module, names in zip(modules, before, strict=True):
    now = vars(module)
    for name in names.keys() | now.keys():
        if name[:2] != "__" and names.get(name, now) is not now.get(name, names):
            print(module.__name__, name)
"""


class Patched(unittest.TestCase):
    """Modules into which a program has put something before."""

    def test_what_a_program_has_put_in_place_stays(self):
        code = (PATCHES + IN_FORCE).format(flat=os.name)
        said = "True True\nTrue True True True\nTrue mocked\nTrue EOL 3 {'ONLY': 'this'} False False\n"
        said += "True True True True os\nAnother\n"
        self.assertEqual(python("-c", code), (0, said, ""))

    def test_nothing_is_taken_over_without_need(self):
        code = UNTOUCHED.format(flat=os.name, path=os.path.__name__)
        self.assertEqual(python("-c", code), (0, "", ""))

    def test_a_sleep_that_lets_others_run(self):
        code = """if True:
            import time
            ran = []
            time.sleep = ran.append
            import ostler; ostler.install()
            import threading, time
            from time import sleep
            sleep(1); time.sleep(2)
            print(ran)
        """
        self.assertEqual(python("-c", code), (0, "[1, 2]\n", ""))


if __name__ == "__main__":
    unittest.main()
