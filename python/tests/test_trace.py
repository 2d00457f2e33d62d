"""`python -m ostler --trace`."""

import os
import re
import unittest

from support import ostler_python, unix


class Calls(unittest.TestCase):
    def trace(self, code, status=0):
        found, out, err = ostler_python("--trace", "-c", code)
        self.assertEqual(found, status, err)
        return out, [re.sub(r" \(\d+\.\d us\)$", "", line) for line in err.splitlines()]

    def test_results_and_errors(self):
        code = "import os\nfd = os.open(os.devnull, os.O_RDONLY)\nos.close(fd)\n"
        code += "try: os.stat('/absent', follow_symlinks=False)\nexcept OSError as error: print(error)"
        out, lines = self.trace(code)
        said = "File not found" if os.name == "nt" else "No such file or directory"
        self.assertEqual(out, f"[{'WinError' if os.name == 'nt' else 'Errno'} 2] {said}: '/absent'\n")
        self.assertRegex(lines[0], rf"^os\.open\({os.devnull!r}, 0\) = \d+$")
        self.assertRegex(lines[1], r"^os\.close\(\d+\) = None$")
        expected = f"os.stat('/absent', follow_symlinks=False) = FileNotFoundError ENOENT ({said})"
        self.assertEqual(lines[2], expected)

    def test_each_once(self):
        code = f"import os, {os.name} as flat, tempfile\ntop = tempfile.TemporaryDirectory(); folder = top.name\n"
        # What is left empty above goes, too.
        code += "open(folder + '/stays', 'w').close()\n"
        code += "os.makedirs(folder + '/A/b'); flat.rmdir(folder + '/A/b'); os.removedirs(folder + '/A')\n"
        _, lines = self.trace(code)
        lines = [line for line in lines if "/A" in line]
        self.assertEqual([line.partition("(")[0] for line in lines], ["os.makedirs", "os.rmdir", "os.removedirs"])

    def test_types_are_left_alone(self):
        code = "import os, sys\nbeside = os.path.dirname(sys.executable)\n"
        code += "with os.scandir(beside) as entries:\n    entry = next(entries)\n"
        code += "print(isinstance(entry, os.DirEntry), entry.inode() > 0, isinstance(os.stat('/'), os.stat_result))\n"
        code += "print(os.stat in os.supports_fd, os.stat in os.supports_follow_symlinks, os.mkdir in os.supports_fd)\n"
        code += "class A: pid = os.getpid\nprint(A().pid() == os.getpid())\n"
        code += "import pickle, inspect; print(pickle.loads(pickle.dumps(os.getpid)) is os.getpid)\n"
        code += "print(inspect.signature(os.stat))"
        out, _ = self.trace(code)
        signature = "(path, *, dir_fd=None, follow_symlinks=True)"
        self.assertEqual(out, f"True True True\nTrue True False\nTrue\nTrue\n{signature}\n")

    def test_no_frames_of_ours(self):
        status, _, err = ostler_python("--trace", "-c", "import os; os.stat('/absent')")
        self.assertEqual(status, 1)
        self.assertNotIn("_trace.py", err)
        self.assertIn('File "<string>", line 1, in <module>', err)

    def test_secrets(self):
        code = "import os, array\nr, w = os.pipe()\n"
        code += "os.write(w, b'hunter2'); os.read(r, 20); os.write(w, array.array('B', b'hunter2'))\n"
        code += "os.putenv('NAME', 'hunter2'); os.getpid()\n"
        if os.name == "posix":
            code += "os.pwritev(os.open('/dev/null', os.O_WRONLY), [b'hunter2', memoryview(b'2')], 0)\n"
            code += "pid = os.posix_spawn('/bin/true', ['true'], {'NAME': 'hunter2'}); os.waitpid(pid, 0)\n"
        _, lines = self.trace(code)
        self.assertIn("hunter2", "\n".join(lines))
        status, _, err = ostler_python("--trace=redact", "-c", code)
        self.assertEqual(status, 0, err)
        self.assertNotIn("hunter2", err)
        self.assertRegex(err, r"os\.write\(\d+, <7 bytes>\) = 7 ")
        self.assertRegex(err, r"os\.read\(\d+, 20\) = <7 bytes> ")
        self.assertIn("os.putenv('NAME', <redacted>) = None ", err)
        if os.name == "posix":
            self.assertRegex(err, r"os\.pwritev\(\d+, \[<7 bytes>, <1 bytes>\], 0\) = 8 ")
            self.assertIn("{'NAME': <redacted>}", err)

    @unix
    def test_children_say_who_they_are(self):
        code = "import os\npid = os.fork()\nif pid == 0: os.umask(0o22); os._exit(0)\nos.waitpid(pid, 0)"
        _, lines = self.trace(code)
        self.assertTrue([line for line in lines if re.match(r"\[\d+\] os\.umask\(18\) = ", line)])
        self.assertTrue([line for line in lines if re.match(r"\[\d+\] os\._exit\(0\) \.\.\.", line)])

    def test_standard_error_of_the_program_may_be_gone(self):
        status, out, err = ostler_python("--trace", "-c", "import os, sys; sys.stderr = None; os.getppid(); print(1)")
        self.assertEqual((status, out), (0, "1\n"))
        self.assertIn("os.getppid() = ", err)


class Summary(unittest.TestCase):
    def test_table(self):
        code = "import os\nfor _ in range(5): os.getppid()\ntry: os.rmdir('/absent')\nexcept OSError: pass"
        status, out, err = ostler_python("--trace=summary", "-c", code)
        self.assertEqual((status, out), (0, ""))
        rows = {line.split()[0]: line.split()[1:3] for line in err.splitlines()}
        self.assertEqual(rows["function"], ["calls", "errors"])
        self.assertEqual(rows["os.getppid"], ["5", "0"])
        self.assertEqual(rows["os.rmdir"], ["1", "1"])
        self.assertEqual(rows["total"][1], "1")

    @unix
    def test_a_child_has_its_own(self):
        code = "import os, sys\nos.getppid()\npid = os.fork()\nif pid == 0: sys.exit(0)\nos.waitpid(pid, 0)"
        _, _, err = ostler_python("--trace=summary", "-c", code)
        self.assertEqual(err.count("os.getppid"), 1)


if __name__ == "__main__":
    unittest.main()
