"""`ostler.process`: what psutil's own tests do not say of it."""

import contextlib
import copy
import os as stock_os
import pickle
import signal
import subprocess
import sys
import threading
import time
import unittest

from ostler import os, process
from support import NAME, SLEEP, WINE, python, unix

WINDOWS = sys.platform == "win32"
# What a child says that was ended by terminate().
TERMINATED = signal.SIGTERM if WINDOWS else -signal.SIGTERM


def pause(seconds):
    """A program that ends after a while."""
    return [sys.executable, "-c", f"import time; time.sleep({seconds})"] if WINDOWS else ["sleep", str(seconds)]


def interrupt():
    """Ctrl-C."""
    if WINDOWS:
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)


class Processes(unittest.TestCase):
    def start(self, *command, **options):
        child = subprocess.Popen(command or SLEEP, **options)
        self.addCleanup(child.communicate)
        self.addCleanup(child.kill)
        # `Popen` comes back while the system still puts the program in place.
        arguments = list(command or SLEEP)
        deadline = time.monotonic() + 60
        with contextlib.suppress(process.ZombieProcess):
            while process.Process(child.pid).cmdline() != arguments and time.monotonic() < deadline:
                time.sleep(0.001)
        return child

    def shell(self, script):
        """A shell that has said a line, which means that it is ready."""
        child = self.start("sh", "-c", script, stdout=subprocess.PIPE, text=True)
        child.stdout.readline()
        return child


class Objects(Processes):
    def test_iteration_gives_the_same_object_again(self):
        child = self.start()
        first, second = ({p.pid: p for p in process.process_iter()} for _ in range(2))
        self.assertIs(first[child.pid], second[child.pid])
        process.process_iter.cache_clear()
        third = {p.pid: p for p in process.process_iter()}
        self.assertIsNot(first[child.pid], third[child.pid])
        self.assertEqual(first[child.pid], third[child.pid])
        self.assertEqual(hash(first[child.pid]), hash(third[child.pid]))

    def test_iteration_leaves_out_what_is_gone(self):
        child = self.start()
        self.assertIn(child.pid, [p.pid for p in process.process_iter(["name"])])
        child.kill()
        child.wait()
        self.assertNotIn(child.pid, [p.pid for p in process.process_iter(["name"])])

    def test_attributes_are_those_of_the_methods(self):
        child = self.start()
        found = [p for p in process.process_iter(["name", "cmdline", "ppid", "username"]) if p.pid == child.pid]
        expected = {p: getattr(found[0], p)() for p in ("name", "cmdline", "ppid", "username")}
        self.assertEqual(found[0].info, expected)
        self.assertEqual((expected["name"], expected["cmdline"], expected["ppid"]), (NAME, SLEEP, os.getpid()))

    def test_every_attribute(self):
        everything = process.Process().as_dict()
        count = 26 if WINDOWS else 30
        # Wine has no I/O priorities.
        self.assertEqual(len(everything), count - 1 if WINE else count)
        self.assertEqual(everything["environ"].get("PATH"), os.environ.get("PATH"))
        self.assertEqual(pickle.loads(pickle.dumps(everything)), everything)

    @unix
    def test_the_terminal_is_a_path(self):
        controller, terminal = os.openpty()
        self.addCleanup(os.close, controller)
        path = os.ttyname(terminal)
        # The first terminal that the leader of a session opens becomes its own.
        code = "import os, sys, time; os.setsid(); os.open(sys.argv[1], os.O_RDWR); print(flush=True); time.sleep(60)"
        child = self.start(sys.executable, "-c", code, path, stdout=subprocess.PIPE)
        os.close(terminal)
        child.stdout.readline()
        self.assertEqual(process.Process(child.pid).terminal(), path)
        self.assertEqual(process.Process(child.pid).as_dict(["terminal"]), {"terminal": path})
        child.kill()

    @unix
    def test_limits_as_the_interpreter_has_them(self):
        import resource

        for name in (resource.RLIMIT_NOFILE, resource.RLIMIT_CPU, resource.RLIMIT_AS):
            self.assertEqual(process.Process().rlimit(name), resource.getrlimit(name))

    def test_errors_survive_a_pickle(self):
        for error in (
            process.NoSuchProcess(1, "a"),
            process.ZombieProcess(1, "a", 2),
            process.AccessDenied(1),
            process.TimeoutExpired(3, 1, "a"),
        ):
            again = pickle.loads(pickle.dumps(error))
            self.assertEqual((type(again), str(again), vars(again)), (type(error), str(error), vars(error)))
            self.assertIsInstance(copy.copy(error), process.Error)

    def test_arguments_right_after_the_start(self):
        for _ in range(20):
            child = self.start()
            self.assertEqual(process.Process(child.pid).cmdline(), SLEEP)

    @unittest.skipIf(WINDOWS or os.geteuid() != 0, "only the superuser chooses numbers")
    def test_a_number_that_is_used_again(self):
        child = self.start()
        old = next(p for p in process.process_iter(["name"]) if p.pid == child.pid)
        child.kill()
        child.wait()
        for _ in range(200):
            with open("/proc/sys/kernel/ns_last_pid", "w") as file:
                file.write(str(old.pid - 1))
            other = self.start()
            if other.pid == old.pid:
                break
            other.kill()
            other.wait()
        else:
            self.skipTest("somebody else is always faster")
        new = next(p for p in process.process_iter(["name"]) if p.pid == old.pid)
        self.assertNotEqual(old, new)
        self.assertFalse(old.is_running())
        self.assertTrue(new.is_running())
        self.assertIn("terminated + PID reused", repr(old))
        for act in (old.kill, old.suspend, lambda: old.nice(5), lambda: old.rlimit(process.RLIMIT_CORE, (0, 0))):
            with self.assertRaisesRegex(process.NoSuchProcess, "PID has been reused"):
                act()
        for ask in (old.name, old.ppid, old.parent, old.children, old.cmdline, old.net_connections):
            self.assertRaises(process.NoSuchProcess, ask)
        self.assertIsNone(old.wait(0))
        self.assertIsNone(other.poll())


class Waiting(Processes):
    def test_many_and_of_every_kind(self):
        popen = process.Popen([sys.executable, "-c", "raise SystemExit(7)"])
        # An interpreter may take its time; the others are quick.
        while not WINDOWS and popen.status() != process.STATUS_ZOMBIE:
            time.sleep(0.01)
        plain = self.start(*pause(0.1))
        child = process.Process(self.start(*pause(0.2)).pid)
        alive = process.Process(self.start().pid)
        told = []
        procs = [plain, popen, child, alive]
        gone, left = process.wait_procs([*procs, *procs], timeout=5, callback=told.append)
        self.assertEqual((set(gone), left), ({plain, popen, child}, [alive]))
        self.assertEqual(told, gone)
        self.assertEqual((popen.returncode, child.returncode, plain.returncode), (7, 0, 0))

    def test_what_a_callback_raises(self):
        procs = [process.Process(self.start(*pause(0.1)).pid) for _ in range(3)]
        with self.assertRaises(ZeroDivisionError):
            process.wait_procs(procs, callback=lambda proc: 1 / 0)

    def test_a_program_of_its_own_ends(self):
        with process.Popen(SLEEP) as child:
            child.terminate()
            self.assertEqual(child.wait(5), TERMINATED)
            self.assertEqual((child.returncode, child.poll()), (TERMINATED, TERMINATED))
            self.assertEqual(child.args, SLEEP)
            with self.assertRaises(AttributeError):
                _ = child.nothing

    def test_a_program_that_is_not_there(self):
        self.assertRaises(FileNotFoundError, process.Popen, ["/nowhere"])

    def test_interruption(self):
        child, other = (process.Process(self.start().pid) for _ in range(2))
        waits = [
            child.wait,
            lambda: child.wait(60),
            lambda: process.wait_procs([child]),
            lambda: process.wait_procs([child, other]),
            lambda: child.cpu_percent(60),
            lambda: process.cpu_percent(60),
        ]
        if not WINDOWS:
            stop = process.Stop(first=signal.SIGCONT, grace=60, then=None)
            waits.append(lambda: stop.one(child))
        for wait in waits:
            begun = time.monotonic()
            timer = threading.Timer(0.1, interrupt)
            with self.assertRaises(KeyboardInterrupt):
                timer.start()
                wait()
            timer.join()
            self.assertLess(time.monotonic() - begun, 30)

    def test_others_run_meanwhile(self):
        # It ends when the others have had their turns.
        program = self.start(sys.executable, "-c", "input()", stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        child, turns = process.Process(program.pid), []

        def others():
            for _ in range(10):
                turns.append(time.sleep(0.01))
            program.stdin.write(b"\n")
            program.stdin.flush()

        thread = threading.Thread(target=others)
        thread.start()
        child.wait(60)
        self.assertEqual(len(turns), 10)
        thread.join()

    def test_oneself(self):
        self.assertRaises(ValueError, process.Process().wait)
        self.assertRaises(process.TimeoutExpired, process.Process().wait, 0.01)


class Finding(Processes):
    def test_query(self):
        command = pause(61)
        child = self.start(*command)
        query = process.Query.name(NAME) & process.Query("command contains 61")
        found = query.find(["pid", "cmdline"])
        self.assertIn({"pid": child.pid, "cmdline": command}, [p.info for p in found])
        self.assertTrue(query.selects(process.Process(child.pid)))
        self.assertFalse((~query).selects(process.Process(child.pid)))
        self.assertIn(process.Process(child.pid), process.Query.name(NAME.upper()).ignore_case().find())
        self.assertEqual(str(process.Query(str(query))), str(query))
        self.assertEqual(process.Query.pids([os.getpid()]).find(), [process.Process()])

    def test_a_search_says_what_it_left_out(self):
        child = self.start()
        query = process.Query.pid(child.pid)
        found, undecided = query.search(["name"])
        self.assertEqual((found, undecided), ([process.Process(child.pid)], []))
        self.assertEqual(found[0].info, {"name": NAME})
        self.assertEqual(process.Query.pid(2**31 - 1).search(), ([], []))

    @unix
    def test_what_is_not_ours_to_read(self):
        if os.geteuid() != 0:
            self.skipTest("another user's process takes the superuser")
        child = self.start()
        code = (
            "import os, sys; from ostler import process\n"
            "os.setgroups([]); os.setgid(1234); os.setuid(1234)\n"
            "pid = int(sys.argv[1]); query = process.Query.pid(pid)\n"
            "denied = query & process.Query('environ.HOME == /nowhere')\n"
            "print(denied.find(), denied.search().found, denied.search().undecided)\n"
            "print((query & process.Query('environ.A == b and name == nosuch')).search())\n"
        )
        answer = f"[] [] [psutil.AccessDenied(pid={child.pid})]\nsearch(found=[], undecided=[])\n"
        self.assertEqual(python("-c", code, str(child.pid)), (0, answer, ""))

    @unix
    def test_names_inside(self):
        query = (process.Query.port(80) & process.Query.name("x")).inside()
        self.assertEqual(str(query), 'name == "x" and inside.ports == 80')
        self.assertRaises(ValueError, process.Query, "inside.name == x")

    @unix
    def test_without_proc(self):
        """Not mounted is an error: neither none nor gone."""
        if os.geteuid() != 0 or subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
            self.skipTest("mounting takes the superuser, and a root directory that is a mount")
        code = (
            "import errno; from ostler import os, process\n"
            "os.unshare(os.CLONE_NEWNS)\n"
            "assert os.system('mount --make-private /proc && mount -t tmpfs tmpfs /proc') == 0\n"
            "for ask in (process.pids, process.net_connections, process.Query.port(80).find,\n"
            "            lambda: process.Process().name(), lambda: list(process.process_iter())):\n"
            "    try: print(ask())\n"
            "    except OSError as error: print(errno.errorcode[error.errno])\n"
        )
        self.assertEqual(python("-c", code), (0, "ENODEV\n" * 5, ""))

    def test_what_is_no_query(self):
        for wrong in ("nmae == x", "", "name ==", "(", "pid == x", "\udcff"):
            self.assertRaises(ValueError, process.Query, wrong)
        self.assertRaises(TypeError, process.Query, 3)
        deep = process.Query.name("sleep")
        with self.assertRaisesRegex(ValueError, "nested too deep"):
            for pid in range(1000):
                deep = (deep | process.Query.pid(pid)) & process.Query.older_than(pid)
        self.assertEqual(str(process.Query(str(deep))), str(deep))
        self.assertRaises(ValueError, process.Query.port, 70000)
        self.assertRaises(ValueError, process.Query.older_than, -1)
        self.assertRaises(ValueError, process.Query.older_than, float("nan"))

    def test_family(self):
        child = process.Process(self.start().pid)
        self.assertIn(child, process.active_children())
        if os.getppid():
            self.assertEqual(process.parent_process().pid, os.getppid())
        self.assertEqual(child.parents()[0], process.Process())
        child.kill()
        if WINDOWS:
            child.wait()
        else:
            while child.status() != process.STATUS_ZOMBIE:
                time.sleep(0.01)
        self.assertNotIn(child, process.active_children())


class Stopping(Processes):
    @unix
    def test_gently_then_not(self):
        polite = process.Process(self.start().pid)
        deaf = process.Process(self.shell("trap '' TERM; echo; while :; do sleep 0.1; done").pid)
        report = process.Stop(grace=5).all([polite, deaf])
        self.assertTrue(report.is_complete)
        self.assertEqual([p for p, _ in report], [polite, deaf])
        self.assertEqual(report.get(polite).signal, signal.SIGTERM)
        self.assertEqual(report.get(deaf), ("ended", signal.SIGKILL, -signal.SIGKILL, None))
        self.assertEqual(process.Stop().one(deaf).kind, "already_gone")

    @unix
    def test_a_tree(self):
        root = process.Process(self.shell("sleep 60 & sleep 60 & echo; wait").pid)
        self.assertEqual(len(root.children()), 2)
        report = process.Stop().tree(root)
        self.assertEqual((len(report), report[0][0], len(report.ended)), (3, root, 3))
        self.assertEqual((report.strays, report.doubts, report.is_complete), ([], [], True))
        self.assertRaises(IndexError, lambda: report[3])

    def test_those_that_are_left_alone(self):
        child = process.Process(self.start().pid)
        for test in (process.Query("name == make"), lambda proc: proc != child):
            self.assertEqual(process.Stop(only_if=test).one(child).kind, "no_longer_matches")
        outcome = process.Stop(only_if=lambda proc: 1 / 0).one(child)
        self.assertEqual(outcome.kind, "refused")
        self.assertIsInstance(outcome.error, ZeroDivisionError)
        if not WINDOWS:
            self.assertEqual(process.Stop(first=signal.SIGCONT, grace=0, then=None).all([child]).survivors, [child])

    @unix
    def test_hooks_are_asked(self):
        code = (
            "import sys; from ostler import process\n"
            "child = process.Popen(['sleep', '60']); events = []\n"
            "def hook(event, args):\n"
            "    if event == 'os.kill':\n"
            "        events.append(args)\n"
            "        if len(events) < 3: raise PermissionError('no')\n"
            "sys.addaudithook(hook)\n"
            "try: child.kill()\n"
            "except PermissionError as error: print(error)\n"
            "print(process.Stop(then=None).one(child).error)\n"
            "process.Stop().one(child); print(events[:3] == [(child.pid, 9), (child.pid, 15), (child.pid, 15)], child.wait())\n"
        )
        self.assertEqual(python("-c", code), (0, "no\nno\nTrue -15\n", ""))

    def test_what_cannot_be_stopped(self):
        for wrong in ([1], 5, None, ["a"]):
            self.assertRaises(TypeError, process.Stop().all, wrong)
        self.assertRaises(ValueError, process.Stop, -1 if WINDOWS else 0)
        self.assertRaises(ValueError, process.Stop, signal.SIGTERM, -1)
        self.assertRaises(TypeError, process.Stop, only_if=3)
        if not WINDOWS:
            self.assertRaises(ValueError, process.Stop, signal.SIGTERM, 1, 1000)
            with self.assertRaises(OSError) as caught:
                process.Stop().cgroup("/nowhere")
            self.assertEqual(caught.exception.filename, "/nowhere/cgroup.procs")


class Hostile(Processes):
    NUMBERS = [-1, 2**31, 2**64, -(2**64), 1.5, float("nan"), float("inf")]
    VALUES = [None, *NUMBERS, "", "x\0", "\udcff", b"\xff", [], [None], {}, object()]

    def test_any_arguments(self):
        """Whatever is given, there is a result or an exception."""
        child = process.Process(self.start().pid)
        names = set(dir(child)) - {"pid", "wait", "send_signal"}
        ways = [getattr(child, name) for name in sorted(names) if not name.startswith("_")]
        ways += [process.Process, process.pid_exists, process.net_connections, process.cpu_times, process.cpu_count]
        ways += [process.Query, process.cpu_percent, process.Process().send_signal]
        ways += [process.Query.name, process.Query.user, process.Query.pids, process.Query.port, process.process_iter]
        ways += [process.NoSuchProcess, process.TimeoutExpired, process.Stop, process.active_children, child._init]
        for way in ways:
            if not callable(way):
                continue
            for value in self.VALUES:
                if way.__name__ == "cpu_percent" and isinstance(value, (int, float)) and value > 0:
                    # It would sleep for that long.
                    continue
                for arguments in ((value,), (value, value), (0, value)):
                    try:
                        result = way(*arguments)
                        repr(result)
                    except BaseException as error:
                        self.assertNotEqual(type(error).__name__, "PanicException", (way, arguments))

    def test_nothing_is_left_open(self):
        def everything():
            child = process.Popen(SLEEP)
            iterator = process.process_iter(["name", "exe"])
            next(iterator)
            with child.oneshot():
                child.name()
            self.assertRaises(process.TimeoutExpired, child.wait, 0)
            process.Process().as_dict()
            process.net_connections("all")
            process.Query.name(NAME).find(["name"])
            process.Stop().one(child)
            process.wait_procs([child])

        def handles():
            return process.Process().num_handles() if WINDOWS else stock_os.listdir("/proc/self/fd")

        everything()
        before = handles()
        for _ in range(5):
            everything()
        self.assertEqual(handles(), before)

    def test_threads_at_one_object(self):
        child = process.Process(self.start().pid)
        wrong = []

        def ask():
            for _ in range(100):
                with child.oneshot():
                    if child.name() != NAME or child.as_dict(["pid", "ppid"])["ppid"] != os.getpid():
                        wrong.append(child)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
