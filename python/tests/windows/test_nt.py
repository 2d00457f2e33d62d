"""What only Windows has: codes of errors, names in UTF-16, attributes, handles."""

import ctypes
import errno
import os as stock
import subprocess
import sys
import tempfile
import unittest

from ostler import errno as our_errno, nt, os, stat


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def make(self, name, content=b"abc"):
        with open(self.path(name), "wb") as file:
            file.write(content)
        return self.path(name)


class Errors(Case):
    def test_code_and_number(self):
        with self.assertRaises(FileNotFoundError) as caught:
            os.stat(self.path("none"))
        self.assertEqual((caught.exception.winerror, caught.exception.errno), (2, errno.ENOENT))
        self.assertEqual(caught.exception.filename, self.path("none"))

    def test_both_names(self):
        first, second = self.make("a"), self.make("b")
        with self.assertRaises(FileExistsError) as caught:
            os.rename(first, second)
        self.assertEqual((caught.exception.filename, caught.exception.filename2), (first, second))
        self.assertEqual(caught.exception.winerror, 183)
        os.replace(first, second)

    def test_the_runtime_has_numbers_only(self):
        with self.assertRaises(OSError) as caught:
            os.close(9999)
        self.assertEqual((caught.exception.errno, caught.exception.winerror), (errno.EBADF, None))

    def test_the_same_numbers(self):
        self.assertEqual(our_errno.errorcode, errno.errorcode)

    def test_file_in_use(self):
        path = self.make("a")
        with open(path, "rb"), self.assertRaises(PermissionError) as caught:
            os.remove(path)
        self.assertEqual(caught.exception.winerror, 32)

    def test_what_no_path_can_be(self):
        for path, text in [("a\0b", "embedded null character"), ("a" * 40000, "too long for Windows")]:
            with self.assertRaisesRegex(ValueError, text):
                os.stat(path)
        for call in (lambda: os.mkdir("a", dir_fd=3), lambda: os.rename("a", "b", src_dir_fd=3)):
            with self.assertRaises(NotImplementedError):
                call()


class Names(Case):
    def test_halves_of_characters(self):
        name = "half \ud83d and \udc34"
        if hasattr(ctypes.windll.ntdll, "wine_get_version"):
            # It keeps files on a Unix disk, under names in UTF-8.
            with self.assertRaises(FileNotFoundError) as caught:
                os.open(self.path(name), os.O_CREAT | os.O_WRONLY)
            self.assertEqual(caught.exception.filename, self.path(name))
            return
        fd = os.open(self.path(name), os.O_CREAT | os.O_WRONLY)
        os.close(fd)
        self.assertEqual(os.listdir(self.folder), [name])
        with os.scandir(self.folder) as entries:
            self.assertEqual([entry.path for entry in entries], [self.path(name)])
        os.rename(self.path(name), self.path("other \udc34"))
        self.assertEqual([name for _, _, names in os.walk(self.folder) for name in names], ["other \udc34"])

    def test_bytes(self):
        self.make("h\u00f6")
        self.assertEqual(os.listdir(os.fsencode(self.folder)), ["h\u00f6".encode()])
        self.assertEqual(os.stat(os.fsencode(self.path("h\u00f6"))).st_size, 3)
        self.assertEqual(os.fsdecode(os.fsencode("\ud800")), "\ud800")

    def test_long(self):
        # What keeps the folder from being removed, too, and the one that it is in.
        kept = self.make("kept")
        deep = "\\\\?\\" + self.path(*["d" * 100] * 3)
        os.makedirs(deep)
        self.assertTrue(os.path.isdir(deep))
        os.removedirs(deep)
        self.assertEqual(os.listdir(self.folder), [os.path.basename(kept)])

    def test_as_stock(self):
        paths = [
            "C:\\a\\..\\b",
            "c:a",
            "\\\\s\\h\\x\\..\\..\\y",
            "//s/h/a",
            "a/./b/",
            "",
            "..\\a",
        ]
        paths += ["\u00e9:\\a", "\\..\\a", "C:..\\a", "\\\\s", "a\\..", "C:", "C:\\.."]
        if sys.version_info >= (3, 12):
            # 3.11 climbs out of the share.
            paths.append("\\\\?\\UNC\\s\\h\\..\\a")
        for path in paths:
            for name in ("splitdrive", "normpath", "split", "abspath", "isabs", "realpath"):
                ours, theirs = getattr(os.path, name), getattr(stock.path, name)
                self.assertEqual(ours(path), theirs(path), (name, path))
                self.assertEqual(ours(os.fsencode(path)), theirs(os.fsencode(path)), (name, path))


class Status(Case):
    def test_constants(self):
        import stat as theirs

        for name in ("SYMLINK", "MOUNT_POINT", "APPEXECLINK"):
            name = f"IO_REPARSE_TAG_{name}"
            self.assertEqual(getattr(stat, name), getattr(theirs, name))

    def test_all_of_an_error(self):
        seen = []
        for each in (os, stock):
            with self.assertRaises(OSError) as caught:
                each.fstat(99)
            seen.append((len(caught.exception.args), caught.exception.winerror, caught.exception.filename))
        self.assertEqual(seen[0], seen[1])

    def test_as_stock(self):
        path = self.make("a.exe")
        ours, theirs = os.stat(path), stock.stat(path)
        for name in dir(theirs):
            if name.startswith("st_") and name not in ("st_ino", "st_dev"):
                self.assertEqual(getattr(ours, name), getattr(theirs, name), name)
        self.assertEqual(ours.st_birthtime, ours.st_ctime)
        self.assertTrue(ours.st_file_attributes & stat.FILE_ATTRIBUTE_ARCHIVE)
        self.assertEqual(stat.filemode(ours.st_mode), "-rwxrwxrwx")

    def test_what_a_directory_knows(self):
        path = self.make("a")
        with os.scandir(self.folder) as entries:
            (entry,) = entries
            os.remove(path)
            # Nothing is asked any more.
            self.assertTrue(entry.is_file())
            self.assertEqual(entry.stat().st_size, 3)
            self.assertEqual((entry.stat().st_ino, entry.is_symlink(), entry.is_junction()), (0, False, False))
            with self.assertRaises(FileNotFoundError):
                entry.inode()

    def test_read_only(self):
        path = self.make("a")
        os.chmod(path, stat.S_IREAD)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o444)
        self.assertFalse(os.access(path, os.W_OK))
        os.chmod(path, stat.S_IWRITE)
        self.assertTrue(os.access(path, os.W_OK))

    def test_times(self):
        path = self.make("a")
        os.utime(path, ns=(1_234_567_890_123_456_700, 1_000_000_000_000_000_100))
        ours, theirs = os.stat(path), stock.stat(path)
        self.assertEqual(ours.st_mtime_ns, 1_000_000_000_000_000_100)
        self.assertEqual(ours.st_atime_ns, theirs.st_atime_ns)


class Environment(unittest.TestCase):
    def test_case(self):
        os.environ["ostler_Test"] = "1"
        self.addCleanup(os.environ.pop, "OSTLER_TEST", None)
        self.assertEqual(
            (os.environ["OSTLER_TEST"], stock.environ["Ostler_test"], os.getenv("oSTLER_TEST")), ("1",) * 3
        )
        child = subprocess.run(
            [sys.executable, "-c", "import os; print(os.getenv('OSTLER_TEST'))"], capture_output=True
        )
        self.assertEqual(child.stdout.split(), [b"1"])
        nt.putenv("OSTLER_TEST", "2")
        os.reload_environ()
        self.assertEqual(os.environ["ostler_test"], "2")
        self.assertFalse(os.supports_bytes_environ)

    def test_refused(self):
        for name, value in [("", "a"), ("a=b", "c"), ("a", "b\0"), ("a", "b" * 40000)]:
            with self.assertRaises(ValueError):
                os.putenv(name, value)
        with self.assertRaises(TypeError):
            os.environ["a"] = b"b"


class Processes(Case):
    def test_spawn_and_wait(self):
        arguments = [sys.executable, "-c", "raise(SystemExit(7))"]
        self.assertEqual(os.spawnv(os.P_WAIT, sys.executable, arguments), 7)
        handle = os.spawnv(os.P_NOWAIT, sys.executable, arguments)
        self.assertEqual(os.waitpid(handle, 0), (handle, 7 << 8))
        self.assertEqual(os.waitstatus_to_exitcode(7 << 8), 7)
        with self.assertRaises(ChildProcessError):
            os.waitpid(handle, 0)

    def test_kill_takes_no_part_of_a_number(self):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        for more in (1 << 32, 1 << 33):
            with self.assertRaises(OverflowError):
                os.kill(child.pid + more, 9)
        self.assertIsNone(child.poll())
        child.kill()
        child.wait()

    def test_kill(self):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        os.kill(child.pid, 5)
        self.assertEqual(child.wait(), 5)
        child.stdin.close()

    def test_pipe_and_handles(self):
        first, second = os.pipe()
        self.addCleanup(os.close, first)
        self.addCleanup(os.close, second)
        self.assertFalse(os.get_inheritable(first))
        os.set_inheritable(first, True)
        from ostler import msvcrt

        self.assertTrue(os.get_handle_inheritable(msvcrt.get_osfhandle(first)))
        os.write(second, b"through")
        self.assertEqual(os.read(first, 100), b"through")

    def test_what_it_is(self):
        # Of the parent Wine cannot tell stock.
        self.assertEqual(os.getpid(), stock.getpid())
        child = subprocess.run(
            [sys.executable, "-c", "from ostler import os; print(os.getppid())"], capture_output=True, text=True
        )
        self.assertEqual(int(child.stdout), os.getpid())
        self.assertEqual((os.getlogin(), os.cpu_count()), (stock.getlogin(), stock.cpu_count()))
        self.assertEqual(len(os.urandom(32)), 32)


if __name__ == "__main__":
    unittest.main()
