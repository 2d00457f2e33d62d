"""The Python of `docs/recipes.md`, and of `recipes-windows.md` on Windows, carried out.

What imports nothing of ours is run by the interpreter alone and by `python -m ostler`. Each block has an interpreter, a session
and processes of its own, which a comment ahead of it tells: `<!-- start: 3 recipe-make, recipe-other kept -->`. It holds for all
blocks up to the next. They must have ended after the block, but for those that are kept. Names, the PID 4711 and the port 8080 of
the page are replaced by those of the processes started. `<!-- needs: PROGRAM -->` and `<!-- exit: CODE -->` are about the
next block alone. A block of `text` behind it is what it prints, `[..]` standing for anything in a line.
"""

import itertools
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import NamedTuple

from ostler import process
from support import PACKAGE

WINDOWS = sys.platform == "win32"
PAGE = Path(__file__).resolve().parents[2] / "docs" / ("recipes-windows.md" if WINDOWS else "recipes.md")
EXE = ".exe" if WINDOWS else ""
PATIENCE = 60
# Variables by which what a test has started is found.
SCENE, BLOCK = "RECIPE_SCENE", "RECIPE_BLOCK"
LISTEN = """
import socket, time
listener = socket.create_server(("127.0.0.1", 0))
# So Wine comes to know whose it is.
listener.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 64)
print(listener.getsockname()[1], flush=True)
time.sleep(600)
"""


class Block(NamedTuple):
    heading: str
    line: int
    code: str
    said: str
    start: str
    needs: str | None
    status: int


def blocks(text):
    """The blocks of Python on a page."""
    heading, start, needs, status, found = "", "", None, 0, []
    lines = enumerate(text.splitlines(), 1)
    for number, line in lines:
        if comment := re.fullmatch(r"<!-- (start|needs|exit): *(.*?) *-->", line):
            match comment[1]:
                case "start":
                    start = comment[2]
                case "needs":
                    needs = comment[2]
                case _:
                    status = int(comment[2])
        elif line.startswith("#"):
            heading = line.strip("# ").lower()
        elif line.startswith("```"):
            inside = "".join(f"{inner}\n" for _, inner in itertools.takewhile(lambda pair: pair[1] != "```", lines))
            if line == "```text":
                found[-1] = found[-1]._replace(said=inside)
            elif line == "```python":
                found.append(Block(heading, number, inside, "", start, needs, status))
            needs, status = None, 0
    return found


def alive(variable, value):
    """The processes that have this in their environment."""
    # Wine starts its desktop for the first program that looks for windows.
    query = process.Query(f"environ.{variable} == '{value}' and not status == zombie and not name == explorer")
    return query.find()


def until(what, holds):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited for {what}")
        time.sleep(0.005)


class Scene:
    """The processes that a block is about. They are collected as soon as they end."""

    def __init__(self, folder):
        self.folder = folder
        # As long as what it stands for: a name on Linux is cut off after 15 bytes.
        self.prefix = f"r{secrets.token_hex(3)[1:]}-"
        self.children = []
        self.kept = []
        self.pid = self.port = None

    def start(self, what):
        """Starts what a comment tells."""
        for part in filter(None, (part.strip() for part in what.split(","))):
            words = part.split()
            kept = words[-1] == "kept"
            if kept:
                words.pop()
            count = int(words.pop(0)) if words[0].isdigit() else 1
            name = words.pop().replace("recipe-", self.prefix)
            for _ in range(count):
                child = self.one(name, words[0] if words else "sleeper")
                self.pid = self.pid or child.pid
                if kept:
                    self.kept.append(child)

    def one(self, name, kind):
        shell = {
            "deaf": "trap '' TERM; echo; while :; do sleep 1; done",
            "handler": "trap 'exit 42' USR1; echo; while :; do sleep 1; done",
            "tree": "sleep 600 & sleep 600 & echo; wait",
        }
        match kind:
            case "listener":
                child = self.popen([sys.executable, "-c", LISTEN], stdout=subprocess.PIPE)
                self.port = int(child.stdout.readline())
            case "sleeper" | "old":
                if WINDOWS:
                    code = "import time; print(flush=True); time.sleep(600)"
                    child = self.popen([self.program(sys.executable, name), "-c", code], stdout=subprocess.PIPE)
                    child.stdout.readline()
                else:
                    child = self.popen([name, "600"], executable=self.program(shutil.which("sleep"), name))
                    until("sleep", lambda: process.Process(child.pid).status() == process.STATUS_SLEEPING)
            case _:
                program = self.program(shutil.which("sh"), name)
                child = self.popen([name, "-c", shell[kind]], executable=program, stdout=subprocess.PIPE)
                child.stdout.readline()
        if not WINDOWS and kind != "listener":
            until("the program", lambda: process.Process(child.pid).name() == name)
        if kind == "tree":
            below = process.Process(child.pid).children
            until("its children", lambda: [p.name() for p in below()] == ["sleep", "sleep"])
        if kind == "old":
            time.sleep(1.2)
        return child

    def program(self, original, name):
        """A copy of a program under another name. On Windows it has to stay beside what it needs."""
        path = Path(original).parent / f"{name}{EXE}" if WINDOWS else self.folder / name
        if not path.exists():
            shutil.copy(original, path)
        return path

    def popen(self, command, **options):
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
        # A group of its own, for the recipes that are about groups.
        child = subprocess.Popen(command, env=os.environ | {SCENE: self.prefix}, start_new_session=True, **options)
        collector = threading.Thread(target=child.wait)
        collector.start()
        self.children.append((child, collector))
        return child

    def put(self, text):
        """The page's text with names, number and port of these."""
        text = text.replace("recipe-", self.prefix)
        for on_page, here in ("4711", self.pid), ("8080", self.port):
            if here is not None:
                text = re.sub(rf"\b{on_page}\b", str(here), text)
        return text

    def check(self):
        """Those that are to end have ended with all that they had started, the others have not."""
        kept = sorted(child.pid for child in self.kept)
        until("the end of the others", lambda: sorted(p.pid for p in alive(SCENE, self.prefix)) == kept)

    def end(self):
        for p in alive(SCENE, self.prefix):
            p.kill()
        for child, collector in self.children:
            collector.join()
            if child.stdout:
                child.stdout.close()
        if WINDOWS:
            for path in Path(sys.executable).parent.glob(f"{self.prefix}*{EXE}"):
                path.unlink()


class Recipes(unittest.TestCase):
    def carry_out(self, block, *how):
        # On Windows a file is there as long as it is open.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=WINDOWS) as folder:
            scene = Scene(Path(folder))
            try:
                scene.start(block.start)
                self.run_in(scene, block, how)
                scene.check()
            finally:
                for p in alive(BLOCK, scene.prefix):
                    p.kill()
                scene.end()

    def run_in(self, scene, block, how):
        script = scene.folder / "recipe.py"
        script.write_text(scene.put(block.code))
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OSTLER"))}
        # Not pipes: what Wine leaves running, such as its desktop, would hold them open.
        with open(scene.folder / "said", "w+") as said, open(scene.folder / "errors", "w+") as errors:
            done = subprocess.run(
                [sys.executable, *how, str(script)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=errors,
                cwd=scene.folder,
                env=environment | {"PYTHONPATH": PACKAGE, BLOCK: scene.prefix},
                # Whatever it does to its group it does to itself.
                start_new_session=True,
                timeout=PATIENCE,
            )
            said.seek(0)
            errors.seek(0)
            said, errors = said.read(), errors.read()
        # Those of multiprocessing that end with their program end a little later.
        until("the end of the block's own processes", lambda: not alive(BLOCK, scene.prefix))
        expected = ".*".join(map(re.escape, scene.put(block.said).split("[..]")))
        self.assertEqual((done.returncode, errors), (block.status, ""), said)
        self.assertRegex(said, rf"\A{expected}\Z")


def test(block, how):
    """A test of a block."""

    def carried_out(self):
        if block.needs and not shutil.which(block.needs):
            self.skipTest(f"needs {block.needs}")
        self.carry_out(block, *how)

    carried_out.__doc__ = f"{PAGE.name}, line {block.line}{', by python -m ostler' if how else ''}"
    return carried_out


def load():
    """A test of each block, called as the heading above it."""
    for block in blocks(PAGE.read_text(encoding="utf-8")):
        ours = re.search(r"\b(from|import) ostler\b", block.code)
        for how in [()] if ours else [(), ("-m", "ostler")]:
            name = "_".join(["test", *re.findall(r"\w+", block.heading), str(block.line), *how[1:]])
            setattr(Recipes, name, test(block, how))


load()

if __name__ == "__main__":
    unittest.main()
