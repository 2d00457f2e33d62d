"""Where the modules and what is in them say that they are from, and what is shared with the interpreter's own."""

import copy
import os as stock
import pickle
import subprocess
import sys
import unittest

import ostler.os.path
from ostler import os, posix, stat
from support import ostler_python, python

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
