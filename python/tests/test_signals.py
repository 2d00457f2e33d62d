"""Signals during calls: handlers run, the call goes on (PEP 475), unless a handler raises."""

import errno
import os as stock
import select
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
        before = signal.signal(signal.SIGALRM, self.handler)
        self.addCleanup(signal.signal, signal.SIGALRM, before)
        self.addCleanup(signal.setitimer, signal.ITIMER_REAL, 0)

    def handler(self, *_):
        self.count += 1

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
        end = select.poll()

        def child():
            pid = os.fork()
            if pid == 0:
                end.poll(500)
                os._exit(3)
            return pid

        yield "waitpid", lambda: os.waitpid(child(), 0)[1], None, 3 << 8
        yield "wait", lambda: child() and os.wait()[1], None, 3 << 8
        yield "wait4", lambda: os.wait4(child(), 0)[1], None, 3 << 8
        yield "waitid", lambda: os.waitid(os.P_PID, child(), os.WEXITED).si_status, None, 3

    def test_handlers_run_and_calls_go_on(self):
        for name, call, end, expected in self.calls():
            with self.subTest(name):
                self.count = 0
                signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
                timer = threading.Timer(0.3, end) if end else None
                if timer:
                    timer.start()
                self.assertEqual(call(), expected)
                signal.setitimer(signal.ITIMER_REAL, 0)
                if timer:
                    timer.join()
                self.assertGreater(self.count, 1)

    def test_a_handler_that_raises_ends_the_call(self):
        signal.signal(signal.SIGALRM, self.raising)
        for name, call, end, _ in self.calls():
            with self.subTest(name):
                signal.setitimer(signal.ITIMER_REAL, 0.1)
                started = time.monotonic()
                with self.assertRaises(Interrupted):
                    call()
                if end:
                    self.assertLess(time.monotonic() - started, 5)
                else:
                    os.wait()

    def test_an_eventfd_is_not_asked_again(self):
        counter = os.eventfd(0)
        self.addCleanup(os.close, counter)
        for handler, expected in ((self.handler, InterruptedError), (self.raising, Interrupted)):
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with self.assertRaises(expected):
                os.eventfd_read(counter)
        self.assertEqual(self.count, 1)

    def test_handlers_of_signals_to_oneself(self):
        os.kill(os.getpid(), signal.SIGALRM)
        self.assertEqual(self.count, 1)
        signal.signal(signal.SIGALRM, self.raising)
        with self.assertRaises(Interrupted):
            os.kill(os.getpid(), signal.SIGALRM)


if __name__ == "__main__":
    unittest.main()
