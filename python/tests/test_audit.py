"""Audit events: for every function the same ones with the same arguments as the interpreter's own raises."""

import os as stock
import re
import subprocess
import sys
import tempfile
import textwrap
import unittest

from support import PACKAGE

CALLS = """
    os.chdir("."); os.chdir(b"."); os.fchdir(top)
    os.mkdir("m"); os.mkdir(b"m2", 0o700, dir_fd=top); os.rmdir("m"); os.rmdir("m2", dir_fd=top)
    os.makedirs("x/y/z"); os.removedirs("x/y/z")
    os.rename("a", "a2"); os.replace("a2", "a"); os.renames("a", "n/a"); os.renames("n/a", "a")
    os.rename("a", b"a2", src_dir_fd=top, dst_dir_fd=top); os.rename("a2", "a")
    os.link("a", "l"); os.link("a", "l2", src_dir_fd=top, dst_dir_fd=top); os.symlink("a", "s"); os.symlink(b"a", b"s2")
    os.unlink("l"); os.remove("l2", dir_fd=top); os.readlink("s"); os.readlink("s", dir_fd=top)
    os.chmod("a", 0o600); os.chmod(file, 0o600); os.fchmod(file, 0o600); os.chmod("a", 0o644, dir_fd=top)
    os.chown("a", -1, -1); os.fchown(file, -1, -1); os.lchown("s", -1, -1); os.chown("a", -1, -1, dir_fd=top)
    os.utime("a"); os.utime("a", (1, 2.5)); os.utime("a", ns=(1, 2)); os.utime("a", dir_fd=top)
    os.truncate("a", 1); os.truncate(file, 2); os.ftruncate(file, 3)
    os.listdir(); os.listdir("."); os.listdir(top); os.listdir(b"."); os.listdir("absent")
    os.scandir().close(); os.scandir(".").close(); os.scandir(top).close(); os.scandir("absent")
    list(os.walk(".")); list(os.walk(b".", False)); list(os.walk("absent", onerror=print and (lambda e: None)))
    list(os.fwalk(".")); list(os.fwalk(".", False, None, follow_symlinks=True, dir_fd=top))
    os.open("a", os.O_RDONLY); os.open(b"new", os.O_CREAT | os.O_WRONLY, 0o600); os.open("a", 0, dir_fd=top)
    os.open("absent", os.O_RDONLY)
    os.getxattr("a", "user.x"); os.setxattr("a", "user.x", b"y"); os.removexattr("a", "user.x"); os.listxattr("a")
    os.listxattr(); os.listxattr(file); os.getxattr(file, b"user.x")
    os.lockf(file, os.F_LOCK, 0); os.lockf(file, os.F_ULOCK, 0)
    os.putenv("OSTLER_A", "b"); os.putenv(b"OSTLER_A", b"b"); os.unsetenv("OSTLER_A"); os.environ["OSTLER_B"] = "c"
    del os.environ["OSTLER_B"]
    os.kill(os.getpid(), 0); os.killpg(os.getpgid(0), 0); os.kill(2**22 + 1, 0)
    os.execv("absent", ["x"]); os.execve("absent", ("x",), {"A": "b"}); os.execvp("ostler-absent", ["x"])
    os.posix_spawn("absent", ["x"], {}); os.posix_spawnp("ostler-absent", ["x", "y"], {"A": "b"})
    os.system("true"); os.system(b"true")
    os.waitpid(os.spawnv(os.P_NOWAIT, "/bin/true", ["true"]), 0)
    os.popen("true").close()
    os.mkfifo("f"); os.mknod("k"); os.stat("a"); os.access("a", 0); os.statvfs("a"); os.getcwd(); os.pipe(); os.dup(0)
    os.add_dll_directory("x")
    os.memfd_create("x"); os.eventfd(1); os.urandom(3); os.getrandom(3); os.sync(); os.umask(0o22); os.nice(0)
    os.fork() or os._exit(0)
    os.wait()
    os.forkpty()[0] or os._exit(0)
    os.wait()
    os.rmdir("absent"); os.unlink("absent"); os.mkdir("a"); os.rename("absent", "b"); os.truncate("absent", 1)
    os.rmdir(Path("absent")); os.chmod(Path("a"), 0o600); os.listdir(Path(".")); os.utime(Path("a"))
    os.symlink(Path("a"), Path("s9"), True); os.rename(Path("s9"), Path("s8"))
"""

PROGRAM = """
import sys
from pathlib import Path
{imports}
quiet = {{"import", "exec", "compile", "object.__getattr__", "os.register_at_fork", "sys._getframe", "marshal.loads"}}
seen = []

def hook(event, args):
    if seen and event.partition(".")[0] in ("os", "open", "shutil", "subprocess") and event not in quiet:
        seen.append((event, tuple(map(plain, args))))

def plain(value):
    text = "callable" if callable(value) else repr(value)
    for number in numbers:
        text = text.replace(number, "PID")
    return text

def run(code):
    seen[:] = [code]
    try:
        exec(code, names)
    except (OSError, AttributeError) as error:
        seen.append(type(error).__name__)
    done, seen[:] = seen[:], []
    print(done)

import subprocess
with open("a", "w") as file:
    file.write("abc")
top, file = os.open(".", 0), os.open("a", os.O_RDWR)
numbers = [str(os.getpid())]
names = dict(os=os, Path=Path, top=top, file=file)
sys.addaudithook(hook)
for line in sys.stdin.read().splitlines():
    for code in line.strip().split("; "):
        run(code)
"""


def as_of_old(line):
    """Without what the reference lists and the interpreter does not raise, and how fwalk opens directories."""
    if "removedirs(" in line or "renames(" in line:
        line = re.sub(r", \('os.remove', \([^()]*\)\)", "", line)
    line = re.sub(r", \('os.readlink', \([^()]*\)\)", "", line)
    if "fwalk(" in line:
        line = re.sub(r"('open', .*?, ')\d{6}'", r"\1FLAGS'", line)
    return line


class Audit(unittest.TestCase):
    def events(self, imports):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-W", "ignore", "-c", textwrap.dedent(PROGRAM).format(imports=imports)],
                input=CALLS,
                capture_output=True,
                text=True,
                cwd=folder,
                env=stock.environ | {"PYTHONPATH": PACKAGE},
            )
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.splitlines()

    def test_the_same_events(self):
        theirs, ours = self.events("import os"), self.events("from ostler import os")
        self.assertGreater(sum("('" in line for line in theirs), 80)
        self.assertEqual(len(ours), len(theirs))
        for own, expected in zip(ours, theirs, strict=True):
            with self.subTest(expected.partition(",")[0]):
                self.assertEqual(as_of_old(own), as_of_old(expected))

    def test_a_hook_refuses(self):
        # Nothing may have happened.
        code = """
            import sys
            from ostler import os
            refused = set()
            def hook(event, args):
                if event.startswith(("os.", "open")) and event != "os.register_at_fork" and armed:
                    refused.add(event)
                    raise ZeroDivisionError
            armed = False
            open("a", "w").close()
            sys.addaudithook(hook)
            calls = [
                lambda: os.mkdir("d"), lambda: os.makedirs("d/e"), lambda: os.rename("a", "b"), lambda: os.unlink("a"),
                lambda: os.truncate("a", 5), lambda: os.chmod("a", 0), lambda: os.symlink("a", "s"), lambda: os.link("a", "l"),
                lambda: os.fork(), lambda: os.system("touch s"), lambda: os.putenv("OSTLER_C", "d"), lambda: os.listdir(),
                lambda: os.kill(os.getpid(), 9), lambda: os.execv("/bin/true", ["true"]), lambda: os.scandir(),
                lambda: next(os.walk(".")), lambda: next(os.fwalk(".")), lambda: os.open("n", os.O_CREAT),
                lambda: os.posix_spawn("/bin/true", ["true"], {}), lambda: os.utime("a", (1, 1)), lambda: os.forkpty(),
                lambda: os.chdir("/"), lambda: os.removedirs("a"), lambda: os.renames("a", "b/c"), lambda: os.killpg(0, 9),
            ]
            here = os.getcwd()
            for number, call in enumerate(calls):
                armed = True
                try:
                    call()
                except ZeroDivisionError:
                    pass
                else:
                    print("not refused", number)
                armed = False
            print(os.listdir() == ["a"], os.stat("a").st_size, os.getcwd() == here, len(refused) > 20)
        """
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-W", "ignore", "-c", textwrap.dedent(code)],
                capture_output=True,
                text=True,
                cwd=folder,
                env=stock.environ | {"PYTHONPATH": PACKAGE},
            )
        self.assertEqual((done.stdout, done.stderr), ("True 0 True True\n", ""))


if __name__ == "__main__":
    unittest.main()
