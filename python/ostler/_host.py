"""What is asked of the interpreter's own modules: its state, which nobody else has.

``docs/forwarded.md`` says why for each.
"""

import sys

#: The module of the flat names that ``os`` is made of.
FLAT = "nt" if sys.platform == "win32" else "posix"

# The modules as they are before anything is put in their place. Both are loaded when an interpreter starts.
os = sys.modules.get("ostler._host_os") or __import__("os")
flat = sys.modules.get(f"ostler._host_{FLAT}") or __import__(FLAT)

#: The environment of the interpreter: bytes to bytes, on Windows text to text. A program may have put a mapping of its own in
#: the place of `os.environ`.
environ = os.environ._data if type(os.environ).__module__ == "os" else flat.environ
