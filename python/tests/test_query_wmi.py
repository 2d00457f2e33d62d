"""Queries of `ostler.process` in WMI's spelling."""

import subprocess
import time
import unittest

from ostler import process
from support import NAME, SLEEP


class Wmi(unittest.TestCase):
    def setUp(self):
        self.child = subprocess.Popen(SLEEP)
        self.addCleanup(self.child.communicate)
        self.addCleanup(self.child.kill)
        deadline = time.monotonic() + 60
        # `Popen` comes back while the system still puts the program in place.
        while process.Process(self.child.pid).cmdline() != list(SLEEP) and time.monotonic() < deadline:
            time.sleep(0.001)

    def test_what_it_finds(self):
        bare = NAME.removesuffix(".exe")
        pid = self.child.pid
        found = [process.Process(pid)]
        for condition in (
            f"Name = '{bare}.exe' and ProcessId = {pid}",
            f"NAME = '{bare.upper()}.EXE' AND ProcessId = '{pid}'",
            f"Name like '{bare[0]}%' and Handle = {pid}",
            f"CommandLine IS NOT NULL AND processid = {pid}",
            f"CreationDate > '20200101000000.000000+000' and ProcessId = {pid}",
            f"UserModeTime < 3000000000 and ProcessId = {pid}",
            f"not ThreadCount > 1000 and ProcessId = {pid}",
        ):
            with self.subTest(condition):
                self.assertEqual(process.Query(condition).find(), found)
                statement = f"SELECT * FROM Win32_Process WHERE {condition}"
                self.assertEqual(process.Query(statement).find(), found)
                self.assertEqual(process.Query(str(process.Query(condition))).find(), found)
        for condition in (
            f"Name <> '{bare}.exe' and ProcessId = {pid}",
            f"Name not like '%{bare[1]}%' and ProcessId = {pid}",
            f"CreationDate < '20200101000000.000000+000' and ProcessId = {pid}",
            f"ExecutablePath is null and ProcessId = {pid}",
        ):
            with self.subTest(condition):
                self.assertEqual(process.Query(condition).find(), [])

    def test_mistakes(self):
        for text, message in (
            ("Nmae = 'x'", "did you mean `Name`"),
            ("select Name from Win32_Process", r"write `select \*` \(column 8\)"),
            ("select * from Win32_Service", "the only class here is `Win32_Process`"),
            ("Name = NULL", "write `is null`"),
        ):
            self.assertRaisesRegex(ValueError, message, process.Query, text)


if __name__ == "__main__":
    unittest.main()
