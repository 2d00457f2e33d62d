"""``ostler.process`` where there are no signals: what ends, stops and asks, and what Windows has or lacks."""

import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from ostler import os, process
from support import NAME, SLEEP, WINE, python

ABSENT = """
    uids gids terminal num_fds rlimit cpu_num
""".split()


class Case(unittest.TestCase):
    def start(self, *command, **options):
        child = subprocess.Popen(command or SLEEP, **options)
        self.addCleanup(child.communicate)
        self.addCleanup(child.kill)
        return process.Process(child.pid)


class Names(Case):
    def test_which_system_it_is(self):
        self.assertTrue(process.WINDOWS)
        self.assertFalse(process.POSIX or process.LINUX or process.MACOS or process.BSD)
        self.assertFalse(hasattr(process, "PROCFS_PATH"))

    def test_what_there_is_not(self):
        for name in ABSENT:
            self.assertFalse(hasattr(process.Process, name), name)
            self.assertRaises(ValueError, process.Process().as_dict, [name])
        for name in ("RLIMIT_CORE", "IOPRIO_CLASS_NONE", "getloadavg", "Negsignal", "puids"):
            self.assertFalse(hasattr(process, name), name)
        self.assertFalse(hasattr(process.Stop, "cgroup"))

    def test_constants(self):
        self.assertEqual(process.NORMAL_PRIORITY_CLASS, subprocess.NORMAL_PRIORITY_CLASS)
        for name in ("IDLE", "HIGH", "REALTIME", "ABOVE_NORMAL", "BELOW_NORMAL"):
            name += "_PRIORITY_CLASS"
            self.assertEqual(getattr(process, name), getattr(subprocess, name))
        self.assertEqual(
            [process.IOPRIO_VERYLOW, process.IOPRIO_LOW, process.IOPRIO_NORMAL, process.IOPRIO_HIGH], [0, 1, 2, 3]
        )
        self.assertEqual(process.CONN_DELETE_TCB, "DELETE_TCB")

    def test_shapes(self):
        me = process.Process()
        self.assertEqual(me.memory_info()._fields[-3:], ("pagefile", "peak_pagefile", "private"))
        self.assertEqual(me.cpu_times()._fields, ("user", "system", "children_user", "children_system"))
        self.assertEqual(me.io_counters()._fields[-2:], ("other_count", "other_bytes"))
        self.assertEqual(process.cpu_times()._fields, ("user", "system", "idle", "interrupt", "dpc"))
        self.assertEqual(process.virtual_memory()._fields, ("total", "available", "percent", "used", "free"))


class Looking(Case):
    def test_a_child(self):
        child = self.start()
        self.assertEqual((child.name(), child.cmdline(), child.exe()), (NAME, SLEEP, sys.executable))
        self.assertEqual((child.ppid(), child.parent()), (os.getpid(), process.Process()))
        self.assertIn(child, process.Process().children())
        self.assertEqual(child.username(), process.Process().username())
        self.assertIn("\\", child.username())
        self.assertEqual(repr(child.nice()), "<Priority.NORMAL_PRIORITY_CLASS: 32>")
        child.nice(process.BELOW_NORMAL_PRIORITY_CLASS)
        self.assertEqual(child.nice(), subprocess.BELOW_NORMAL_PRIORITY_CLASS)
        self.assertLess(abs(time.time() - child.create_time()), 60)
        self.assertGreater(child.memory_info().rss, 0)
        self.assertGreater(child.num_handles(), 0)

    def test_processors(self):
        child = self.start()
        self.assertEqual(child.cpu_affinity(), process.Process().cpu_affinity())
        child.cpu_affinity([0])
        self.assertEqual(child.cpu_affinity(), [0])
        child.cpu_affinity([])
        self.assertEqual(child.cpu_affinity(), process.Process().cpu_affinity())
        for wrong in ([-1], [63], [64], [2**40]):
            self.assertRaises(ValueError, child.cpu_affinity, wrong)

    def test_variables_are_in_capitals(self):
        child = self.start(env={**os.environ, "ostler_Variable": "1 \U0001f40e="})
        self.assertEqual(child.environ()["OSTLER_VARIABLE"], "1 \U0001f40e=")

    def test_names_ignore_case_and_ending(self):
        child = self.start()
        for name in (NAME, NAME.upper(), NAME.removesuffix(".exe")):
            self.assertIn(child, process.Query.name(name).find())

    def test_ports(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            (mine,) = [at for at in process.net_connections("tcp4") if at.laddr and at.laddr.port == port]
            self.assertEqual((mine.status, mine.fd, mine.raddr), (process.CONN_LISTEN, -1, ()))
            self.assertIn(mine.pid, (os.getpid(), None) if WINE else (os.getpid(),))
        self.assertRaises(ValueError, process.net_connections, "unix")

    def test_nobody(self):
        for pid in (0x7FFFFFFC, 2**40):
            self.assertFalse(process.pid_exists(pid))
            self.assertRaises(process.NoSuchProcess, process.Process, pid)

    def test_files(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, "open.txt")
        with open(path, "w"):
            found = [file for file in process.Process().open_files() if file.path.lower() == path.lower()]
        self.assertEqual([(file._fields, file.fd) for file in found], [(("path", "fd"), -1)])

    def test_who_uses_a_file(self):
        with tempfile.NamedTemporaryFile() as file:
            if WINE:
                self.assertRaises(NotImplementedError, process.users_of_file, file.name)
            else:
                self.assertIn(process.Process(), process.users_of_file(file.name))
        with self.assertRaises(FileNotFoundError) as caught:
            process.users_of_file(file.name)
        self.assertEqual(caught.exception.filename, file.name)
        self.assertRaises(TypeError, process.users_of_file, 3)
        self.assertRaises(ValueError, process.users_of_file, "a\0b")

    def test_descriptions_and_windows(self):
        child = self.start()
        self.assertEqual(child.description(), "Python")
        self.assertEqual(child.window_titles(), [])

    def test_memory(self):
        me = process.Process()
        full = me.memory_full_info()
        self.assertEqual(full._fields, (*me.memory_info()._fields, "uss"))
        self.assertGreater(full.uss, 0)
        self.assertAlmostEqual(me.memory_percent("uss"), full.uss / process.virtual_memory().total * 100, delta=1)
        (library,) = [at for at in me.memory_maps() if at.path.lower().endswith("\\ntdll.dll")]
        self.assertEqual(library._fields, ("path", "rss"))
        self.assertGreater(library.rss, 0)
        regions = me.memory_maps(grouped=False)
        self.assertEqual(regions[0]._fields, ("addr", "perms", "path", "rss"))
        addresses = [int(region.addr, 16) for region in regions]
        self.assertEqual(addresses, sorted(addresses))

    def test_io_priority(self):
        child = self.start()
        self.assertRaises(ValueError, child.ionice, 4)
        self.assertRaises(ValueError, child.ionice, value=1)
        self.assertRaises(TypeError, child.ionice, process.IOPRIO_LOW, 3)
        if WINE:
            self.assertRaises(NotImplementedError, child.ionice)
            return
        self.assertIs(child.ionice(), process.IOPRIO_NORMAL)
        child.ionice(process.IOPRIO_LOW)
        self.assertIs(child.ionice(), process.IOPRIO_LOW)

    def test_machine(self):
        self.assertEqual(process.cpu_count(), os.cpu_count())
        self.assertEqual(len(process.cpu_times(percpu=True)), os.cpu_count())
        self.assertEqual(len(process.cpu_percent(percpu=True)), os.cpu_count())
        self.assertLess(process.boot_time(), time.time())
        memory, swap = process.virtual_memory(), process.swap_memory()
        self.assertEqual(memory.total, memory.used + memory.available)
        self.assertEqual(swap.total, swap.used + swap.free)
        for user in process.users():
            self.assertIsNone(user.pid)


class Ending(Case):
    def test_codes(self):
        for end in (process.Process.terminate, process.Process.kill, lambda p: p.send_signal(signal.SIGTERM)):
            child = self.start()
            end(child)
            self.assertEqual((child.wait(60), child.wait()), (signal.SIGTERM, signal.SIGTERM))
            self.assertFalse(child.is_running())
            self.assertRaises(process.NoSuchProcess, child.kill)
        # Of any process it can be told, and a large number is negative.
        child = self.start(sys.executable, "-c", "import os; os._exit(-1073741819)")
        self.assertEqual(child.wait(60), -1073741819)

    def test_what_is_no_signal_here(self):
        child = self.start()
        for number in (signal.SIGINT, 9, -1, 1000):
            self.assertRaises(ValueError, child.send_signal, number)
        # It leads no group at a console of ours: everybody at it would be told.
        for event in (signal.CTRL_C_EVENT, signal.CTRL_BREAK_EVENT):
            with self.assertRaises(OSError) as caught:
                child.send_signal(event)
            self.assertEqual(caught.exception.winerror, 87)
        self.assertTrue(child.is_running())

    def test_who_cannot_be_asked_goes_on(self):
        child = self.start()
        with self.assertRaisesRegex(NotImplementedError, str(child.pid)):
            child.close()
        self.assertTrue(child.is_running())
        child.kill()
        child.wait()
        self.assertRaises(process.NoSuchProcess, child.close)

    def test_stopped_and_going_on(self):
        program = "import sys\nfor line in sys.stdin: print(line.strip(), flush=True)"
        peer = subprocess.Popen(
            [sys.executable, "-u", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.addCleanup(peer.communicate)
        self.addCleanup(peer.kill)
        child, said = process.Process(peer.pid), []
        self.say(peer, "a")
        self.assertEqual(peer.stdout.readline(), "a\n")
        child.suspend()
        reader = threading.Thread(target=lambda: said.append(peer.stdout.readline()))
        reader.start()
        self.say(peer, "b")
        reader.join(0.5)
        self.assertEqual(said, [])
        child.resume()
        reader.join(60)
        self.assertEqual(said, ["b\n"])

    def say(self, peer, text):
        peer.stdin.write(text + "\n")
        peer.stdin.flush()

    def test_who_cannot_be_asked_is_ended(self):
        child = self.start()
        report = process.Stop().all([child])
        self.assertEqual(report.get(child)[:3], ("ended", 9, 9))
        other = self.start()
        outcome = process.Stop(then=None).one(other)
        self.assertEqual(outcome.kind, "refused")
        self.assertTrue(other.is_running())
        self.assertEqual(process.Stop(first=7).one(other)[:3], ("ended", 7, 7))

    def test_a_tree(self):
        code = "import subprocess, sys; children = [subprocess.Popen(sys.argv[1:]) for _ in range(2)]\n"
        code += "print('started', flush=True); input()"
        root = process.Popen([sys.executable, "-c", code, *SLEEP], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(root.communicate)
        self.assertEqual(root.stdout.readline().strip(), b"started")
        self.assertEqual(len(root.children()), 2)
        report = process.Stop().tree(root)
        self.assertEqual((len(report), report[0][0], report.is_complete), (3, root, True))

    def test_hooks_are_asked(self):
        code = (
            "import sys; from ostler import process\n"
            "child = process.Popen(sys.argv[1:]); events = []\n"
            "def hook(event, args):\n"
            "    if event == 'os.kill':\n"
            "        events.append(args)\n"
            "        if len(events) < 3: raise PermissionError('no')\n"
            "sys.addaudithook(hook)\n"
            "try: child.kill()\n"
            "except PermissionError as error: print(error)\n"
            "print(process.Stop(then=None).one(child).error)\n"
            "child.terminate(); print(events == [(child.pid, 15)] * 3, child.wait())\n"
        )
        self.assertEqual(python("-c", code, *SLEEP), (0, "no\nno\nTrue 15\n", ""))

    def test_sleep_ends_with_ctrl_c(self):
        from ostler import time as our_time

        timer = threading.Timer(0.1, signal.raise_signal, (signal.SIGINT,))
        begun = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            timer.start()
            our_time.sleep(60)
        self.assertLess(time.monotonic() - begun, 30)
        timer.join()
        # Of another thread's it is no affair.
        thread = threading.Thread(target=our_time.sleep, args=(0.3,))
        thread.start()
        thread.join()


if __name__ == "__main__":
    unittest.main()
