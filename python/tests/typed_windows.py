"""What the stubs say on Windows: checked with `mypy --platform win32`, never run. See ``typed.py``."""

import sys
from typing import assert_type

from ostler import msvcrt, nt, os, platform, process

# Of what is only elsewhere there is nothing.
os.fork()  # type: ignore[attr-defined]
os.getuid()  # type: ignore[attr-defined]
os.fwalk()  # type: ignore[attr-defined]
process.getloadavg()  # type: ignore[attr-defined]
process.Process().uids()  # type: ignore[attr-defined]
process.Stop().cgroup("a")  # type: ignore[attr-defined]
print(process.PROCFS_PATH, process.RLIMIT_CORE)  # type: ignore[attr-defined]

assert sys.platform == "win32"

assert_type(os.startfile("a", "open", show_cmd=1), None)
assert_type(os.listdrives(), list[str])
assert_type(os.add_dll_directory("a").path, str | None)
assert_type(os.get_handle_inheritable(3), bool)
assert_type(os.spawnv(os.P_DETACH, "a", ["a"]), int)
assert_type(os.stat("a").st_file_attributes, int)
assert_type(os.environ.get("PATH"), str | None)
assert_type(os.readinto(3, bytearray(3)), int)
assert_type(os.path.join("a", "b"), str)
assert_type(nt._supports_virtual_terminal(), bool)
assert_type(nt.environ, dict[str, str])
assert_type(msvcrt.getwch(), str)
assert_type(platform.win32_ver(), tuple[str, str, str, str])

me = process.Process()
assert_type(me.num_handles(), int)
assert_type(me.description(), str | None)
assert_type(me.window_titles(), list[str])
assert_type(me.close(), None)
assert_type(process.users_of_file("a")[0].pid, int)
assert_type(me.memory_info().peak_wset, int)
assert_type(me.memory_full_info().uss, int)
assert_type(me.open_files()[0].fd, int)
assert_type(me.cpu_times().children_user, float)
assert_type(process.cpu_times().dpc, float)
me.nice(process.IDLE_PRIORITY_CLASS)
me.ionice(process.IOPRIO_LOW)
me.ionice(process.IOPRIO_LOW, 3)  # type: ignore[call-overload]
print(me.memory_info().shared)  # type: ignore[attr-defined]
process.net_connections("unix")  # type: ignore[arg-type]
