"""What is asked of the interpreter's own modules: its state, which nobody else has.

``docs/forwarded.md`` says why for each.
"""

import sys

# The modules as they are before anything is put in their place. Both are loaded when an interpreter starts.
os = sys.modules.get("ostler._host_os") or __import__("os")
posix = sys.modules.get("ostler._host_posix") or __import__("posix")

#: The environment of the interpreter, bytes to bytes.
environ = os.environb._data
