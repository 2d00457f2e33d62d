"""`strptime` beside the interpreter's own: the same value, or the same exception."""

import datetime
import os
import random
import sys
import time as stock
import unittest
import warnings

from ostler import _strptime, time
from support import python

# Half of them alone of their kind, so that most formats are good ones.
DIRECTIVES = list("aAbBcdfGHIjmMpSuUVwWxXyYzZ") + list("YmdHMS" * 4) + ["%", "Q", " ", "é", ""]
BETWEEN = ["-", " ", "  ", ":", "/", "", "", "T", "é", "\t", ".", "\\", "(", "[", "+", "\u2003", "ß", "İ"]
WORDS = [
    "Mon",
    "tuesday",
    "JAN",
    "december",
    "am",
    "PM",
    "utc",
    "GMT",
    "Z",
    "+01:30",
    "-0130",
    "+01:30:15.5",
    "+0130:15",
]
ODD = [
    "\ud800",
    "\0",
    "٣",
    "１",
    "ſ",
    "K",
    "x",
    "-1",
    "0",
    "00",
    "366",
    "367",
    "60",
    "61",
    "62",
    "53",
    "54",
    "2000",
    "0001",
]
MANY = 20_000 if os.environ.get("OSTLER_TESTS") != "few" else 2_000


def outcome(function, *arguments):
    try:
        value = function(*arguments)
    except Exception as error:
        return type(error).__name__, str(error)
    if type(value).__name__ == "struct_time":
        return tuple(value), value.tm_zone, value.tm_gmtoff
    return value


class Random(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore", DeprecationWarning)

    def pair(self, chance):
        """A format, and a text that may fit it."""
        form, text = "", ""
        for _ in range(chance.randrange(1, 6)):
            letter, between = chance.choice(DIRECTIVES), chance.choice(BETWEEN)
            form += f"%{letter}{between}"
            kind = chance.random()
            if kind < 0.85 and letter.isascii() and letter.isalpha() and letter not in "fQ":
                moment = stock.gmtime(chance.randrange(-2_000_000_000, 4_000_000_000))
                text += stock.strftime(f"%{letter}", moment)
            elif kind < 0.95:
                text += str(chance.randrange(10 ** chance.randrange(1, 7)))
            else:
                text += chance.choice(WORDS + ODD)
            text += between if chance.random() < 0.97 else chance.choice(BETWEEN)
        if chance.random() < 0.1:
            text = text.swapcase()
        return text, form

    def test_pairs(self):
        seed = int(os.environ.get("OSTLER_SEED", "15"))
        chance = random.Random(seed)
        read = 0
        for _ in range(MANY):
            text, form = self.pair(chance)
            theirs = outcome(stock.strptime, text, form)
            self.assertEqual(outcome(time.strptime, text, form), theirs, (text, form))
            read += type(theirs[0]) is tuple
        # What is compared are times, too, not errors only.
        self.assertGreater(read, MANY // 10)

    def test_what_is_written_is_read(self):
        chance = random.Random(16)
        forms = ["%Y-%m-%d %H:%M:%S", "%c", "%A %d %B %Y %I:%M:%S %p", "%Y %j %H %M %S"]
        if sys.version_info >= (3, 12):
            # Before, a week could reach into a year that is not its own.
            forms.append("%G %V %u %H %M %S")
        for _ in range(500):
            moment = time.gmtime(chance.randrange(-30_000_000_000, 200_000_000_000))
            for form in forms:
                read = time.strptime(time.strftime(form, moment), form)
                self.assertEqual(read[:8], moment[:8], form)


class Fixed(unittest.TestCase):
    def check(self, *arguments):
        self.assertEqual(outcome(time.strptime, *arguments), outcome(stock.strptime, *arguments), arguments)

    def test_wrong_arguments(self):
        for arguments in (
            (1, "%Y"),
            ("x", b"%Y"),
            ("x", "%"),
            ("x", "%Q"),
            ("x", "%Y%Y"),
            ("x", "%\ud800"),
            ("x", "% Y"),
        ):
            self.check(*arguments)
        self.check("Sat Nov 21 10:22:52 2026")
        self.check("2000\ud800", "%Y")
        self.check("\ud800", "%Y")

    def test_context(self):
        for form, hidden in (("%Q", True), ("%", True), ("%Y", False)):
            with self.assertRaises(ValueError) as caught:
                time.strptime("x", form)
            self.assertIs(caught.exception.__suppress_context__, hidden)

    def test_the_tuple(self):
        import _strptime as theirs

        for arguments in (
            ("2000-01-02 03:04:05.678 -01:02:03.5", "%Y-%m-%d %H:%M:%S.%f %z"),
            ("12 UTC", "%y %Z"),
            ("Mon",),
            ("1", "%Q"),
        ):
            for name in ("_strptime", "_strptime_time"):
                ours, other = outcome(getattr(_strptime, name), *arguments), outcome(getattr(theirs, name), *arguments)
                self.assertEqual(ours, other, (name, arguments))
            # From 3.14 on there is one for each class.
            name = "_strptime_datetime_datetime" if sys.version_info >= (3, 14) else "_strptime_datetime"
            ours, other = (
                outcome(getattr(module, name), datetime.datetime, *arguments) for module in (_strptime, theirs)
            )
            self.assertEqual(ours, other, arguments)
        self.assertEqual(_strptime._strptime_time("01", format="%m").tm_mon, 1)

    def test_warning(self):
        code = "import warnings; warnings.simplefilter('always'); from ostler import time\n"
        # From 3.15 on a day by `%d` is an error.
        day = "%e" if sys.version_info >= (3, 15) else "%d"
        code += f"time.strptime('1 2', '{day} %m')\ntime.strptime('1 2 03', '{day} %m %y')\n"
        code += f"try: time.strptime('x', '{day}')\nexcept ValueError: pass"
        status, _, said = python("-c", code)
        lines = [line.partition(" Parsing")[0] for line in said.splitlines() if "Warning" in line]
        expected = [f"<string>:{line}: DeprecationWarning:" for line in (2, 4)] if sys.version_info >= (3, 13) else []
        self.assertEqual((status, lines), (0, expected))


if __name__ == "__main__":
    unittest.main()
