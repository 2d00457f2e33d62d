"""What the functions of files do with unusual arguments, beside the interpreter's own."""

import contextlib
import os as stock
import sys
import tempfile
import tracemalloc
import unittest
import warnings
from pathlib import Path

from ostler import os
from support import python


class Text(str):
    pass


class Bytes(bytes):
    pass


class Like:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


def outcome(action, *args):
    """What comes of it: the class of what is given back, or the exception."""
    try:
        result = action(*args)
    except Exception as error:
        return type(error), getattr(error, "errno", None)
    return type(result).__name__.rpartition(".")[2]


class Folder(unittest.TestCase):
    """A test with a directory of its own, which is the current one."""

    def setUp(self):
        with contextlib.ExitStack() as stack:
            self.top = stack.enter_context(tempfile.TemporaryDirectory())
            stack.callback(stock.chdir, stock.getcwd())
            stock.chdir(self.top)
            self.addCleanup(stack.pop_all().close)


class Directories(Folder):
    """`dir_fd` and its like."""

    #: Functions, what they are called with, and what the path is of.
    CALLS = (
        ("access", (0,), "file"),
        ("chmod", (0o600,), "file"),
        ("chown", (-1, -1), "file"),
        ("lstat", (), "file"),
        ("mkdir", (), "free"),
        ("mkfifo", (), "free"),
        ("mknod", (), "free"),
        ("readlink", (), "link"),
        ("remove", (), "file"),
        ("rmdir", (), "folder"),
        ("stat", (), "file"),
        ("unlink", (), "file"),
        ("utime", (), "file"),
    )
    #: None that is open; -100 stands for no directory.
    NUMBERS = (-1, -2, -100, -(2**31), 99999)

    def fresh(self):
        folder = Path(tempfile.mkdtemp(dir=self.top))
        (folder / "file").touch()
        (folder / "folder").mkdir()
        (folder / "link").symlink_to("file")
        return folder

    def cases(self):
        for name, given, kind in self.CALLS:
            yield name, lambda os, path, fd, n=name, g=given, k=kind: getattr(os, n)(path(k), *g, dir_fd=fd)
        yield "open", lambda os, path, fd: stock.close(os.open(path("file"), os.O_RDONLY, dir_fd=fd))
        yield "symlink", lambda os, path, fd: os.symlink("to", path("free"), dir_fd=fd)
        yield "fwalk", lambda os, path, fd: list(os.fwalk(path("folder"), dir_fd=fd))
        for name in ("link", "rename", "replace"):
            yield (
                f"{name} from",
                lambda os, path, fd, n=name: getattr(os, n)(path("file"), path("free", True), src_dir_fd=fd),
            )
            yield (
                f"{name} to",
                lambda os, path, fd, n=name: getattr(os, n)(path("file", True), path("free"), dst_dir_fd=fd),
            )
            yield (
                f"{name} both",
                lambda os, path, fd, n=name: getattr(os, n)(path("file"), path("free"), src_dir_fd=fd, dst_dir_fd=fd),
            )
        for option in ({"follow_symlinks": False}, {"effective_ids": True}):
            yield f"access {option}", lambda os, path, fd, o=option: os.access(path("file"), 0, dir_fd=fd, **o)

    def test_a_descriptor_that_is_none(self):
        """An absolute path does not start from it, an empty one is wrong whatever it is."""
        forms = {
            "absolute": lambda folder: lambda name, _=False: str(folder / name),
            "relative": lambda _: lambda name, absolute=False: f"{self.top}/{name}" if absolute else "absent",
            "empty": lambda folder: lambda name, absolute=False: str(folder / name) if absolute else "",
        }
        for name, call in self.cases():
            for number in self.NUMBERS:
                for form, paths in forms.items():
                    with self.subTest(name, number=number, form=form):
                        results = []
                        for module in (os, stock):
                            path = paths(self.fresh())
                            results.append(outcome(call, module, path, number))
                            # What was made where no directory was given.
                            with contextlib.suppress(FileNotFoundError):
                                stock.rmdir("absent") if name == "mkdir" else stock.unlink("absent")
                        self.assertEqual(*results)

    def test_a_status_has_the_mask(self):
        self.assertGreater(os.statx(self.top, os.STATX_TYPE, dir_fd=-1).stx_mask, 0)
        with self.assertRaises(OSError):
            os.statx("absent", os.STATX_TYPE, dir_fd=-1)


class Positions(Folder):
    """Directories that are listed by a descriptor."""

    def setUp(self):
        super().setUp()
        for number in range(5):
            Path(str(number)).touch()
        self.fd = stock.open(".", stock.O_RDONLY)
        self.addCleanup(stock.close, self.fd)

    def test_the_descriptor_is_left_at_the_beginning(self):
        def begun(os):
            next(os.scandir(self.fd))

        def exhausted(os):
            list(os.scandir(self.fd))

        def closed(os):
            entries = os.scandir(self.fd)
            next(entries)
            entries.close()

        def left(os):
            with os.scandir(self.fd) as entries:
                next(entries)

        def raised(os):
            with contextlib.suppress(KeyError), os.scandir(self.fd) as entries:
                next(entries)
                raise KeyError

        def untouched(os):
            os.scandir(self.fd)

        def listed(os):
            os.listdir(self.fd)

        for use in (begun, exhausted, closed, left, raised, untouched, listed):
            with self.subTest(use.__name__), warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)
                positions = []
                for module in (stock, os):
                    use(module)
                    positions.append(stock.lseek(self.fd, 0, stock.SEEK_CUR))
                self.assertEqual(positions, [0, 0])
                self.assertEqual(len(stock.listdir(self.fd)), 5)

    def test_a_warning_says_where_the_iterator_is_from(self):
        def begun():
            next(os.scandir("."))

        tracemalloc.start(5)
        self.addCleanup(tracemalloc.stop)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            begun()
        (warning,) = caught
        self.assertEqual(repr(warning.source), str(warning.message).partition(" iterator ")[2])
        frames = tracemalloc.get_object_traceback(warning.source)
        self.assertEqual(frames[-1].lineno, begun.__code__.co_firstlineno + 1)
        self.assertEqual(warning.lineno, begun.__code__.co_firstlineno + 1)
        # It is seen once more, and closed.
        self.assertEqual(list(warning.source), [])

    def test_an_iterator_that_is_kept_by_the_hook(self):
        code = (
            "import sys, warnings; from ostler import os; kept = []\n"
            "sys.unraisablehook = lambda told: kept.append(told.object)\n"
            "warnings.simplefilter('error')\n"
            "os.scandir('.')\n"
            "print(type(kept[0]).__name__, list(kept[0])); kept[0].close(); kept.clear()"
        )
        self.assertEqual(python("-c", code), (0, "ScandirIterator []\n", ""))


class Tops(Folder):
    """What a walk starts at."""

    def setUp(self):
        super().setUp()
        stock.makedirs("real/sub")
        Path("real/file").touch()
        for link, to in (
            ("dangling", "absent"),
            ("to_real", "real"),
            ("to_link", "to_real"),
            ("to_file", "real/file"),
            ("loop", "loop"),
            ("real/dangling", "absent"),
        ):
            stock.symlink(to, link)
        self.fd = stock.open(".", stock.O_RDONLY)
        self.addCleanup(stock.close, self.fd)

    def walked(self, walk, top, **kwargs):
        steps, told = [], []

        def said(error):
            # Of what a walk with descriptors names, the last part: see the documentation.
            return type(error), error.errno

        try:
            for step in walk(top, onerror=lambda error: told.append(said(error)), **kwargs):
                steps.append((step[0], sorted(step[1]), sorted(step[2])))
        except OSError as error:
            return sorted(steps), told, said(error)
        return sorted(steps), told

    def test_each_kind_of_top(self):
        tops = (
            "dangling to_real to_link to_file loop real real/file real/dangling absent dangling/ to_real/ loop/".split()
        )
        for top in [*tops, f"{self.top}/dangling", f"{self.top}/to_real", b"dangling", b"to_real"]:
            for topdown in (True, False):
                for follow in (True, False):
                    with self.subTest(top, topdown=topdown, follow=follow):
                        kwargs = {"topdown": topdown, "followlinks": follow}
                        self.assertEqual(self.walked(os.walk, top, **kwargs), self.walked(stock.walk, top, **kwargs))
                        for fd in (None, self.fd, -1):
                            kwargs = {"topdown": topdown, "follow_symlinks": follow, "dir_fd": fd}
                            self.assertEqual(
                                self.walked(os.fwalk, top, **kwargs), self.walked(stock.fwalk, top, **kwargs), fd
                            )

    def test_tops_that_may_not_be_read(self):
        for name in ("secret", "hidden"):
            Path(name).touch() if name == "secret" else stock.mkdir(name)
            stock.symlink(name, f"to_{name}")
            stock.chmod(name, 0)
        stock.chmod(".", 0o755)
        if stock.geteuid() == 0:
            stock.seteuid(65534)
            self.addCleanup(stock.seteuid, 0)
        for top in ("secret", "hidden", "to_secret", "to_hidden"):
            for function, option in (("walk", "followlinks"), ("fwalk", "follow_symlinks")):
                for follow in (True, False):
                    with self.subTest(top, function=function, follow=follow):
                        kwargs = {option: follow}
                        ours, theirs = (self.walked(getattr(os, function), top, **kwargs) for os in (os, stock))
                        self.assertEqual(ours, theirs)

    def test_what_a_program_puts_among_the_subdirectories(self):
        stock.rename("real", "top")
        stock.symlink("file", "top/to_file")
        stock.symlink("loop", "top/loop")
        stock.symlink("sub", "top/to_sub")
        for name in ("dangling", "to_file", "loop", "to_sub", "file", "absent", "dangling/", "file/", "x" * 256):
            for function, option in (("walk", "followlinks"), ("fwalk", "follow_symlinks")):
                for follow in (True, False):
                    with self.subTest(name, function=function, follow=follow):
                        ours, theirs = (self.added(getattr(os, function), name, option, follow) for os in (os, stock))
                        self.assertEqual(ours, theirs)

    def added(self, walk, name, option, follow):
        def changed(top, **kwargs):
            for step in walk(top, **kwargs):
                if step[0] == "top":
                    step[1][:] = [name, "sub"]
                yield step

        return self.walked(changed, "top", **{option: follow})


class Objects(Folder):
    """Where the reference gives back the object that it was given, or one of an exact class."""

    def forms(self, path):
        yield "".join(list(path))
        yield Text(path)
        yield Bytes(path.encode())
        yield Like(Text(path))
        yield Like(Bytes(path.encode()))
        yield Path(path)

    def told(self, value, given):
        """Which of the two that were given a value is, or its class."""
        inner = getattr(given, "path", None)
        return "given" if value is given else "inner" if value is inner else (type(value).__name__, value)

    def same(self, path, action):
        for given in self.forms(path):
            ours, theirs = ([self.told(value, given) for value in action(os, given)] for os in (os, stock))
            self.assertEqual(ours, theirs, given)

    def error(self, action):
        try:
            action()
        except OSError as error:
            return [error.filename, error.filename2]
        return []

    def test_paths_of_a_walk(self):
        stock.makedirs("top/top")
        for topdown in (True, False):
            for name in ("walk", "fwalk"):
                self.same(
                    "top",
                    lambda os, top, name=name, down=topdown: [
                        value for step in getattr(os, name)(top, down) for value in (step[0], *step[1])
                    ],
                )

    def test_names_of_errors(self):
        Path("file").touch()
        stock.makedirs("taken/x")
        self.same("absent", lambda os, path: self.error(lambda: list(os.fwalk(path))))
        self.same("absent", lambda os, path: self.error(lambda: os.removedirs(path)))
        self.same("taken", lambda os, path: self.error(lambda: os.makedirs(path)))
        self.same("taken", lambda os, path: self.error(lambda: os.removedirs(path)))
        self.same("file/x", lambda os, path: self.error(lambda: os.mkdir(path)))

        def walked(os, path):
            errors = []
            list(os.walk(path, onerror=errors.append))
            return [error.filename for error in errors]

        self.same("absent", walked)

    def test_what_an_event_says(self):
        code = """if True:
            import sys, os as stock
            from ostler import os
            class Text(str): pass
            class Like:
                def __fspath__(self): return text
            text = Text("absent")
            like = Like()
            said = []
            names = {"os.walk", "os.fwalk", "os.scandir", "os.mkdir", "os.rename", "os.rmdir"}
            sys.addaudithook(lambda event, args: event in names and said.append([event, *map(type, args)]))
            for given in (text, like):
                both = []
                for module in (stock, os):
                    list(module.walk(given))
                    for name in ("fwalk", "removedirs"):
                        try: list(getattr(module, name)(given) or ())
                        except OSError: pass
                    try: module.renames(given, given)
                    except OSError: pass
                    both.append(said[:])
                    said.clear()
                print(both[0] == both[1] or both)
        """
        self.assertEqual(python("-c", code), (0, "True\nTrue\n", ""))

    def test_the_environment_in_bytes(self):
        name, value = Bytes(b"OSTLER_TEST_NAME"), Bytes(b"value")
        for os_ in (os, stock):
            os_.environb[name] = value
            try:
                found = [os_.environb[name], os_.getenvb(name), *(key for key in os_.environb if key == name)]
                found += [os_.environb.pop(name), os_.environb.get(name, b"")]
            finally:
                os_.environb.pop(name, None)
            self.assertEqual([type(one) for one in found], [bytes] * 5, os_)


@unittest.skipIf(sys.version_info < (3, 13), "nothing is said before 3.13")
class Truths(Folder):
    """`True` and `False` for a descriptor."""

    def warned(self, action, *args, **kwargs):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with contextlib.suppress(OSError):
                action(*args, **kwargs)
        return [(str(one.message), one.category, one.filename, one.lineno) for one in caught]

    def test_each_is_warned_of_once(self):
        calls = {
            "chdir": (),
            "chmod": (0,),
            "chown": (-1, -1),
            "fchmod": (0,),
            "fstat": (),
            "fsync": (),
            "get_inheritable": (),
            "getxattr": ("user.x",),
            "listdir": (),
            "listxattr": (),
            "pathconf": ("PC_NAME_MAX",),
            "scandir": (),
            "stat": (),
            "statvfs": (),
            "utime": (),
        }
        read, write = stock.pipe()
        self.addCleanup(stock.close, write)
        # A descriptor that `False` is: a pipe, in the place of standard input, until the test ends.
        before = stock.dup(0)
        self.addCleanup(stock.close, before)
        self.addCleanup(stock.dup2, before, 0)
        stock.dup2(read, 0)
        stock.close(read)
        for name, given in calls.items():
            with self.subTest(name):
                said = [self.warned(getattr(module, name), False, *given) for module in (os, stock)]
                self.assertEqual(*said)
                self.assertLessEqual(len(said[0]), 1)

    def test_directories(self):
        for name, given in {
            "access": ("x", 0),
            "lstat": ("x",),
            "mkdir": ("x/y",),
            "open": ("x", 0),
            "readlink": ("x",),
            "rmdir": ("x",),
            "stat": ("x",),
            "unlink": ("x",),
            "utime": ("x",),
        }.items():
            with self.subTest(name):
                said = [self.warned(getattr(module, name), *given, dir_fd=False) for module in (os, stock)]
                self.assertEqual(len(said[0]), 1, said[0])
                self.assertEqual(*said)
        for name in ("link", "rename", "replace"):
            with self.subTest(name):
                kwargs = {"src_dir_fd": False, "dst_dir_fd": False}
                said = [self.warned(getattr(module, name), "x", "y", **kwargs) for module in (os, stock)]
                self.assertEqual(len(said[0]), 2, said[0])
                self.assertEqual(*said)


if __name__ == "__main__":
    unittest.main()
