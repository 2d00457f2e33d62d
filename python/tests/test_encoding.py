"""Names that are no text, in every way an interpreter can be told to take them, beside its own `os`."""

import itertools
import os as stock
import subprocess
import sys
import tempfile
import unittest

from support import PACKAGE

PROGRAM = """
import sys
{imports}
names = [b"plain", b"\\xff\\xfe", "\\u00e9".encode(), b"\\xc3", b"a\\xf0\\x9f\\x98\\x80", b"new\\nline", b"\\xed\\xa0\\x80"]
for name in names:
    os.close(os.open(name, os.O_CREAT | os.O_WRONLY))

def show(call):
    try:
        print(ascii(call()))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))

show(sys.getfilesystemencoding)
show(lambda: sorted(os.listdir(".")))
show(lambda: sorted(os.listdir(b".")))
show(lambda: sorted((entry.name, entry.path) for entry in os.scandir(".")))
show(lambda: sorted(entry.path for entry in os.scandir(b".")))
show(lambda: [(path, sorted(files)) for path, _, files in os.walk(".")])
for name in names:
    show(lambda: os.fsdecode(name))
    show(lambda: os.fsencode(os.fsdecode(name)) == name)
    show(lambda: os.stat(os.fsdecode(name)).st_size)
for text in ("\\u00e9", "\\udcff", "\\ud800", "\\U0001f600", "\\udc80\\udc80"):
    show(lambda: os.fsencode(text))
    show(lambda: os.stat(text).st_size)
    show(lambda: os.mkdir("m" + text))
    show(lambda: os.environ.__setitem__("OSTLER_T", text))
    show(lambda: (os.environ.get("OSTLER_T"), os.environb.get(b"OSTLER_T")))
show(lambda: os.environ["OSTLER_RAW"])
show(lambda: os.environb[b"OSTLER_RAW"])
show(lambda: os.getenv("OSTLER_RAW"))
show(lambda: os.strerror(2))
os.environb[b"OSTLER_\\xff"] = b"\\xfe"
show(lambda: [item for item in os.environ.items() if item[0].startswith("OSTLER_")])
os.mkdir(b"\\xff dir")
os.chdir(b"\\xff dir")
show(lambda: os.getcwd()[-6:])
show(lambda: os.getcwdb()[-6:])
os.symlink(b"\\xfe", b"\\xfd")
show(lambda: os.readlink(os.fsdecode(b"\\xfd")))
show(lambda: os.path.exists(os.fsdecode(b"\\xfd")))
"""


class Encoding(unittest.TestCase):
    def output(self, imports, options, variables):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, *options, "-c", PROGRAM.format(imports=imports)],
                capture_output=True,
                cwd=folder,
                env={
                    b"PATH": stock.environb[b"PATH"],
                    b"PYTHONPATH": PACKAGE.encode(),
                    b"OSTLER_RAW": b"\xff\xfe",
                    **variables,
                },
            )
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode().splitlines()

    def test_every_mode(self):
        modes = (["-X", "utf8=0"], ["-X", "utf8=1"], [])
        places = (
            {b"LC_ALL": b"C"},
            {b"LC_ALL": b"C", b"PYTHONCOERCECLOCALE": b"0"},
            {b"LC_ALL": b"C.UTF-8"},
            {b"LC_ALL": b"POSIX", b"PYTHONCOERCECLOCALE": b"0", b"PYTHONIOENCODING": b"utf-8"},
        )
        encodings = set()
        for options, variables in itertools.product(modes, places):
            with self.subTest(options=options, variables=variables):
                theirs = self.output("import os", options, variables)
                ours = self.output("from ostler import os", options, variables)
                encodings.add(theirs[0])
                for own, expected in zip(ours, theirs, strict=True):
                    self.assertEqual(own, expected)
        self.assertEqual(encodings, {"'utf-8'", "'ascii'"})


if __name__ == "__main__":
    unittest.main()
