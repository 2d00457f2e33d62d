"""Many threads at once: nothing is lost, doubled, or ends the process."""

import os as stock
import sys
import tempfile
import threading
import time
import unittest
import warnings
from pathlib import Path

from ostler import os

THREADS = 8
SECONDS = 1.5


def together(*jobs, seconds=SECONDS):
    """Runs jobs over and over, each in some threads, and gives back what they raised."""
    end, raised = time.monotonic() + seconds, []

    def run(job):
        while not raised:
            try:
                job()
            except Exception as error:
                raised.append(error)
            if time.monotonic() > end:
                break

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs for _ in range(THREADS // len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


class Shared(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        for number in range(20):
            (self.top / f"d{number}").mkdir()
            for file in range(30):
                (self.top / f"d{number}" / f"f{file}").touch()
        interval = sys.getswitchinterval()
        self.addCleanup(sys.setswitchinterval, interval)
        # As often as it goes.
        sys.setswitchinterval(1e-6)

    def test_an_iterator_of_a_directory(self):
        folder = self.top / "many"
        folder.mkdir()
        names = {f"name-{number:05}" for number in range(3000)}
        for name in names:
            (folder / name).touch()
        for _ in range(5):
            found, raised = [], []
            with os.scandir(folder) as entries:

                def take(entries=entries, found=found, raised=raised):
                    try:
                        found.extend(entry.name for entry in entries)
                    except Exception as error:
                        raised.append(error)

                threads = [threading.Thread(target=take) for _ in range(THREADS)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
            self.assertEqual(raised, [])
            self.assertEqual((len(found), set(found)), (len(names), names))

    def test_closing_while_others_iterate(self):
        def job():
            entries = os.scandir(self.top)
            closer = threading.Thread(target=entries.close)
            closer.start()
            names = [entry.name for entry in entries]
            closer.join()
            assert len(set(names)) == len(names) <= 20
            assert next(entries, None) is None

        self.assertEqual(together(job), [])

    def test_a_walk_is_for_one_at_a_time(self):
        def job():
            seen, walk, refused = [], os.walk(self.top), []

            def take():
                while True:
                    try:
                        seen.append(next(walk)[0])
                    except StopIteration:
                        return
                    except ValueError as error:
                        refused.append(str(error))

            threads = [threading.Thread(target=take) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(seen) == sorted([str(self.top), *(str(self.top / f"d{n}") for n in range(20))]), seen
            assert set(refused) <= {"generator already executing"}, refused

        self.assertEqual(together(job), [])

    def test_a_walk_within_its_own_callback(self):
        def onerror(error):
            with self.assertRaisesRegex(ValueError, "already executing"):
                next(walk)
            self.asked = error

        walk = os.walk(self.top / "absent", onerror=onerror)
        self.assertEqual(list(walk), [])
        self.assertIsInstance(self.asked, FileNotFoundError)

    def test_lists_of_a_walk_that_others_change(self):
        def job():
            for _, dirs, files in os.walk(self.top):
                changer = threading.Thread(target=lambda dirs=dirs: (dirs.reverse(), dirs and dirs.pop(), dirs.sort()))
                changer.start()
                files.clear()

        self.assertEqual(together(job), [])

    def test_the_environment(self):
        def write():
            name = f"OSTLER_{threading.get_ident()}"
            os.environ[name] = "x" * 100
            assert os.environ[name] == "x" * 100
            os.environb[name.encode()] = b"y"
            assert stock.environ[name] == "y"
            del os.environ[name]

        def read():
            try:
                dict(os.environ), os.environ.copy(), os.environ.get("PATH"), repr(os.environ)
            except (KeyError, RuntimeError):
                # Another thread has changed it meanwhile: the interpreter's own says so, too.
                pass

        self.assertEqual(together(write, read), [])

    def test_entries_are_asked_by_many(self):
        for _ in range(20):
            with os.scandir(self.top / "d0") as entries:
                entries = list(entries)
            results = set()

            def ask(entries=entries, results=results):
                for entry in entries:
                    entry.is_dir(), entry.is_file(), entry.is_symlink(), entry.inode(), entry.path
                    results.add((entry.name, id(entry.stat()), entry.stat().st_ino))

            self.assertEqual(together(ask, seconds=0.02), [])
            self.assertEqual(len(results), 30, "one status for each")

    def test_everything_at_once(self):
        path = str(self.top / "d0")

        def files():
            name = f"{path}/t{threading.get_ident()}"
            fd = os.open(name, os.O_CREAT | os.O_RDWR)
            os.write(fd, b"abc")
            os.fstat(fd), os.pread(fd, 3, 0), os.lseek(fd, 0, os.SEEK_SET)
            os.close(fd)
            os.rename(name, name + "r")
            os.unlink(name + "r")

        def look():
            os.stat(path), os.listdir(path), os.getcwd(), os.uname(), os.times(), os.cpu_count()
            for _ in os.walk(path):
                pass

        self.assertEqual(together(files, look), [])

    def test_forks_amid_threads(self):
        calls = []
        os.register_at_fork(after_in_parent=lambda: calls.append(os.getpid()))

        def fork():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                child = os.fork()
            if child == 0:
                os._exit(7 if threading.active_count() == 1 else 8)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7

        def look():
            os.listdir(self.top), os.stat(self.top), os.environ.get("PATH")

        self.assertEqual(together(fork, look, seconds=1), [])
        self.assertEqual(set(calls), {os.getpid()})


if __name__ == "__main__":
    unittest.main()
