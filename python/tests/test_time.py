"""`ostler.time` beside the interpreter's own `time`."""

import copy
import os
import pickle
import random
import signal
import sys
import threading
import time as stock
import unittest
from fractions import Fraction

from ostler import time
from support import ostler_python, python

ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "XYZ+3:30")
DIRECTIVES = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%"


def outcome(function, *arguments):
    try:
        value = function(*arguments)
    except Exception as error:
        return type(error), str(error)
    if isinstance(value, tuple):
        return type(value).__name__, tuple(value), value.tm_zone, value.tm_gmtoff
    return type(value), value


class Alike(unittest.TestCase):
    """The same answer, or the same exception."""

    def check(self, name, *arguments):
        ours, theirs = outcome(getattr(time, name), *arguments), outcome(getattr(stock, name), *arguments)
        self.assertEqual(ours, theirs, (name, arguments))

    def in_zones(self, work):
        before = os.environ.get("TZ")
        try:
            for zone in ZONES:
                os.environ["TZ"] = zone
                time.tzset()
                stock.tzset()
                with self.subTest(zone=zone):
                    work()
        finally:
            os.environ.pop("TZ")
            if before is not None:
                os.environ["TZ"] = before
            time.tzset()
            stock.tzset()

    def test_zones(self):
        def work():
            for name in ("timezone", "altzone", "daylight", "tzname"):
                self.assertEqual(getattr(time, name), getattr(stock, name), name)

        self.in_zones(work)

    def test_moments(self):
        chance = random.Random(1)
        moments = [
            0,
            -1,
            0.5,
            -0.5,
            2**31,
            2**55,
            2**60,
            2**63,
            -(2**63),
            2**70,
            1e300,
            float("inf"),
            float("nan"),
            "1",
        ]
        moments += [chance.uniform(-1e11, 1e11) for _ in range(200)] + [True]

        def work():
            for moment in moments:
                for name in ("gmtime", "localtime", "ctime"):
                    self.check(name, moment)

        self.in_zones(work)

    def test_fields(self):
        chance = random.Random(2)
        odd = (-(2**31) + 2000, -2, -1, 0, 1, 7, 13, 24, 32, 60, 62, 367, 2**31 - 2, 2**40, 2**80, 1.5, "1", None)
        times = [[1] * 9, (1,) * 8, (1,) * 10, (), None, "123456789"]
        for at in range(9):
            for value in odd:
                fields = [2000, 1, 1, 1, 1, 1, 1, 1, 1]
                fields[at] = value
                times.append(tuple(fields))
        for _ in range(300):
            times.append(tuple(chance.randrange(-2, end) for end in (3000, 14, 33, 25, 61, 63, 8, 368, 2)))
        form = " ".join(f"%{letter}" for letter in DIRECTIVES)

        def work():
            for fields in times:
                self.check("mktime", fields)
                self.check("asctime", fields)
                self.check("strftime", form, fields)

        self.in_zones(work)

    def test_forms(self):
        chance = random.Random(3)
        letters = [f"%{letter}" for letter in DIRECTIVES] + [
            "%",
            "%-d",
            "%5Y",
            "%_H",
            "%^a",
            "%EY",
            "%Od",
            "x",
            "é",
            "\U0001f600",
        ]

        def work():
            for _ in range(300):
                form = "".join(chance.choices(letters, k=chance.randrange(6)))
                moment = stock.localtime(chance.uniform(-3e10, 3e10))
                self.check("strftime", form, moment)
                self.check("strftime", form, tuple(moment))
                ours = time.struct_time(tuple(moment), {"tm_zone": moment.tm_zone, "tm_gmtoff": moment.tm_gmtoff})
                self.assertEqual(time.strftime(form, ours), stock.strftime(form, moment))

        self.in_zones(work)

    def test_wrong_arguments(self):
        for name, *arguments in (
            ("strftime", 1),
            ("strftime", "%Y", None),
            ("strftime", "%Y", (1,)),
            ("get_clock_info", "x"),
            ("get_clock_info", "time\0"),
            ("get_clock_info", 1),
            # Older ones say it in other words.
            *((("clock_gettime", "x"), ("clock_gettime", 2**40)) if sys.version_info >= (3, 13) else ()),
            ("clock_gettime", 99),
            ("clock_gettime_ns", 99),
            ("clock_getres", 99),
            ("clock_getres", "x"),
            ("clock_settime", 99, 1),
            ("clock_settime", 1, "x"),
            # 3.11.2 says it in other words, 3.11.7 does not.
            *((("clock_settime", 1, 2**70),) if sys.version_info >= (3, 11, 7) else ()),
            ("clock_settime_ns", 1, 1.5),
            ("clock_settime_ns", 1, 2**70),
            ("pthread_getcpuclockid", "x"),
            ("sleep", -1),
            ("sleep", -1e-9),
            ("sleep", 2**40),
            *((("sleep", 1e300),) if sys.version_info >= (3, 11, 7) else ()),
            ("sleep", float("nan")),
            ("sleep", "1"),
        ):
            self.check(name, *arguments)

    def test_clock_infos(self):
        for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
            self.assertEqual(time.get_clock_info(name), stock.get_clock_info(name))


class Clocks(unittest.TestCase):
    def test_they_are_the_systems(self):
        for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
            for unit in ("", "_ns"):
                before = getattr(stock, name + unit)()
                ours = getattr(time, name + unit)()
                self.assertTrue(before <= ours <= getattr(stock, name + unit)(), name + unit)
                self.assertIs(type(ours), type(before))

    def test_by_number(self):
        for name in (name for name in dir(stock) if name.startswith("CLOCK_")):
            clock = getattr(time, name)
            self.assertEqual(clock, getattr(stock, name))
            before = stock.clock_gettime_ns(clock)
            self.assertLessEqual(before, time.clock_gettime_ns(clock))
            self.assertLessEqual(before / 1e9 - 1e-6, time.clock_gettime(clock))
            self.assertEqual(time.clock_getres(clock), stock.clock_getres(clock))

    def test_of_a_thread(self):
        clock = time.pthread_getcpuclockid(threading.get_ident())
        self.assertEqual(clock, stock.pthread_getcpuclockid(threading.get_ident()))
        self.assertGreater(time.clock_gettime(clock), 0)

    def test_of_no_thread(self):
        gone = threading.Thread(target=int)
        gone.start()
        gone.join()
        for number in (0, 1, -1, 12345678, 2**70, gone.ident):
            with self.assertRaises(ProcessLookupError):
                time.pthread_getcpuclockid(number)


class Sleep(unittest.TestCase):
    def test_at_least_as_long(self):
        for seconds in (0, 0.01, Fraction(1, 100), 1e-9, True):
            begin = time.monotonic()
            time.sleep(seconds)
            self.assertGreaterEqual(time.monotonic() - begin, float(seconds))

    def test_goes_on_after_a_signal(self):
        caught = []
        before = signal.signal(signal.SIGALRM, lambda *_: caught.append(time.monotonic()))
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            begin = time.monotonic()
            time.sleep(0.3)
            self.assertGreaterEqual(time.monotonic() - begin, 0.3)
        finally:
            signal.signal(signal.SIGALRM, before)
        self.assertEqual(len(caught), 1)

    def test_ends_with_what_a_handler_raises(self):
        def handler(*_):
            raise KeyError("now")

        before = signal.signal(signal.SIGALRM, handler)
        try:
            begin = time.monotonic()
            with self.assertRaises(KeyError):
                signal.setitimer(signal.ITIMER_REAL, 0.05)
                time.sleep(120)
            self.assertLess(time.monotonic() - begin, 60)
        finally:
            signal.signal(signal.SIGALRM, before)

    def test_others_run_meanwhile(self):
        # Nobody waits for its end.
        thread = threading.Thread(target=time.sleep, args=(120,), daemon=True)
        begin = time.monotonic()
        thread.start()
        self.assertLess(time.monotonic() - begin, 60)

    def test_is_audited(self):
        code = (
            "import sys, ostler.time as t; sys.addaudithook(lambda *e: e[0] == 'time.sleep' and print(e)); t.sleep(0)"
        )
        self.assertEqual(python("-c", code), (0, "('time.sleep', (0,))\n", ""))


class Fields(unittest.TestCase):
    def test_the_type_is_like_the_interpreters(self):
        ours, theirs = time.gmtime(1e9), stock.gmtime(1e9)
        self.assertEqual(repr(ours), repr(theirs))
        self.assertEqual(ours, theirs)
        for name in ("n_fields", "n_sequence_fields", "n_unnamed_fields", "__module__", "__name__", "__match_args__"):
            self.assertEqual(getattr(time.struct_time, name), getattr(stock.struct_time, name))
        self.assertEqual(time._STRUCT_TM_ITEMS, stock._STRUCT_TM_ITEMS)

    def test_pickles_are_read_by_the_module_in_place(self):
        read = pickle.loads(pickle.dumps(time.gmtime(1e9)))
        self.assertIs(type(read), stock.struct_time)
        self.assertEqual((read.tm_zone, read.tm_gmtoff), (stock.gmtime().tm_zone, 0))
        self.assertEqual(copy.deepcopy(time.gmtime(0)), time.gmtime(0))

    def test_zone_of_the_interpreters_own(self):
        time_of = stock.struct_time((2000, 1, 1, 1, 1, 1, 1, 1, 1, "ABC", -3600))
        self.assertEqual(time.strftime("%Z %z", time_of), "ABC -0100")

    def test_any_text_in_a_format(self):
        fields = (2000,) + (0,) * 8
        self.assertEqual(time.strftime("%Y\0%m\ud800%d", fields), "2000\x0001\ud80001")

    def test_reals(self):
        self.assertEqual(time.gmtime(Fraction(-1, 2)), time.gmtime(-1))


SWAPPED = """
import datetime, logging, sys, time
print('_strptime' in sys.modules, type(datetime.date(2000, 1, 1).timetuple()) is time.struct_time)
time.strptime('2000', '%Y')
print('_strptime' in sys.modules, datetime.datetime.strptime('2000-01-02 +0130', '%Y-%m-%d %z'))
import _strptime
print(_strptime.time is time, type(_strptime._strptime_time('3', '%m')) is time.struct_time, len(_strptime.LocaleTime().a_month))
print(time.__name__, time.sleep.__module__, time.struct_time.__module__, hasattr(time, '__file__'), logging.time is time)
"""


class Swapped(unittest.TestCase):
    def test_the_library_is_on_it(self):
        expected = "False True\nFalse 2000-01-02 00:00:00+01:30\nTrue True 13\ntime time time False True\n"
        status, said, _ = ostler_python("-c", SWAPPED)
        self.assertEqual((status, said), (0, expected))

    def test_what_was_there_before(self):
        code = "import _strptime, datetime, time; datetime.datetime.strptime('01', '%y'); import ostler; ostler.install()\n"
        code += "import sys; print(sys.modules['_strptime'].time is sys.modules['time'], time is ostler.time)"
        self.assertEqual(python("-c", code), (0, "True True\n", ""))

    def test_tzset(self):
        code = "import time, os; os.environ['TZ'] = 'AAA+1BBB'; time.tzset(); print(time.tzname, time.timezone, time.daylight)"
        self.assertEqual(ostler_python("-c", code), (0, "('AAA', 'BBB') 3600 1\n", ""))


if __name__ == "__main__":
    unittest.main()
