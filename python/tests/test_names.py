"""Where the modules and what is in them say that they are from, and what is shared with the interpreter's own."""

import copy
import ctypes
import importlib
import inspect
import os as stock
import pickle
import subprocess
import sys
import time as stock_time
import types
import unittest

import ostler.os.path
from ostler import os, posix, stat, time
from support import ostler_python, python

flat = importlib.import_module(stock.name)

INSTALLED = """
import genericpath, os, posix, posixpath, stat
print(os.__name__, posix.__name__, stat.__name__, os.path.__name__, genericpath.__name__)
print(os.stat.__module__, os.makedirs.__module__, os.getenv.__module__, os._wrap_close.__module__)
print(os.path.join.__module__, os.path.exists.__module__, stat.S_ISDIR.__module__, type(os.environ))
print(hasattr(posix, "__file__"), os.path.exists(os.path.join(os.path.dirname(os.__file__), "shutil.py")))
"""
SAID = """\
os posix stat posixpath genericpath
posix os os os
posixpath genericpath stat <class 'os._Environ'>
False True
"""
AGAIN = """
import os, posixpath, genericpath, sys
first = posixpath, genericpath
del sys.modules["posixpath"]
import posixpath
posixpath.os = None
print(posixpath is first[0], first[0].os is os, posixpath.__spec__.name, posixpath.genericpath is genericpath)
print(posixpath.exists is genericpath.exists)
"""
PICKLED = "import os, pickle, sys; sys.stdout.write(pickle.dumps([os.stat, os.getenv, os.stat('.'), os.PathLike], 0).decode())"


class Definition(ctypes.Structure):
    """PyMethodDef"""

    _fields_ = [
        ("name", ctypes.c_char_p),
        ("method", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("doc", ctypes.c_char_p),
    ]


class Function(ctypes.Structure):
    """PyCFunctionObject: what follows the head of an object."""

    _fields_ = [("head", ctypes.c_byte * object.__basicsize__), ("definition", ctypes.POINTER(Definition))]


def convention(function):
    """How a function is called: VARARGS, KEYWORDS, NOARGS, O, FASTCALL."""
    return Function.from_address(id(function)).definition.contents.flags & 0x8F


def refusal(function, args, kwargs):
    try:
        function(*args, **kwargs)
    except TypeError as error:
        return str(error).removeprefix("ostler.")


class Conventions(unittest.TestCase):
    MODULES = {"time": (time, stock_time), "os": (os, stock)}

    def test_functions_are_called_as_the_interpreters_own(self):
        for ours, own in ((getattr(ostler, flat.__name__), flat), (time, stock_time)):
            seen = 0
            for name, function in vars(own).items():
                if isinstance(function, types.BuiltinFunctionType) and hasattr(ours, name):
                    seen += 1
                    with self.subTest(own.__name__ + "." + name):
                        self.assertEqual(convention(getattr(ours, name)), convention(function))
            self.assertGreater(seen, 20)

    def test_each_convention(self):
        self.assertEqual(len({convention(f) for f in (time.time, time.sleep, time.strftime, os.open)}), 4)
        self.assertIsNone(time.sleep(0))
        self.assertEqual(time.strftime("%Y", (2026,) + (1,) * 8), "2026")
        self.assertEqual(time.mktime(time.localtime(5)), 5.0)
        for module, name, args, kwargs in (
            ("time", "time", (1,), {}),
            ("time", "time", (), {"a": 1}),
            ("time", "sleep", (), {}),
            ("time", "sleep", (), {"secs": 1}),
            ("time", "strftime", (), {"format": "%Y"}),
            ("os", "pread", (0, 1), {"offset": 0}),
            ("os", "getppid", (1,), {}),
        ):
            with self.subTest(name, args=args, kwargs=kwargs):
                self.assertEqual(*(refusal(getattr(m, name), args, kwargs) for m in self.MODULES[module]))


class Attributes(unittest.TestCase):
    def test_modules_are_attributes_of_the_package(self):
        code = "import ostler, sys; print('ostler.process' in sys.modules, ostler.process.pid_exists(1), ostler.os.sep)"
        done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, env=stock.environ)
        self.assertEqual(done.stdout.split()[:2], ["False", "True"], done.stderr)

    def test_signatures(self):
        self.assertEqual(str(inspect.signature(time.strptime)), "(data_string, format='%a %b %d %H:%M:%S %Y', /)")
        self.assertEqual(list(inspect.signature(ostler.process.Stop).parameters)[:2], ["first", "grace"])

    #: Functions whose signature is not that of the interpreter's own, before the version that it is of.
    NEWER = {"makedirs": (3, 15), "platform": (3, 13)}

    def test_signatures_are_the_interpreters_own(self):
        """Each public function has one, and where the interpreter's own has one, it reads the same."""
        with os.scandir("/") as ours, stock.scandir("/") as theirs:
            names = [name for name, _, when, _ in ostler._native.MODULES if when != "never" and name[0] != "_"]
            pairs = [
                *((importlib.import_module(f"ostler.{name}"), importlib.import_module(name)) for name in names),
                (os.path, stock.path),
                (os.environ, stock.environ),
                (ours, theirs),
                (next(ours), next(theirs)),
            ]
            for own, other in pairs:
                for name in dir(own):
                    function = getattr(own, name)
                    if name[0] == "_" or not callable(function) or isinstance(function, type):
                        continue
                    with self.subTest(name, of=type(own).__name__):
                        signature = str(inspect.signature(function))
                        try:
                            expected = str(inspect.signature(getattr(other, name)))
                        except (AttributeError, ValueError):
                            # One that came later, or of which the interpreter cannot say it.
                            continue
                        if sys.version_info >= self.NEWER.get(name, (3,)):
                            self.assertEqual(signature, expected)

    def test_documentation_says_what_parameters_do(self):
        told = {"dir_fd", "src_dir_fd", "dst_dir_fd", "effective_ids", "follow_symlinks", "followlinks", "onerror"}
        seen = set()
        for name, function in vars(os).items():
            if name[0] == "_" or isinstance(function, type) or not callable(function):
                continue
            with self.subTest(name):
                text = inspect.getdoc(function)
                self.assertTrue(text)
                for parameter in told & inspect.signature(function).parameters.keys():
                    self.assertRegex(text, rf"(?m)^([a-z_]+, )?{parameter}(:|, [a-z_]+:| is called)")
                    self.assertIn("\n\nAvailability: ", text)
                    seen.add(parameter)
                if function in os.supports_fd and name not in ("chdir", "execve", "listdir", "scandir"):
                    self.assertIn("path may also be the descriptor", text)
                # Lines are for terminals.
                self.assertLessEqual(max(map(len, text.splitlines())), 130)
        self.assertEqual(seen, told if sys.platform != "win32" else seen)


class Installed(unittest.TestCase):
    def test_names_are_the_interpreters_own(self):
        self.assertEqual(ostler_python("-c", INSTALLED), (0, SAID, ""))

    def test_paths_again_are_fresh(self):
        # A program that changes its copy must not change everybody's.
        self.assertEqual(ostler_python("-c", AGAIN), (0, "False True posixpath True\nTrue\n", ""))

    def test_reloaded_it_keeps_its_name(self):
        code = "import importlib, os; importlib.reload(os)\nprint(os.__name__, os.getenv.__module__, os.path.os is os)"
        self.assertEqual(ostler_python("-c", code), (0, "os os True\n", ""))

    def test_pickles_are_read_without_this_package(self):
        status, text, errors = ostler_python("-c", PICKLED)
        self.assertEqual((status, errors), (0, ""))
        code = "import sys, pickle, os; read = pickle.loads(sys.stdin.buffer.read())\n"
        code += (
            "print(read[0] is os.stat, read[1] is os.getenv, type(read[2]) is os.stat_result, read[3] is os.PathLike)"
        )
        done = subprocess.run([sys.executable, "-I", "-c", code], input=text, text=True, capture_output=True)
        self.assertEqual((done.stdout, done.stderr), ("True True True True\n", ""))

    def test_before_the_library_is_there(self):
        self.assertEqual(python("-S", "-c", "import ostler; print(ostler.install())"), (0, "None\n", ""))


class BesideTheOther(unittest.TestCase):
    """`from ostler import os`, where nothing is swapped."""

    def test_functions_are_pickled(self):
        for function in (os.stat, os.makedirs, os.getenv, os.path.join, os.path.exists, posix.open, stat.S_ISDIR):
            with self.subTest(function=function):
                self.assertIs(pickle.loads(pickle.dumps(function)), function)
                self.assertIs(copy.deepcopy(function), function)

    def test_the_interpreters_own_keep_their_names(self):
        names = stock.__name__, stock.stat.__module__, stock.path.join.__module__, stock.path.exists.__module__
        self.assertEqual(names, ("os", "posix", "posixpath", "genericpath"))

    def test_path_is_importable(self):
        self.assertIs(ostler.os.path, sys.modules["ostler.os.path"])

    def test_a_name_that_programs_use_for_paths(self):
        self.assertIs(os._exists("stat"), True)
        self.assertIs(os._exists("/etc"), False)

    def test_one_class_of_paths(self):
        class Path:
            pass

        stock.PathLike.register(Path)
        self.assertTrue(issubclass(Path, os.PathLike))


if __name__ == "__main__":
    unittest.main()
