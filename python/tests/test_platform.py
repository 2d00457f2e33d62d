"""`platform`: beside the interpreter's own, and where a program of its own by that name has precedence."""

import copy
import errno
import os as stock_os
import pickle
import platform as stock
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from ostler import platform
from support import WINE, ostler_python, python, unix

SAME = """
    uname system node release version machine processor platform architecture libc_ver freedesktop_os_release python_version
    python_version_tuple python_build python_branch python_revision python_compiler python_implementation mac_ver win32_ver
    win32_edition win32_is_iot
""".split()

# What the interpreter's own asks about files that are not for Windows, and is not everywhere.
ASKS = sys.platform == "win32" or shutil.which("file")
if not ASKS:
    print("note: no program `file` for the interpreter's own to ask; `apt-get install file`", file=sys.stderr)


BEFORE_3_14 = sys.version_info < (3, 14)


class Same(unittest.TestCase):
    """As the interpreter's own."""

    def test_answers(self):
        for name in SAME:
            if WINE and name in ("uname", "release", "version", "platform", "win32_ver"):
                # It says one version to programs, and another in the files that the interpreter's own looks into.
                continue
            if name == "architecture" and not ASKS:
                continue
            with self.subTest(name):
                self.assertEqual(str(getattr(platform, name)()), str(getattr(stock, name)()))

    def test_lines(self):
        facts = [
            ("Linux", "n", "6.1 (x)", "#1", "x86_64", "x86_64"),
            ("SunOS", "n", "5.11", "11.4", "i86pc", "i386"),
            ("FreeBSD", "n", "14.2-RELEASE", "v", "amd64", "amd64"),
            ("unknown", "n", ' a/b\\c:d;e"f ', "v", "m", ""),
        ]
        if sys.version_info >= (3, 13):
            # Before, the interpreter's own stumbles.
            facts.append(("", "", "", "", "", ""))
        for names in facts:
            if names[0] != "Linux" and not ASKS:
                # The line ends with what is asked.
                continue
            for aliased in (False, True):
                for terse in (False, True):
                    lines = []
                    for module in (platform, stock):
                        module._platform_cache.clear()
                        asked = module if ASKS else platform
                        with (
                            mock.patch.object(module, "uname", return_value=names),
                            mock.patch.object(module, "architecture", asked.architecture),
                        ):
                            lines.append(module.platform(aliased, terse))
                        module._platform_cache.clear()
                    with self.subTest(names=names, aliased=aliased, terse=terse):
                        self.assertEqual(*lines)

    def test_system_alias(self):
        for names in [("SunOS", "5.10", "v"), ("SunOS", "4.1", "v"), ("win32", "10", "v"), ("Linux", "x", "\udcff")]:
            self.assertEqual(platform.system_alias(*names), stock.system_alias(*names))

    def test_versions_of_interpreters(self):
        texts = [
            sys.version,
            f"3.14.1 {'experimental ' * BEFORE_3_14}free-threading build (main, Dec  4 2024, 10:00:00) [Clang 18]",
            "3.12 (#7, x)[c]",
            "3.12.0rc1+ (heads/x, Oct  2 2023, 1:2:3) [GCC]",
            "2.5.2 (63378, Mar 26 2009, 18:03:29)\n[PyPy 1.0.0]",
        ]
        for text in texts:
            if "free-threading" in text and sys.version_info < (3, 13):
                continue
            with self.subTest(text):
                self.assertEqual(platform._sys_version(text), stock._sys_version(text))
        for text in ("", "x", "3.12 main [c]", "3.12 (a, b, c, d) [e]", "3.12 (a)"):
            with self.subTest(text), self.assertRaises(ValueError):
                platform._sys_version(text)

    def test_packaged_versions_are_read(self):
        text = "3.12.3 | packaged by somebody | (main, Apr 15 2024, 18:38:13) [GCC 12.3.0]"
        self.assertEqual(platform._sys_version(text)[1:5:3], ("3.12.3", "main"))

    def test_os_release(self):
        random.seed(4)
        pieces = ["A", "B_2", "=", '"', "'", "\\", "$", "`", " ", "\n", "#", "é", "x"]
        for _ in range(2000):
            text = "".join(random.choices(pieces, k=random.randrange(30)))
            self.assertEqual(
                platform._parse_os_release(text.split("\n")), stock._parse_os_release(text.split("\n")), repr(text)
            )


class Names(unittest.TestCase):
    """`uname` and its result."""

    def setUp(self):
        self.addCleanup(platform.invalidate_caches)
        platform.invalidate_caches()

    def test_processor_is_late_and_asked_once(self):
        with mock.patch.object(platform._Processor, "get", return_value="unknown") as get:
            names = platform.uname()
            self.assertEqual(get.call_count, 0)
            self.assertEqual((names.processor, names[5], len(names), len(list(names))), ("", "", 6, 6))
            self.assertEqual(get.call_count, 1)

    def test_result(self):
        names = platform.uname_result("a", "b", "c", "d", "e")
        vars(names)["processor"] = "f"
        self.assertEqual(repr(names), repr(stock.uname_result("a", "b", "c", "d", "e")))
        self.assertEqual(list(names._asdict().values()), list("abcdef"))
        self.assertEqual((names[-1], names[1:3], names[4]), ("f", ("b", "c"), "e"))
        self.assertEqual(names, ("a", "b", "c", "d", "e"))
        self.assertEqual(names._replace(node="x").node, "x")
        for again in (copy.copy(names), copy.deepcopy(names), pickle.loads(pickle.dumps(names))):
            self.assertEqual((type(again), again), (platform.uname_result, names))
        for wrong in ("abcd", "abcdef"):
            with self.assertRaises(TypeError):
                platform.uname_result._make(wrong)
        with self.assertRaises((TypeError, ValueError)):
            names._replace(processor="x", nothing="y")

    @unix
    def test_name_of_a_machine_that_is_no_text(self):
        name = stock_os.fsdecode(b"h\xff")
        with mock.patch("ostler.os.uname", return_value=("Linux", name, "unknown", "v", "m")):
            self.assertEqual((platform.node(), platform.release()), (name, ""))

    def test_caches(self):
        names, line = platform.uname(), platform.platform()
        self.assertIs(platform.uname(), names)
        self.assertIs(platform.platform(), line)
        platform.invalidate_caches()
        self.assertIsNot(platform.uname(), names)
        self.assertEqual(platform.platform(), line)

    @unix
    def test_a_processor_is_not_waited_for(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "uname").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
            Path(folder, "uname").chmod(0o755)
            code = "import threading, time\nfrom ostler import platform\nends, count = time.monotonic() + 30, 0\n"
            code += "def ask():\n    global answer\n    answer = platform.processor()\n"
            code += "asks = threading.Thread(target=ask); asks.start()\n"
            code += "while asks.is_alive() and time.monotonic() < ends: count += 1; time.sleep(0.01)\n"
            code += "print(repr(answer), count > 10)"
            self.assertEqual(python("-c", code, PATH=folder), (0, "'' True\n", ""))
            Path(folder, "uname").write_text("#!/bin/sh\necho ' z80 '\n")
            # On a busy machine it may take longer than it is waited for.
            code = "import time\nfrom ostler import platform\nends = time.monotonic() + 60\n"
            code += "while not platform.processor() and time.monotonic() < ends: platform.invalidate_caches()\n"
            said = "print(platform.processor(), platform.platform())"
            line = stock.platform().replace("-with", "-z80-with")
            self.assertEqual(python("-c", code + said, PATH=folder), (0, f"z80 {line}\n", ""))
            Path(folder, "uname").unlink()
            code = "from ostler import platform\n" + said
            self.assertEqual(python("-c", code, PATH=folder), (0, f" {stock.platform()}\n", ""))

    def test_what_a_function_raises_comes_through(self):
        name = "win32_ver" if sys.platform == "win32" else "libc_ver"
        with mock.patch.object(platform, name, side_effect=ZeroDivisionError):
            self.assertRaises(ZeroDivisionError, platform.platform)
        with mock.patch.object(platform, name, return_value=(1, 2)):
            self.assertRaises((TypeError, ValueError), platform.platform)
        self.assertIn("Windows" if sys.platform == "win32" else "with", platform.platform())


class Files(unittest.TestCase):
    """Programs and `os-release`."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(platform.invalidate_caches)
        self.file = Path(folder.name, "file")

    def test_architecture(self):
        self.assertEqual(platform.architecture(Path(sys.executable)), platform.architecture())
        self.file.write_bytes(b"\x7fELF\x01\x01".ljust(16, b"\0") + b"\x02\0")
        self.assertEqual(platform.architecture(str(self.file)), ("32bit", "ELF"))
        self.assertEqual(platform.architecture(bytes(self.file)), ("32bit", "ELF"))
        for none in ("", "/nothing", "/etc/passwd", self.file.parent):
            self.assertEqual(platform.architecture(none, "9bit", "what"), ("9bit", "what"))
        self.assertRaises(TypeError, platform.architecture, 5)

    def test_libc_ver(self):
        self.file.write_bytes(b"x" * 16380 + b"GLIBC_2.9\0GLIBC_2.34\0")
        for size in (-1, 0, 7, 16384):
            self.assertEqual(platform.libc_ver(self.file, chunksize=size), ("glibc", "2.34"))
        self.assertEqual(platform.libc_ver("/etc/hostname", "a", "b"), ("a", "b"))
        with self.assertRaises(FileNotFoundError) as caught:
            platform.libc_ver("/nothing")
        self.assertEqual(caught.exception.filename, "/nothing")
        with mock.patch("ostler.os.confstr", side_effect=ValueError, create=True):
            self.assertEqual(platform.libc_ver(), stock.libc_ver(sys.executable))
            with mock.patch.object(sys, "executable", ""):
                self.assertEqual(platform.libc_ver(lib="a"), ("a", ""))

    def test_os_release(self):
        with mock.patch.object(platform, "_os_release_candidates", ("/nothing", str(self.file))):
            platform.invalidate_caches()
            with self.assertRaises(FileNotFoundError) as caught:
                platform.freedesktop_os_release()
            text = f"Unable to read files /nothing, {self.file}"
            self.assertEqual(caught.exception.args, (errno.ENOENT, text))
            self.file.write_text("ID=a\nNAME='b'\n")
            found = platform.freedesktop_os_release()
            self.assertEqual(found, {"NAME": "b", "ID": "a", "PRETTY_NAME": "Linux"})
            found.clear()
            self.file.unlink()
            self.assertEqual(platform.freedesktop_os_release()["ID"], "a")

    def test_events(self):
        code = "import sys\nfrom ostler import platform\nplatform.platform\nheard = []\n"
        code += "sys.addaudithook(lambda name, args: heard.append((name, args[:2])))\n"
        code += "platform.processor(), platform.freedesktop_os_release(), platform.architecture('/x')\n"
        code += "print([h for h in heard if h[0] in ('open', 'subprocess.Popen')])"
        expected = [
            ("subprocess.Popen", ("uname", ["uname", "-p"])),
            ("open", ("/etc/os-release", None)),
            ("open", ("/x", None)),
        ]
        if sys.platform == "win32":
            # A variable says it there.
            del expected[0]
        self.assertEqual(python("-c", code), (0, f"{expected}\n", ""))

    def test_a_hook_refuses(self):
        code = "import sys\nfrom ostler import platform\ndef hook(name, args):\n"
        code += "    if name in ('open', 'subprocess.Popen'): raise ZeroDivisionError\nsys.addaudithook(hook)\n"
        code += "for ask in (platform.processor, platform.freedesktop_os_release, platform.architecture):\n"
        code += "    try: ask()\n    except ZeroDivisionError: print('refused')\n"
        self.assertEqual(python("-c", code), (0, "refused\n" * (2 if sys.platform == "win32" else 3), ""))


class Elsewhere(unittest.TestCase):
    """What is about other systems says what it is given."""

    def test_given(self):
        if sys.platform != "win32":
            self.assertEqual(platform.win32_ver("a", "1.0", "c", "d"), ("a", "1.0", "c", "d"))
        self.assertEqual(platform.mac_ver("a", ("b", "c", "d"), "e"), ("a", ("b", "c", "d"), "e"))
        self.assertEqual(platform.ios_ver("a", "b", "c", True), platform.IOSVersionInfo("a", "b", "c", True))
        android = platform.android_ver("a", 1, "b", "c", "d", True)
        self.assertEqual((android.api_level, android.is_emulator, len(android)), (1, True, 6))


class InPlace(unittest.TestCase):
    """Swapped in."""

    def test_command_line(self):
        line, short = (f"{platform.platform(True, terse)}\n" for terse in (False, True))
        self.assertEqual(ostler_python("-m", "platform"), (0, line, ""))
        self.assertEqual(ostler_python("-m", "platform", "--terse", "nonaliased"), (0, short, ""))
        self.assertEqual(python("-m", "ostler.platform", "terse"), (0, short, ""))
        status, _, said = ostler_python("-m", "platform", "neither")
        self.assertEqual((status, "'neither'" in said), (2, True))

    def test_whether_imported_before_or_after(self):
        after = "print(platform.__name__, platform.uname_result.__module__, platform is ostler.platform)\n"
        after += (
            "import importlib, runpy; importlib.reload(platform); print(platform.__name__, platform.node.__module__)\n"
        )
        after += "import sys; before = sys.modules.pop('platform'); import platform; print(platform is before)\n"
        after += "sys.argv = ['-m']; runpy._run_module_as_main('platform')"
        said = f"platform platform True\nplatform platform\nTrue\n{platform.platform(True)}\n"
        begin = "import ostler; ostler.install(); import ostler.platform, platform\n"
        self.assertEqual(python("-c", begin + after), (0, said, ""))
        begin = "import platform as p; import ostler; ostler.install(); import platform, ostler.platform\n"
        self.assertEqual(python("-c", begin + "assert p is platform\n" + after), (0, said, ""))

    def test_not_loaded_until_it_is_wanted(self):
        code = "import sys, ostler; ostler.install(); print('ostler.platform' in sys.modules)"
        self.assertEqual(python("-c", code), (0, "False\n", ""))

    def test_a_programs_own(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "platform.py").write_text("def system(): return 'mine'\n")
            program = Path(folder, "program.py")
            program.write_text("import platform\nprint(platform.system())\n")
            self.assertEqual(ostler_python(str(program)), (0, "mine\n", ""))
            code = "import sys; sys.path.insert(0, sys.argv[1]); import platform, ostler; ostler.install()\n"
            code += "import platform; print(platform.system())"
            self.assertEqual(python("-c", code, folder), (0, "mine\n", ""))

    def test_pickles_are_read_without_this_package(self):
        code = "import pickle, platform, sys; sys.stdout.write(pickle.dumps(platform.uname(), 0).decode())"
        status, text, errors = ostler_python("-c", code)
        self.assertEqual((status, errors), (0, ""))
        code = "import sys, pickle; print(type(pickle.loads(sys.stdin.read().encode())).__module__)"
        done = subprocess.run([sys.executable, "-I", "-c", code], input=text, text=True, capture_output=True)
        self.assertEqual((done.stdout, done.stderr), ("platform\n", ""))


if __name__ == "__main__":
    unittest.main()
