"""`python -m ostler` does what `python` does, but for whose modules the program gets."""

import os
import sys
import tempfile
import textwrap
import unittest
import zipfile
from pathlib import Path

from support import ostler_python, python

ABOUT = """
import sys
print(sys.argv, sys.path[0], sorted(globals()), __name__, __package__, __doc__)
print(globals().get("__file__"), globals().get("__cached__"), type(__loader__), __spec__ and __spec__.name)
print(sys.modules["__main__"].__dict__ is globals(), __builtins__)
"""


class Same(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(os.path.realpath(folder.name))

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text))
        return name

    def same(self, *arguments, options=(), **keywords):
        keywords.setdefault("cwd", self.folder)
        expected = python(*options, *arguments, **keywords)
        found = python(*options, "-m", "ostler", *arguments, **keywords)
        self.assertEqual(found, expected)
        return found


class Kinds(Same):
    def test_file(self):
        self.write("sub/about.py", ABOUT)
        self.same("sub/about.py", "a", "-b")
        self.same("./sub/../sub/about.py")
        self.same(str(self.folder / "sub/about.py"))
        self.same("sub/about.py", options=["-P"])
        (self.folder / "link.py").symlink_to("sub/about.py")
        self.same("link.py")

    def test_code(self):
        self.same("-c", ABOUT, "a", "-b")
        self.same("-c" + ABOUT)
        self.same("-c", "pass")
        self.same("-c", ABOUT, options=["-P"])

    def test_module(self):
        self.write("about.py", ABOUT)
        self.write("package/__init__.py", "")
        self.write("package/__main__.py", ABOUT)
        self.same("-m", "about", "a", "-b")
        self.same("-m", "package", "a")
        self.same("-mpackage")

    def test_standard_input(self):
        self.same("-", "a", stdin=ABOUT)

    def test_compiled(self):
        import py_compile

        self.write("about.py", ABOUT)
        py_compile.compile(str(self.folder / "about.py"), str(self.folder / "about.pyc"))
        self.same("about.pyc", "a")

    def test_directory_and_archive(self):
        self.write("folder/__main__.py", ABOUT)
        self.same("folder", "a")
        with zipfile.ZipFile(self.folder / "archive", "w") as archive:
            archive.write(self.folder / "folder/__main__.py", "__main__.py")
        self.same("archive", "a")
        self.same("archive", options=["-P"])

    def test_what_is_not_there(self):
        self.same("absent.py")
        self.same("/absent/absent.py")
        self.same("-m", "absent")
        self.same("-m", "absent.part")
        (self.folder / "empty").mkdir()
        self.same("empty")

    def test_ours_is_refused_politely(self):
        for words in ([], ["--tarce", "x.py"], ["-m"], ["--trace"]):
            status, out, err = ostler_python(*words, cwd=self.folder)
            self.assertEqual((status, out), (2, ""))
            self.assertIn("usage: python -m ostler", err)
        status, out, err = ostler_python("--help")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("--trace=summary", out)


class Ends(Same):
    def test_codes(self):
        for code in ("0", "3", "-1", "None", "'a word'", "True", "3.5", "2**70", "(1, 2)"):
            self.same("-c", f"import sys; sys.exit({code})")
        self.same("-c", "raise SystemExit")
        self.same("-c", "import atexit; atexit.register(print, 'later'); 1 / 0")

    def test_tracebacks(self):
        failing = """
            def inner(n):
                return 1 / n

            def outer():
                try:
                    inner(0)
                except ZeroDivisionError as error:
                    raise ValueError("text") from error
            outer()
            """
        self.write("failing.py", failing)
        self.same("failing.py")
        self.same("-m", "failing")
        self.same("-c", textwrap.dedent(failing))
        self.same("-", stdin=textwrap.dedent(failing))
        self.write("folder/__main__.py", "import failing")
        self.write("folder/failing.py", failing)
        self.same("folder")

    def test_syntax(self):
        self.write("broken.py", "x = 1\nif x\n    pass\n")
        self.same("broken.py")
        self.same("-m", "broken")
        self.same("-c", "if x")
        (self.folder / "latin.py").write_bytes(b"# coding: latin-1\nprint(ascii('\xe9'))\n")
        self.same("latin.py")
        self.write("future.py", "def f(x: nothing): pass\n")
        self.same("future.py")

    def test_groups(self):
        self.same("-c", "raise ExceptionGroup('several', [ValueError(1), KeyError(2)])")

    def test_interrupted(self):
        status, _, _ = self.same("-c", "import atexit; atexit.register(print, 'later'); raise KeyboardInterrupt")
        self.assertEqual(status, 0xC000013A if sys.platform == "win32" else -2)

    def test_hooks(self):
        hook = "import sys\ndef hook(*about): print(about[:2])\nsys.excepthook = hook\n1 / 0"
        self.same("-c", hook)
        self.same("-c", hook.replace("print(about[:2])", "sys.exit(5)"))
        self.same("-c", "import sys, atexit\natexit.register(lambda: print(sys.last_type, sys.last_value))\n1 / 0")
        self.same(
            "-c", "import sys\nsys.addaudithook(lambda *a: print(a[0]) if a[0] == 'sys.excepthook' else None)\n1 / 0"
        )

    def test_a_hook_that_fails(self):
        self.same("-c", "import sys\ndef hook(*about): raise ValueError(1)\nsys.excepthook = hook\nx = {}['k']")

    def test_threads_are_waited_for(self):
        self.same(
            "-c",
            "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), print('done'))).start()\n1 / 0",
        )

    def test_descendants_find_the_program(self):
        program = """
            import multiprocessing

            def work(n):
                return n * n

            if __name__ == "__main__":
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    print(pool.map(work, [1, 2, 3]))
            """
        self.write("parallel.py", program)
        self.same("parallel.py")
        self.same("-m", "parallel")


class Flags(Same):
    def test_inspect(self):
        self.same("-c", "x = 5", options=["-i", "-q"], stdin="print(x)\n")

    def test_optimised(self):
        self.same("-c", "assert False; print(__debug__)", options=["-O"])

    def test_warnings(self):
        self.same("-c", "import warnings; warnings.warn('text')", options=["-W", "error"])


if __name__ == "__main__":
    sys.exit(unittest.main())
