"""What `ostler.install()` puts in place, and what it leaves."""

import os
import unittest

from support import ostler_python, python

SHOW = f"""
import sys, os, {os.name} as flat, errno, stat, time, {os.path.__name__} as path, genericpath, os.path, io
import ostler, ostler.os, ostler.{os.name}, ostler.errno, ostler.stat, ostler.time
print(os is ostler.os, flat is ostler.{os.name}, errno is ostler.errno, stat is ostler.stat, time is ostler.time)
print(os.path is path, path.os is os, path.genericpath is genericpath, genericpath.os is os)
"""
IN_PLACE = "True True True True True\nTrue True True True\n"


class Install(unittest.TestCase):
    def check(self, found, expected):
        self.assertEqual(found, (0, expected, ""))

    def test_modules_are_in_place(self):
        self.check(python("-c", "import ostler; ostler.install()" + SHOW), IN_PLACE)
        self.check(ostler_python("-c", SHOW), IN_PLACE)

    def test_twice_is_once(self):
        code = (
            "import ostler, sys; ostler.install(); a = list(sys.meta_path); ostler.install(); print(a == sys.meta_path)"
        )
        self.check(python("-c", code), "True\n")

    def test_names_bound_before(self):
        code = "import os, shutil; from os import makedirs; import ostler; ostler.install()\n"
        code += "print(os is ostler.os, shutil.os is os, makedirs is os.makedirs)"
        self.check(python("-c", code), "True True False\n")

    def test_what_imports_modules_stays(self):
        # In a list, as a global name would be made to stand for ours.
        code = f"import ostler, sys; theirs = [sys.modules[{os.name!r}]]; ostler.install()\n"
        code += "print(sys.modules['_frozen_importlib_external']._os is theirs[0])"
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


if __name__ == "__main__":
    unittest.main()
