"""Arguments for random calls: right ones, wrong ones, and objects that raise, lie or change their mind."""

import array


class Good:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"Good({self.path!r})"


class Raises:
    def __fspath__(self):
        raise ZeroDivisionError("no path")

    def __index__(self):
        raise ZeroDivisionError("no number")

    def __bool__(self):
        raise ZeroDivisionError("neither")

    def __repr__(self):
        return "Raises()"


class Lies:
    def __fspath__(self):
        return 3

    def __index__(self):
        return "three"

    def __repr__(self):
        return "Lies()"


class Number:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number

    def __repr__(self):
        return f"Number({self.number})"


class Fickle:
    """Another answer each time."""

    def __init__(self):
        self.answers = iter(["a", b"b", 3, "nul\0", "dir"] * 9)

    def __fspath__(self):
        return next(self.answers)

    def __index__(self):
        return {"a": 1, b"b": 2**40, 3: -1}.get(next(self.answers), 0)

    def __repr__(self):
        return "Fickle()"


class NoPath:
    """Says that it is no path, as the class of a path that is none any more."""

    __fspath__ = None
    __index__ = None

    def __repr__(self):
        return "NoPath()"


class Text(str):
    """Text that says otherwise when it is asked what its path is."""

    def __fspath__(self):
        raise ZeroDivisionError("text is asked")


class Whole(int):
    def __index__(self):
        raise ZeroDivisionError("an integer is asked")


class Changing(list):
    """A list that empties itself while somebody goes through it."""

    def __iter__(self):
        for item in list(self):
            self.clear()
            yield item

    def __getitem__(self, at):
        self.clear()
        return list.__getitem__(self, at)


class Mapping:
    """Something like a mapping, with more keys than values."""

    def keys(self):
        return ["A", "B", 3]

    def values(self):
        return ["1"]

    def __getitem__(self, key):
        raise KeyError(key)

    def __len__(self):
        return 5

    def __repr__(self):
        return "Mapping()"


class Number0(Number):
    """A number of files that is also a file."""

    def fileno(self):
        return self.number


class NoFile:
    def fileno(self):
        return "seven"

    def __repr__(self):
        return "NoFile()"


def released():
    view = memoryview(b"abc")
    view.release()
    return view


class Made:
    """What is made anew for each call, as it changes when it is used."""

    def __init__(self, make):
        self.make = make


def given(value):
    """The argument that a value stands for."""
    return value.make() if type(value) is Made else value


NAMES = ["a", "b", "dir", "dir/c", "link", "dangling", "missing", "missing/x", "new1", "new2", "."]
VALUES = [
    *NAMES,
    *NAMES,
    "",
    "nul\0l",
    "\ud800",
    "\udcff",
    "x" * 300,
    "x" * 5000,
    "é",
    *(name.encode() for name in NAMES),
    b"",
    b"\xff",
    b"nul\0l",
    bytearray(b"a"),
    memoryview(b"a"),
    None,
    None,
    True,
    False,
    0,
    1,
    -1,
    -2,
    2,
    7,
    0o777,
    0o644,
    999_999,
    2**31 - 1,
    2**31,
    -(2**31) - 1,
    2**32 - 1,
    2**32,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    2**64,
    2**100,
    1.0,
    -1.5,
    1e300,
    float("nan"),
    float("inf"),
    1j,
    (),
    (1, 2),
    (1.5, 2.5),
    (2**70, 1),
    ("a",),
    [],
    [1],
    ["a", "b"],
    {},
    {"a": "b"},
    set(),
    object,
    len,
    Good("a"),
    Good(b"dir"),
    Good("nul\0"),
    Raises(),
    Lies(),
    Number(1),
    Number(2**70),
    "SC_PAGESIZE",
    "PC_NAME_MAX",
    "CS_PATH",
    "user.x",
    Made(Fickle),
    Made(released),
    Made(lambda: Changing(["a", "b"])),
    Made(lambda: Changing([1, 2])),
    Made(lambda: bytearray(8)),
    Made(lambda: [bytearray(4), bytearray(0), bytearray(2)]),
    Made(lambda: array.array("i", [1, 2, 3])),
    Made(lambda: memoryview(bytearray(16))[::2]),
    NoPath(),
    NoPath,
    Text("a"),
    Whole(7),
    Mapping(),
    Number0(7),
    Number0(999_999),
    NoFile(),
    "a\ud800b",
    "\udc80\udcff/c",
    "\U0010ffff",
    "a\0",
    "\0",
    "a/",
    "a/.",
    "dir/../b",
    "\ud800\0",
    b"\0",
    b"a" * 4096,
    ("a", "b"),
    (b"a", 1),
    (None, None),
    (0, 0),
    (-1, 10**9),
    (2**63, 2**63),
    ((1, 2), (3, 4)),
    range(3),
    [2**70],
    ["nul\0"],
    [b"\xff", "\ud800"],
    {"a=b": "c"},
    {b"a": "nul\0"},
    {"": ""},
    {1: 2},
    {-1, 2**40},
    3,
    6,
    64,
    10**9,
    -(2**63),
    -(2**64),
    2**31 - 2,
    10**30,
    -(10**30),
    10**4000,
    NotImplemented,
    Ellipsis,
    float("-inf"),
    1e18,
    2.0**62,
    2.0**63,
    "x" * 255,
    "x/" * 100 + "x",
    "./" * 2047 + "x",
    "./" * 2048 + "x",
]
KEYWORDS = """
    path mode dir_fd follow_symlinks src dst src_dir_fd dst_dir_fd times ns effective_ids flags target_is_directory exist_ok uid gid
    device length name value attribute fd key default nonsense Path follow_symlink dirfd self args kwargs topdown onerror offset count
    src_path initial mask size buffers position whence option options command pid signal which who priority mode_t argv env
""".split()

# None of these is open while calls are made.
CLOSED = [7, 999_999, -1, -2, 2**31 - 1, Number(7), 999, Number0(7)]
# Whatever function gets one of these refuses it, or takes no such argument.
POISON = [Raises(), NoPath(), 1j, "nul\0", b"\0", 2**70, -(2**70), Lies(), Number(2**70), object, "\ud800"]
