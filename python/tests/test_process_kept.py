"""`ostler.process`: children that are left to what has started them, copies, pickles, zombies, threads."""

import copy
import multiprocessing
import os as stock_os
import pickle
import signal
import subprocess
import sys
import threading
import time
import unittest

from ostler import os, process
from support import NAME, python, unix
from test_process import WINDOWS, Processes


def ended(code):
    """A program that ends at once."""
    return [sys.executable, "-c", f"import os; os._exit({code})"]


def zombie(test, command=("true",)):
    """A child that has ended and that is not reaped."""
    child = subprocess.Popen(command)
    test.addCleanup(child.wait)
    found = process.Process(child.pid)
    found.wait(60, reap=False)
    return found


class Named(process.Process):
    """With an attribute of its own, and arguments that a pickle does not have."""

    def __init__(self, pid, label):
        super().__init__(pid)
        self.label = label


class Unreaped(Processes):
    def test_a_child_of_subprocess(self):
        child = subprocess.Popen(ended(3))
        found = process.Process(child.pid)
        self.assertEqual([found.wait(60, reap=False) for _ in range(2)], [3, 3])
        if not WINDOWS:
            self.assertEqual(found.status(), process.STATUS_ZOMBIE)
        self.assertEqual(child.wait(), 3)
        self.assertFalse(found.is_running())
        self.assertEqual(found.wait(), 3)

    @unix
    def test_of_a_signal(self):
        child = self.start()
        found = process.Process(child.pid)
        child.terminate()
        self.assertEqual(found.wait(60, reap=False), -signal.SIGTERM)
        self.assertEqual(child.wait(), -signal.SIGTERM)

    @unix
    def test_the_default_takes_the_status_away(self):
        child = subprocess.Popen(ended(3))
        self.assertEqual(process.Process(child.pid).wait(60), 3)
        self.assertEqual(child.wait(), 0)

    @unix
    def test_reaped_after_all(self):
        child = subprocess.Popen(ended(3))
        self.addCleanup(child.wait)
        found = process.Process(child.pid)
        self.assertEqual((found.wait(60, reap=False), found.wait()), (3, 3))
        self.assertFalse(found.is_running())
        other = zombie(self)
        self.assertEqual(process.wait_procs([other]), ([other], []))
        self.assertFalse(other.is_running())

    def test_of_multiprocessing(self):
        child = multiprocessing.get_context("spawn").Process(target=sys.exit, args=(5,))
        child.start()
        self.assertEqual(process.Process(child.pid).wait(60, reap=False), 5)
        child.join()
        self.assertEqual(child.exitcode, 5)

    def test_many(self):
        plain = subprocess.Popen(ended(3))
        own = process.Popen(ended(4))
        found = process.Process(plain.pid)
        told = []
        gone, alive = process.wait_procs([found, own], 60, told.append, reap=False)
        self.assertEqual((set(gone), alive, told), ({found, own}, [], gone))
        self.assertEqual((found.returncode, own.returncode), (3, 4))
        if not WINDOWS:
            self.assertTrue(found.is_running() and own.is_running())
        self.assertEqual((plain.wait(), own.wait()), (3, 4))

    def test_a_popen(self):
        child = process.Popen(ended(3))
        self.assertEqual(child.wait(60, reap=False), 3)
        if not WINDOWS:
            self.assertEqual(child.status(), process.STATUS_ZOMBIE)
        self.assertEqual((child.wait(), child.returncode, child.poll()), (3, 3, 3))

    def test_the_time_is_up(self):
        found = process.Process(self.start().pid)
        self.assertRaises(process.TimeoutExpired, found.wait, 0.01, reap=False)
        self.assertEqual(process.wait_procs([found], 0.01, reap=False), ([], [found]))
        self.assertRaises(TypeError, found.wait, 0, False)

    @unix
    def test_what_has_started_it_waits_at_the_same_time(self):
        told = []
        for _ in range(20):
            child = subprocess.Popen(["sh", "-c", "read line; exit 7"], stdin=subprocess.PIPE)
            found = process.Process(child.pid)
            threads = [
                threading.Thread(target=lambda found=found: told.append(found.wait(60, reap=False))),
                threading.Thread(target=child.wait),
            ]
            for thread in threads:
                thread.start()
            time.sleep(0.02)
            child.stdin.close()
            for thread in threads:
                thread.join()
            self.assertEqual(child.returncode, 7)
        # How one ended that has been reaped is known since Linux 6.15.
        self.assertLessEqual(set(told), {7, None})
        release = tuple(map(int, stock_os.uname().release.split("-")[0].split(".")[:2]))
        if release >= (6, 15) and process.Process().binding() == "handle":
            self.assertEqual(set(told), {7})

    @unix
    def test_not_of_a_stranger(self):
        """Of another program: gone when its own parent has waited for it."""
        # The shell itself waits: what becomes of orphans depends on what runs as the first process.
        script = "sleep 0.2 & echo $!; read line; wait; exec sleep 60"
        shell = self.start("sh", "-c", script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        stranger = process.Process(int(shell.stdout.readline()))
        self.assertRaises(process.TimeoutExpired, stranger.wait, 1, reap=False)
        self.assertEqual(stranger.status(), process.STATUS_ZOMBIE)
        shell.stdin.write("\n")
        shell.stdin.flush()
        self.assertIsNone(stranger.wait(60, reap=False))

    @unix
    def test_stop_leaves_the_child(self):
        child = self.start()
        outcome = process.Stop().one(process.Process(child.pid))
        self.assertEqual(outcome, ("ended", signal.SIGTERM, -signal.SIGTERM, None))
        self.assertEqual(process.Process(child.pid).status(), process.STATUS_ZOMBIE)
        self.assertEqual(child.wait(), -signal.SIGTERM)


class Copies(Processes):
    WAYS = [copy.copy, copy.deepcopy] + [
        lambda one, protocol=protocol: pickle.loads(pickle.dumps(one, protocol))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ]

    def test_a_process(self):
        child = self.start()
        found = process.Process(child.pid)
        found.create_time(), found.name(), found.exe()
        for way in self.WAYS:
            again = way(found)
            self.assertIsNot(again, found)
            self.assertEqual((again, hash(again), type(again)), (found, hash(found), process.Process))
            self.assertEqual((again._name, again.create_time()), (NAME, found.create_time()))
            self.assertTrue(again.is_running())
        child.kill()
        child.wait()
        # The same process still, which is gone.
        for way in self.WAYS:
            again = way(found)
            self.assertEqual(again, found)
            self.assertFalse(again.is_running())
            self.assertRaises(process.NoSuchProcess, again.name)

    def test_what_is_known_of_the_end(self):
        child = self.start()
        found = process.Process(child.pid)
        found.kill()
        code = found.wait(60)
        for way in self.WAYS:
            again = way(found)
            self.assertEqual((again.wait(), type(again.wait())), (code, type(code)))

    def test_attributes_and_classes_of_a_program(self):
        found = Named(self.start().pid, ["label"])
        found.info = {"name": NAME}
        for way in self.WAYS:
            again = way(found)
            self.assertEqual((type(again), again, vars(again)), (Named, found, vars(found)))
        self.assertIs(copy.copy(found).label, found.label)
        self.assertIsNot(copy.deepcopy(found).label, found.label)
        found.itself = found
        again = copy.deepcopy(found)
        self.assertIs(again.itself, again)

    def test_one_that_never_was(self):
        never = process.Process.__new__(process.Process)
        never._init(2**31 - 1, _ignore_nsp=True)
        for way in self.WAYS:
            again = way(never)
            self.assertEqual((again, again.pid, again.is_running()), (never, 2**31 - 1, False))

    def test_a_popen_has_pipes(self):
        with process.Popen(ended(0)) as child:
            self.assertRaisesRegex(TypeError, "pickle Process", pickle.dumps, child)
            self.assertEqual(copy.copy(child).args, child.args)
            child.wait()

    def test_in_another_program(self):
        child = self.start()
        found = process.Process(child.pid)
        code = (
            "import pickle, sys\n"
            "one = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
            "print(one.pid, one.is_running())\n"
            "from ostler import process\n"
            "try: print(one.name())\n"
            "except process.NoSuchProcess as error: print(type(error).__name__)\n"
        )
        kept = pickle.dumps(found).hex()
        self.assertEqual(python("-c", code, kept), (0, f"{child.pid} True\n{NAME}\n", ""))
        child.kill()
        child.wait()
        self.assertEqual(python("-c", code, kept), (0, f"{child.pid} False\nNoSuchProcess\n", ""))

    def test_of_another_boot(self):
        make, (class_, pid, identity, known), _ = process.Process().__reduce__()
        self.assertEqual(make(class_, pid, identity, known), process.Process())
        word = "machine=" if WINDOWS else "boot="
        before, _, after = identity.partition(word)
        other = before + word + "0dbbf2d9-a6a9-4d3c-b7a5-2b9d3f0c6e57" + after[36:]
        with self.assertRaisesRegex(process.NoSuchProcess, "of another boot, machine or PID namespace") as caught:
            make(class_, pid, other, {"name": "kept"})
        self.assertEqual((caught.exception.pid, caught.exception.name), (os.getpid(), "kept"))
        for wrong in ("", "pid=1", identity + ",", "\0", "x" * 10000):
            self.assertRaises(ValueError, make, class_, pid, wrong, known)

    @unix
    def test_of_another_pid_namespace(self):
        command = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
        if os.geteuid() != 0 or subprocess.run([*command, "true"], capture_output=True).returncode:
            self.skipTest("a PID namespace takes the superuser")
        code = "import pickle, sys; pickle.loads(bytes.fromhex(sys.argv[1]))"
        kept = pickle.dumps(process.Process()).hex()
        done = subprocess.run([*command, sys.executable, "-c", code, kept], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("NoSuchProcess: process of another boot, machine or PID namespace", done.stderr)

    def test_multiprocessing(self):
        found = process.Process(self.start().pid)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            self.assertEqual(pool.apply(process.Process.name, (found,)), NAME)
            self.assertEqual(pool.apply(process.Process.parent, (found,)), process.Process())
            pool.close()
            pool.join()

    def test_queries(self):
        queries = [
            process.Query(),
            process.Query("name == make and age > 5m"),
            process.Query("cmdline contains 'a b' or not user == root"),
            process.Query.name("Straße\n\"'\\"),
            process.Query.name("MAKE").ignore_case() & ~process.Query.user(0),
            (process.Query.port(80) | process.Query.pids([1, 2])).inside(),
            process.Query.older_than(0.5) & process.Query.younger_than(1e6),
        ]
        if not WINDOWS:
            queries.append(process.Query.name(b"\xff"))
        for query in queries:
            for way in self.WAYS:
                self.assertEqual(str(way(query)), str(process.Query(str(query))))
        child = process.Process(self.start().pid)
        self.assertTrue(pickle.loads(pickle.dumps(process.Query.name(NAME))).selects(child))
        self.assertTrue(pickle.loads(pickle.dumps(process.Query())).selects(child))

    def test_stops(self):
        for stop in (process.Stop(), process.Stop(signal.SIGINT, 0.25, None, float("inf"))):
            for way in self.WAYS:
                self.assertEqual(repr(way(stop)), repr(stop))
        child = self.start()
        picky = process.Stop(only_if=process.Query("name == make"))
        for way in self.WAYS:
            self.assertEqual(way(picky).one(process.Process(child.pid)).kind, "no_longer_matches")
        self.assertRaises((AttributeError, pickle.PicklingError), pickle.dumps, process.Stop(only_if=lambda one: True))

    @unix
    def test_reports(self):
        mine, other = (process.Process(self.start().pid) for _ in range(2))
        report = process.Stop(only_if=lambda one: one == mine or 1 / 0).all([mine, other])
        self.assertEqual([outcome.kind for _, outcome in report], ["ended", "refused"])
        for way in self.WAYS:
            again = way(report)
            self.assertEqual([pair[0] for pair in again], [mine, other])
            self.assertEqual(again[0][1], report[0][1])
            self.assertEqual(type(again[0][1]), type(report[0][1]))
            self.assertIsInstance(again[1][1].error, ZeroDivisionError)
            self.assertEqual((again.strays, again.doubts, again.reparented), ([], [], []))
            self.assertEqual(again.is_complete, report.is_complete)

    def test_every_kind_of_tuple(self):
        kinds = [kind for kind in vars(process).values() if isinstance(kind, type) and issubclass(kind, tuple)]
        self.assertGreater(len(kinds), 15)
        for kind in kinds:
            one = kind(*range(len(kind._fields)))
            again = pickle.loads(pickle.dumps(one))
            self.assertEqual((again, type(again)), (one, kind))


#: What psutil 7.2.2 answers of a zombie on Linux; of one that is an ordinary user's to an ordinary user, where that differs.
ZOMBIE = process.ZombieProcess
DENIED = process.AccessDenied
ANSWERS = {
    "children": ([],),
    "cmdline": (ZOMBIE,),
    "cpu_affinity": (list,),
    "cpu_num": (int,),
    "cpu_percent": (0.0,),
    "cpu_times": ("pcputimes",),
    "create_time": (float,),
    "cwd": (ZOMBIE, DENIED),
    "environ": (ZOMBIE, DENIED),
    "exe": (ZOMBIE,),
    "gids": ("pgids",),
    "io_counters": ("pio", DENIED),
    "ionice": ("pionice",),
    "is_running": (True,),
    "memory_full_info": ((0,) * 10,),
    "memory_info": ((0,) * 7,),
    "memory_maps": (ZOMBIE,),
    "memory_percent": (0.0,),
    "name": ("true",),
    "net_connections": ([], DENIED),
    "nice": (int,),
    "num_ctx_switches": ("pctxsw",),
    "num_fds": (0, DENIED),
    "num_threads": (1,),
    "open_files": ([], DENIED),
    "parent": (process.Process,),
    "ppid": (int,),
    "status": ("zombie",),
    "terminal": (object,),
    "threads": (list,),
    "uids": ("puids",),
    "username": (str,),
}


@unix
class Zombies(Processes):
    def same(self, expected, ask):
        if isinstance(expected, type) and issubclass(expected, Exception):
            with self.assertRaises(process.Error) as caught:
                ask()
            self.assertIs(type(caught.exception), expected)
            return
        answer = ask()
        if isinstance(expected, type):
            self.assertIsInstance(answer, expected)
        elif isinstance(expected, str) and isinstance(answer, tuple):
            self.assertEqual(type(answer).__name__, expected)
        else:
            self.assertEqual(answer, expected)

    def test_every_method(self):
        found = zombie(self)
        for name, answers in ANSWERS.items():
            with self.subTest(name):
                expected = answers[0 if os.geteuid() == 0 else -1]
                self.same(expected, getattr(process.Process(found.pid), name))
                with found.oneshot():
                    self.same(expected, getattr(found, name))
        others = {"as_dict", "binding", "connections", "info", "kill", "oneshot", "parents", "pid", "resume", "rlimit"}
        others |= {"send_signal", "suspend", "terminate", "wait"}
        self.assertEqual(
            {name for name in dir(process.Process) if not name.startswith("_")} - set(ANSWERS) - others, set()
        )

    def test_as_dictionary(self):
        found = zombie(self)
        refused = {
            name for name, answers in ANSWERS.items() if answers[0 if os.geteuid() == 0 else -1] in (ZOMBIE, DENIED)
        }
        everything = found.as_dict(ad_value="refused")
        self.assertEqual({name for name, value in everything.items() if value == "refused"}, refused)
        self.assertEqual(everything["memory_full_info"], (0,) * 10)

    def test_shares_of_memory(self):
        found = zombie(self)
        for kind in ("rss", "uss", "pss", "swap"):
            self.assertEqual(found.memory_percent(kind), 0.0)

    def test_signals_and_changes(self):
        found = zombie(self)
        for act in (found.suspend, found.resume, found.terminate, found.kill, lambda: found.send_signal(0)):
            self.assertIsNone(act())
        self.assertEqual(found.rlimit(process.RLIMIT_NOFILE), process.Process().rlimit(process.RLIMIT_NOFILE))

    def test_as_an_ordinary_user(self):
        if os.geteuid() != 0:
            self.skipTest("the other tests are this one")
        code = (
            "import os, subprocess\n"
            "from ostler import process\n"
            "os.setgroups([]); os.setgid(1234); os.setuid(1234)\n"
            "child = subprocess.Popen(['true']); one = process.Process(child.pid); one.wait(reap=False)\n"
            "for name in ('cwd', 'environ', 'io_counters', 'num_fds', 'open_files', 'net_connections', 'exe', 'cmdline'):\n"
            "    try: print(getattr(one, name)())\n"
            "    except process.Error as error: print(type(error).__name__)\n"
            "print(one.memory_full_info().uss); child.wait()\n"
        )
        self.assertEqual(python("-c", code), (0, "AccessDenied\n" * 6 + "ZombieProcess\n" * 2 + "0\n", ""))


class Threads(unittest.TestCase):
    def test_a_thread_is_no_process(self):
        end = threading.Event()
        thread = threading.Thread(target=end.wait)
        thread.start()
        try:
            number = thread.native_id
            with self.assertRaisesRegex(process.NoSuchProcess, "process PID not found"):
                process.Process(number)
            self.assertFalse(process.pid_exists(number))
            self.assertNotIn(number, process.pids())
            self.assertIn(number, [one.id for one in process.Process().threads()])
        finally:
            end.set()
            thread.join()
        if not WINDOWS:
            self.assertEqual(process.Process(threading.main_thread().native_id), process.Process())


if __name__ == "__main__":
    unittest.main()
