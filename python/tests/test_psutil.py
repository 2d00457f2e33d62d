"""Programs that use psutil, with `ostler.process` in its place."""

import os
import sysconfig
import tempfile
import unittest
from pathlib import Path

from support import PACKAGE, SLEEP, python

#: What a program does that looks for one of its processes and ends it.
PROGRAM = f"""
import subprocess, sys
import psutil
from psutil import NoSuchProcess, process_iter
child = subprocess.Popen({SLEEP!r})
found = [one for one in process_iter(["pid", "ppid"]) if one.info["pid"] == child.pid]
print(type(found[0]).__module__, found[0].info["ppid"] == psutil.Process().pid)
found[0].terminate()
gone, alive = psutil.wait_procs(found, timeout=60)
print(len(gone), alive)
try:
    psutil.Process(child.pid).name()
except psutil.NoSuchProcess as error:
    print(isinstance(error, NoSuchProcess), error.pid == child.pid)
print(psutil.version_info >= (7, 2), psutil.__version__, psutil.__name__, psutil.LINUX or psutil.WINDOWS)
"""
SAID = "ostler.process True\n1 []\nTrue True\nTrue 7.2.2 psutil True\n"

#: A psutil that knows nothing of processes.
COMMON = """
print("psutil is read")
class Error(Exception): __module__ = "psutil"
class NoSuchProcess(Error): __module__ = "psutil"
class AccessDenied(Error): __module__ = "psutil"
def bytes2human(number): return f"{number}B"
"""
INIT = """
import sys
from . import _common
from ._common import AccessDenied, Error, NoSuchProcess
from . import _other
__version__ = "1.0"
__all__ = ["disk_usage", "sensors_fans", "Process", "version"]
version = 5
class Process: pass
def disk_usage(path): return f"usage of {path}"
def sensors_fans(): return {}
def raising(): raise NoSuchProcess(5)
def catching():
    try: _other.raising()
    except AccessDenied as error: return repr(error)
"""
OTHER = """
from ._common import AccessDenied
def raising(): raise AccessDenied(6)
"""


class WithoutPsutil(unittest.TestCase):
    def run_program(self, code, *options, **environment):
        status, said, complaint = python("-m", "ostler", *options, "--psutil", "-c", code, **environment)
        self.assertEqual((status, complaint), (0, ""))
        return said

    def test_a_program(self):
        self.assertEqual(self.run_program(PROGRAM), SAID)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "program.py").write_text(PROGRAM)
            for arguments in (["program.py"], ["-m", "program"]):
                said = python("-m", "ostler", "--psutil", *arguments, cwd=folder)
                self.assertEqual(said, (0, SAID, ""))
        status, said, traced = python(
            "-m", "ostler", "--psutil", "--trace=summary", "-c", PROGRAM + "import os; os.getcwd()"
        )
        self.assertEqual((status, said), (0, SAID))
        self.assertIn("os.getcwd", traced)

    def test_not_without_the_option(self):
        code = "try: import psutil; print(hasattr(psutil, 'Query'))\nexcept ImportError: print(False)"
        self.assertEqual(python("-m", "ostler", "-c", code), (0, "False\n", ""))

    def test_what_is_not_about_processes(self):
        code = (
            "import psutil\n"
            "from psutil import disk_usage\n"
            "print(hasattr(psutil, 'disk_usage'), hasattr(psutil, 'sensors_temperatures'), hasattr(psutil, 'AF_LINK'))\n"
            "try: disk_usage('/')\n"
            "except NotImplementedError as error: print(error)\n"
            "try: psutil.cpu_freq()\n"
            "except AttributeError as error: print(error)\n"
            "try: from psutil import sensors_battery\n"
            "except ImportError: print('no battery')\n"
        )
        reason = "ostler has processes only, and psutil is not installed"
        self.assertEqual(
            self.run_program(code),
            "True False False\n"
            f"psutil.disk_usage: {reason}\n"
            f"module 'psutil' has no attribute 'cpu_freq': {reason}\n"
            "no battery\n",
        )

    def test_inner_modules(self):
        code = (
            "import psutil\n"
            "print(psutil._common.NoSuchProcess is psutil.NoSuchProcess)\n"
            "from psutil._common import STATUS_ZOMBIE, AccessDenied, pmem\n"
            "print(STATUS_ZOMBIE, AccessDenied is psutil.AccessDenied, type(psutil.Process().memory_info()) is pmem)\n"
            "try: import psutil._pslinux\n"
            "except ModuleNotFoundError as error: print(error)\n"
        )
        said = "True\nzombie True True\nNo module named 'psutil._pslinux'\n"
        self.assertEqual(self.run_program(code), said)

    def test_all_names(self):
        code = (
            "from psutil import *\n"
            "import psutil\n"
            "print(Process is psutil.Process, disk_usage.__name__, 'Query' in vars(), hasattr(psutil, 'Query'))\n"
            "print({'Process', 'disk_usage', '__version__'} <= set(dir(psutil)))\n"
        )
        self.assertEqual(self.run_program(code), "True disk_usage False True\nTrue\n")

    def test_forgotten_and_imported_again(self):
        code = (
            "import importlib, sys, psutil\n"
            "importlib.reload(psutil)\n"
            "del sys.modules['psutil']\n"
            "import psutil as again\n"
            "print(again.Process is psutil.Process, again is psutil, again.__spec__.name)\n"
        )
        self.assertEqual(self.run_program(code), "True False psutil\n")

    def test_for_every_interpreter(self):
        if not Path(sysconfig.get_path("purelib"), "ostler_startup.pth").exists():
            self.skipTest("the package is not installed here")
        code = "import os, psutil; print(psutil.Process.__module__, os.__spec__.name)"
        child = f"import subprocess, sys; print(subprocess.check_output([sys.executable, '-c', {code!r}], text=True), end='')"
        for each in (code, child):
            self.assertEqual(python("-c", each, OSTLER_INSTALL="psutil"), (0, "ostler.process ostler.os\n", ""))
        code = "import os; print(os.__spec__.name)\ntry: import psutil\nexcept ImportError: print('no psutil')"
        self.assertEqual(python("-c", code, OSTLER_INSTALL="1"), (0, "ostler.os\nno psutil\n", ""))
        self.assertEqual(python("-c", code, OSTLER_INSTALL="other"), (0, "os\nno psutil\n", ""))


class WithPsutil(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        package = Path(folder.name, "psutil")
        package.mkdir()
        for name, text in (("__init__", INIT), ("_common", COMMON), ("_other", OTHER)):
            (package / f"{name}.py").write_text(text)
        self.path = os.pathsep.join([PACKAGE, folder.name])

    def run_program(self, code, *before):
        status, said, complaint = python(*(before or ("-m", "ostler", "--psutil")), "-c", code, PYTHONPATH=self.path)
        self.assertEqual((status, complaint), (0, ""))
        return said

    def test_a_program(self):
        # Nothing is read of psutil that is not asked for.
        self.assertEqual(self.run_program(PROGRAM), SAID)

    def test_what_is_handed_on(self):
        code = (
            "import psutil\n"
            "print(psutil.Process.__module__, psutil.__version__)\n"
            "print(psutil.disk_usage('/'), psutil.sensors_fans(), psutil.version)\n"
            "print(hasattr(psutil, 'sensors_battery'), 'sensors_fans' in dir(psutil))\n"
            "from psutil import sensors_fans\n"
            "try: from psutil import nothing\n"
            "except ImportError: print('nothing')\n"
            "from psutil import *\n"
            "print(version, Process.__module__, disk_usage is psutil.disk_usage)\n"
        )
        said = "ostler.process 7.2.2\npsutil is read\nusage of / {} 5\nFalse True\nnothing\n5 ostler.process True\n"
        self.assertEqual(self.run_program(code), said)

    def test_exceptions_are_the_same(self):
        code = (
            "import psutil\n"
            "try: psutil.raising()\n"
            "except psutil.NoSuchProcess as error: print(repr(error), type(error).__module__)\n"
            "print(psutil.catching())\n"
            "try: psutil.Process(2**31 - 1)\n"
            "except psutil._common.Error as error: print(repr(error))\n"
            "import psutil._other\n"
            "print(psutil._other.AccessDenied is psutil.AccessDenied is psutil._common.AccessDenied)\n"
        )
        said = (
            "psutil is read\n"
            "psutil.NoSuchProcess(pid=5, msg='process no longer exists') ostler.process\n"
            "psutil.AccessDenied(pid=6)\n"
            "psutil.NoSuchProcess(pid=2147483647, msg='process PID not found')\n"
            "True\n"
        )
        self.assertEqual(self.run_program(code), said)

    def test_inner_modules_first(self):
        code = (
            "from psutil._common import NoSuchProcess, bytes2human\n"
            "import psutil, psutil._common, psutil._other\n"
            "print(bytes2human(5), NoSuchProcess is psutil.NoSuchProcess, psutil._common.__spec__.origin[-10:])\n"
            "print(psutil.disk_usage(1), psutil._other.AccessDenied is psutil.AccessDenied, psutil._common.__loader__.path[-10:])\n"
        )
        self.assertEqual(self.run_program(code), "psutil is read\n5B True _common.py\nusage of 1 True _common.py\n")

    def test_in_a_program_that_has_psutil_already(self):
        code = (
            "import psutil, psutil as other\n"
            "from psutil import NoSuchProcess, disk_usage, Process\n"
            "def make(kind=psutil.Process): return kind\n"
            "class Class:\n"
            "    error = psutil.AccessDenied\n"
            "import ostler\n"
            "ostler.install()\n"
            "print(psutil.__version__)\n"
            "for _ in range(2):\n"
            "    ostler.install(psutil=True)\n"
            "    from ostler import process\n"
            "    print(psutil.Process is other.Process is process.Process is make() is Process)\n"
            "    print(NoSuchProcess is process.NoSuchProcess, Class.error is process.AccessDenied)\n"
            "    print(disk_usage is psutil.disk_usage, psutil.catching())\n"
            "    try: psutil.raising()\n"
            "    except process.NoSuchProcess as error: print(error.pid)\n"
        )
        said = "psutil is read\n1.0\n" + "True\nTrue True\nTrue psutil.AccessDenied(pid=6)\n5\n" * 2
        self.assertEqual(self.run_program(code, "-B"), said)

    def test_a_module_and_a_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            # A folder is no psutil.
            Path(folder, "psutil").mkdir()
            code = "import psutil; print(hasattr(psutil, 'sensors_fans'), hasattr(psutil, 'disk_usage'))"
            said = python("-m", "ostler", "--psutil", "-c", code, PYTHONPATH=os.pathsep.join([PACKAGE, folder]))
            self.assertEqual(said, (0, "False True\n", ""))
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "psutil.py").write_text("def sensors_fans(): return 1\n")
            code = "import psutil; print(psutil.sensors_fans(), psutil.Process.__module__)"
            said = python("-m", "ostler", "--psutil", "-c", code, PYTHONPATH=os.pathsep.join([PACKAGE, folder]))
            self.assertEqual(said, (0, "1 ostler.process\n", ""))

    def test_one_that_cannot_be_read(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "psutil.py").write_text("import sys\nraise ImportError('broken')\n")
            code = (
                "import psutil; print(psutil.Process().is_running())\n"
                "for _ in range(2):\n"
                "    try: psutil.disk_usage\n"
                "    except ImportError as error: print(error)\n"
            )
            said = python("-m", "ostler", "--psutil", "-c", code, PYTHONPATH=os.pathsep.join([PACKAGE, folder]))
            self.assertEqual(said, (0, "True\nbroken\nbroken\n", ""))


if __name__ == "__main__":
    unittest.main()
