"""Names of files and sockets that the kernel's lists do not write as they are."""

import mmap
import os
import socket
import tempfile
import unittest

from ostler import process
from support import unix


@unix
class OddNames(unittest.TestCase):
    def setUp(self):
        # Names of sockets are short.
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)

    def test_mapped_files(self):
        paths = [f"{self.folder}/{name}" for name in ("a\nb", "a\\012b", "c\udcff\n")]
        for path in paths:
            with open(path, "wb+") as file:
                file.truncate(4096)
                mapping = mmap.mmap(file.fileno(), 4096)
                self.addCleanup(mapping.close)
        for grouped in (True, False):
            found = [region.path for region in process.Process().memory_maps(grouped)]
            for path in paths:
                self.assertEqual(found.count(path), 1, path)

    def test_sockets(self):
        line = "0000000000000000: 00000002 00000000 00010000 0001 01 4000000000 forged"
        paths = [f"{self.folder}/{name}" for name in ("a\nb", "c\n", f"x\n{line}")]
        for path in paths:
            bound = socket.socket(socket.AF_UNIX)
            self.addCleanup(bound.close)
            bound.bind(os.fsencode(path))
            bound.listen()
        for ask in (process.net_connections, process.Process().net_connections):
            found = [connection.laddr for connection in ask("unix")]
            if paths[2] not in found and ask is process.net_connections:
                self.skipTest("this kernel has no diagnostics of Unix sockets")
            for path in paths:
                self.assertEqual(found.count(path), 1, path)
            self.assertNotIn("forged", found)


if __name__ == "__main__":
    unittest.main()
