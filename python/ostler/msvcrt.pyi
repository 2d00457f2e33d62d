"""The C runtime of Windows: locks, line ends, handles, the console key by key."""

import sys

if sys.platform == "win32":
    from msvcrt import *

    CRTDBG_MODE_DEBUG: int
    CRTDBG_MODE_FILE: int
    CRTDBG_MODE_WNDW: int
    CRTDBG_REPORT_MODE: int
    CRT_ASSERT: int
    CRT_ERROR: int
    CRT_WARN: int
    LIBRARIES_ASSEMBLY_NAME_PREFIX: str
    OUT_TO_DEFAULT: int
    OUT_TO_MSGBOX: int
    OUT_TO_STDERR: int
    REPORT_ERRMODE: int
    VC_ASSEMBLY_PUBLICKEYTOKEN: str

    def set_error_mode(mode: int, /) -> int: ...
