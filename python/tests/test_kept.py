"""What is kept from one call to the next, and shows only in how long a call takes."""

import gc
import os as stock
import tempfile
import threading
import unittest
import weakref

from ostler import os, time


def fields(result):
    names = [name for name in dir(result) if name.startswith(("st_", "tm_"))]
    return tuple(result), {name: getattr(result, name) for name in names}


class Part:
    """Something that can be waited for to end."""


class Status(unittest.TestCase):
    def setUp(self):
        file = tempfile.NamedTemporaryFile(buffering=0)
        self.addCleanup(file.close)
        self.file, self.name = file, file.name

    def same(self):
        for ours, theirs in (
            (os.stat(self.name), stock.stat(self.name)),
            (os.fstat(self.file.fileno()), stock.fstat(self.file.fileno())),
            (os.lstat(self.name), stock.lstat(self.name)),
        ):
            self.assertEqual(fields(ours), fields(theirs))

    def test_what_has_changed_is_seen(self):
        self.same()
        changes = (
            lambda: self.file.write(b"x" * 5000),
            lambda: stock.chmod(self.name, 0o640),
            lambda: stock.utime(self.name, ns=(1, 2)),
            lambda: stock.utime(self.name, ns=(1, 2 + 10**9)),
            lambda: stock.utime(self.name, ns=(-(10**10), 2**62)),
            lambda: stock.truncate(self.name, 3),
        )
        for change in changes:
            change()
            self.same()
            self.same()
        link = self.name + "-link"
        stock.link(self.name, link)
        self.addCleanup(stock.unlink, link)
        self.same()

    def test_results_are_objects_of_their_own(self):
        first, second = os.stat(self.name), os.stat(self.name)
        self.assertIsNot(first, second)
        self.assertEqual(fields(first), fields(second))
        self.assertEqual(hash(first), hash(second))

    def test_many_files_by_turns(self):
        with tempfile.TemporaryDirectory() as folder:
            names = [f"{folder}/{number}" for number in range(100)]
            for number, name in enumerate(names):
                with open(name, "wb") as file:
                    file.write(b"x" * number)
            for _ in range(3):
                results = [os.stat(name) for name in names]
                self.assertEqual([result.st_size for result in results], list(range(100)))
                for result, name in zip(results, names, strict=True):
                    self.assertEqual(fields(result), fields(stock.stat(name)))

    def test_by_several_threads(self):
        names = [self.name, "/", "/usr", "/etc", "/dev", "/proc/self/status"]
        inodes = {name: stock.stat(name).st_ino for name in names[:-1]}
        wrong = []

        def ask():
            for _ in range(300):
                for name, inode in inodes.items():
                    if os.stat(name).st_ino != inode:
                        wrong.append(name)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


class Ends(unittest.TestCase):
    """Results that a program has made of objects of its own."""

    def kinds(self):
        yield os.stat_result, 19
        yield time.struct_time, 11
        yield os.terminal_size, 2
        yield os.statvfs_result, 11

    def test_parts_end_with_it(self):
        for kind, count in self.kinds():
            with self.subTest(kind.__name__):
                for _ in range(3):
                    parts = [Part() for _ in range(count)]
                    ends = [weakref.ref(part) for part in parts]
                    result = kind(parts)
                    del parts
                    shown = len(result)
                    # A constructor takes what a type has, and no more.
                    self.assertTrue(all(end() is not None for end in ends[:shown]))
                    del result
                    self.assertEqual([end() for end in ends], [None] * count)

    def test_a_part_that_makes_another_when_it_ends(self):
        made = []

        class Last:
            def __del__(self):
                made.append(os.stat("/"))
                made.append(os.stat_result(range(10)))

        for _ in range(3):
            result = os.stat_result([Last() for _ in range(10)])
            del result
        self.assertEqual(len(made), 60)
        self.assertEqual(made[1], tuple(range(10)))
        self.assertEqual(fields(made[0])[0][:2], tuple(stock.stat("/"))[:2])

    def test_one_within_another(self):
        result = os.stat_result([0] * 10)
        for _ in range(1000):
            result = os.stat_result([result] * 10)
        del result

    def test_cycles(self):
        part = Part()
        part.result = os.stat_result([part] * 10)
        end = weakref.ref(part)
        del part
        gc.collect()
        self.assertIsNone(end())

    def test_refused_ones(self):
        for arguments in ([], [1], [1] * 30, None, 5):
            for kind, _ in self.kinds():
                with self.assertRaises(TypeError):
                    kind(arguments)


class Environment(unittest.TestCase):
    NAME = "OSTLER_KEPT"

    def setUp(self):
        self.addCleanup(os.environ.pop, self.NAME, None)

    def test_what_is_not_there_comes_and_goes(self):
        for value in ("a", "", "b", "\udcff"):
            for _ in range(3):
                self.assertIsNone(os.environ.get(self.NAME))
                self.assertEqual(os.environ.get(self.NAME, 5), 5)
                with self.assertRaises(KeyError) as caught:
                    os.environ[self.NAME]
                self.assertEqual(caught.exception.args, (self.NAME,))
                self.assertTrue(caught.exception.__suppress_context__)
            os.environ[self.NAME] = value
            for _ in range(3):
                self.assertEqual((os.environ[self.NAME], os.environ.get(self.NAME)), (value, value))
            del os.environ[self.NAME]

    def test_the_interpreters_own_is_the_same(self):
        self.assertIsNone(os.environ.get(self.NAME))
        stock.environ[self.NAME] = "theirs"
        self.assertEqual(os.environ[self.NAME], "theirs")
        stock.environ[self.NAME] = "again"
        self.assertEqual(os.environ[self.NAME], "again")
        del stock.environ[self.NAME]
        self.assertIsNone(os.environ.get(self.NAME))

    def test_more_names_than_are_kept(self):
        names = [f"{self.NAME}_{number}" for number in range(600)]
        for name in names:
            stock.environ[name] = name[::-1]
        try:
            for _ in range(2):
                self.assertEqual([os.environ.get(name) for name in names], [name[::-1] for name in names])
                self.assertEqual([os.environ.get(name + "x") for name in names], [None] * len(names))
        finally:
            for name in names:
                del stock.environ[name]
        self.assertEqual([os.environ.get(name) for name in names], [None] * len(names))

    def test_ways_to_ask(self):
        get = os.environ.get
        self.assertEqual(get(key="OSTLER_NOT", default=1), 1)
        self.assertEqual(get("OSTLER_NOT", default=1), 1)
        self.assertEqual(get(default=2, key="OSTLER_NOT"), 2)
        for wrong in (
            lambda: get(),
            lambda: get("a", "b", "c"),
            lambda: get("a", nothing=1),
            lambda: get("a", key="b"),
        ):
            self.assertRaises(TypeError, wrong)
        for wrong in (5, None, b"HOME", ["HOME"]):
            self.assertRaises(TypeError, get, wrong)
            self.assertRaises(TypeError, os.environ.__getitem__, wrong)
            with self.assertRaises(TypeError):
                os.environ[wrong]
        self.assertEqual(type(os.environ).get(os.environ, "OSTLER_NOT", 3), 3)
        self.assertRaises(TypeError, type(os.environ).get, {}, "HOME")

    def test_a_class_of_ones_own(self):
        class Loud(type(os.environ)):
            def __getitem__(self, key):
                return super().__getitem__(key).upper()

        loud = Loud({b"a": b"b"}, False)
        self.assertEqual((loud["a"], loud["a"], loud.get("c")), ("B", "B", None))
        type(loud).__getitem__ = lambda self, key: key
        self.assertEqual(loud["x"], "x")
        del type(loud).__getitem__
        self.assertEqual(loud["a"], "b")


if __name__ == "__main__":
    unittest.main()
