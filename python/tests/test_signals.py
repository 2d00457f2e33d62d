"""Signals during calls: handlers run, the call goes on (PEP 475), unless a handler raises."""

import errno
import os as stock
import signal
import tempfile
import threading
import time
import unittest

from ostler import os


class Interrupted(Exception):
    pass


class Signals(unittest.TestCase):
    def setUp(self):
        self.count = 0
        # What ends a call once it has been interrupted twice, and the thread that does.
        self.end = self.ender = None
        before = signal.signal(signal.SIGALRM, self.handler)
        self.addCleanup(signal.signal, signal.SIGALRM, before)
        self.addCleanup(signal.setitimer, signal.ITIMER_REAL, 0)

    def handler(self, *_):
        self.count += 1
        if self.count == 2 and self.end:
            self.ender = threading.Thread(target=self.end)
            self.ender.start()

    def raising(self, *_):
        raise Interrupted

    def pipe(self):
        pair = os.pipe()
        for fd in pair:
            self.addCleanup(self.close, fd)
        return pair

    def close(self, fd):
        try:
            os.close(fd)
        except OSError as error:
            self.assertEqual(error.errno, errno.EBADF)

    def calls(self):
        """Calls that wait, each with what ends the wait and what comes of it."""
        reader, writer = self.pipe()
        yield "read", lambda: os.read(reader, 10), lambda: stock.write(writer, b"x"), b"x"
        room = bytearray(1)
        yield "readinto", lambda: os.readinto(reader, room), lambda: stock.write(writer, b"x"), 1
        yield "readv", lambda: os.readv(reader, [room]), lambda: stock.write(writer, b"x"), 1
        reader2, writer2 = self.pipe()
        os.set_blocking(writer2, False)
        try:
            while True:
                os.write(writer2, b"x" * 4096)
        except BlockingIOError:
            os.set_blocking(writer2, True)
        yield "write", lambda: os.write(writer2, b"y" * 4096), lambda: stock.read(reader2, 1 << 20), 4096
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        fifo = os.path.join(folder.name, "fifo")
        os.mkfifo(fifo)

        def opened():
            fd = os.open(fifo, os.O_RDONLY)
            os.close(fd)
            return "opened"

        yield "open", opened, lambda: stock.close(stock.open(fifo, stock.O_WRONLY)), "opened"
        waits = {
            "waitpid": (lambda pid: os.waitpid(pid, 0)[1], 3 << 8),
            "wait": (lambda pid: os.wait()[1], 3 << 8),
            "wait4": (lambda pid: os.wait4(pid, 0)[1], 3 << 8),
            "waitid": (lambda pid: os.waitid(os.P_PID, pid, os.WEXITED).si_status, 3),
        }
        for name, (wait, expected) in waits.items():
            told, tell = self.pipe()
            child = os.fork()
            if child == 0:
                os.close(tell)
                os.read(told, 1)
                os._exit(3)
            yield name, lambda wait=wait, child=child: wait(child), lambda tell=tell: stock.write(tell, b"x"), expected

    def test_handlers_run_and_calls_go_on(self):
        for name, call, end, expected in self.calls():
            with self.subTest(name):
                self.count, self.end = 0, end
                signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
                self.assertEqual(call(), expected)
                signal.setitimer(signal.ITIMER_REAL, 0)
                self.end = None
                self.assertGreater(self.count, 1)
                self.ender.join()

    def test_a_handler_that_raises_ends_the_call(self):
        signal.signal(signal.SIGALRM, self.raising)
        for name, call, end, _ in self.calls():
            with self.subTest(name):
                started = time.monotonic()
                with self.assertRaises(Interrupted):
                    signal.setitimer(signal.ITIMER_REAL, 0.1)
                    call()
                self.assertLess(time.monotonic() - started, 60)
                if name.startswith("wait"):
                    end()
                    os.wait()

    def test_an_eventfd_is_not_asked_again(self):
        counter = os.eventfd(0)
        self.addCleanup(os.close, counter)
        for handler, expected in ((self.handler, InterruptedError), (self.raising, Interrupted)):
            signal.signal(signal.SIGALRM, handler)
            waker = self.waker()
            with self.assertRaises(expected):
                os.eventfd_read(counter)
            os.waitpid(waker, 0)
        self.assertEqual(self.count, 1)

    def waker(self):
        """A process that sends a signal when this one sleeps, and not before."""
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            try:
                asleep = 0
                while asleep < 3 and os.getppid() == parent:
                    time.sleep(0.01)
                    with open(f"/proc/{parent}/stat") as file:
                        asleep = asleep + 1 if ") S " in file.read() else 0
                if os.getppid() == parent:
                    os.kill(parent, signal.SIGALRM)
            finally:
                os._exit(0)
        return child

    def test_handlers_of_signals_to_oneself(self):
        os.kill(os.getpid(), signal.SIGALRM)
        self.assertEqual(self.count, 1)
        signal.signal(signal.SIGALRM, self.raising)
        with self.assertRaises(Interrupted):
            os.kill(os.getpid(), signal.SIGALRM)


if __name__ == "__main__":
    unittest.main()
