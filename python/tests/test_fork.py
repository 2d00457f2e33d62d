"""Forks: hooks, warnings, what children have, and programs that are started."""

import sys
import threading
import time
import unittest
import warnings

from ostler import os
from support import python

HOOKS = """
import os as stock
from ostler import os
order = []
for module in (stock, os):
    name = module.__name__
    module.register_at_fork(
        before=lambda name=name: order.append(f"before {name}"),
        after_in_parent=lambda name=name: order.append(f"parent {name}"),
        after_in_child=lambda name=name: order.append(f"child {name}"),
    )
reader, writer = os.pipe()
for fork in (os.fork, lambda: os.forkpty()[0]):
    order.clear()
    if fork() == 0:
        os.write(writer, ", ".join(order).encode())
        os._exit(0)
    os.wait()
    print(os.read(reader, 1000).decode())
    print(", ".join(order))
"""
ORDER = """\
before ostler.os, before os, child os, child ostler.os
before ostler.os, before os, parent os, parent ostler.os
"""


class Fork(unittest.TestCase):
    def test_hooks(self):
        self.assertEqual(python("-W", "ignore", "-c", HOOKS), (0, ORDER * 2, ""))

    def test_hooks_that_raise(self):
        code = "from ostler import os\nos.register_at_fork(before=lambda: 1/0)\n"
        code += "pid = os.fork()\nif pid == 0: os._exit(4)\nprint(os.waitstatus_to_exitcode(os.wait()[1]))"
        status, out, err = python("-c", code)
        self.assertEqual((status, out), (0, "4\n"))
        self.assertIn("ZeroDivisionError", err)

    def test_a_warning_of_threads(self):
        go_on = threading.Event()
        thread = threading.Thread(target=go_on.wait)
        thread.start()
        try:
            for name in ("fork", "forkpty"):
                with self.subTest(name), warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("always")
                    child = getattr(os, name)()
                    pid = child[0] if isinstance(child, tuple) else child
                    if pid == 0:
                        os._exit(0)
                    os.waitpid(pid, 0)
                    if isinstance(child, tuple):
                        os.close(child[1])
                    said = [(str(warning.message), warning.category) for warning in caught]
                    expected = []
                    if sys.version_info >= (3, 12):
                        text = f"This process (pid={os.getpid()}) is multi-threaded, use of {name}() may lead to "
                        expected = [(text + "deadlocks in the child.", DeprecationWarning)]
                    self.assertEqual(said, expected)
        finally:
            go_on.set()
            thread.join()

    def test_no_fork_at_the_end(self):
        code = "import atexit, sys\nfrom ostler import os\n"
        code += "class Last:\n    def __del__(self, os=os):\n        try: os.fork()\n"
        code += (
            "        except BaseException as error: print(type(error).__name__, error)\n        else: print('forked')\n"
        )
        code += "sys.last = Last()"
        ours = python("-c", code)
        self.assertEqual(ours, python("-c", code.replace("from ostler import os", "import os")))

    def test_threads_in_a_child(self):
        child = os.fork()
        if child == 0:
            thread = threading.Thread(target=lambda: None)
            thread.start()
            thread.join()
            os._exit(len(threading.enumerate()))
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 1)

    def test_no_thread_is_ours(self):
        list(os.walk("/proc/self/task"))
        list(os.scandir("/"))
        # One that has been joined may need a moment more to leave.
        ends = time.monotonic() + 60
        while len(os.listdir("/proc/self/task")) != threading.active_count() and time.monotonic() < ends:
            time.sleep(0.01)
        self.assertEqual(len(os.listdir("/proc/self/task")), threading.active_count())


if __name__ == "__main__":
    unittest.main()
