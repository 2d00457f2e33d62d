"""Operating system services: the standard library's ``os`` of Python 3.15, on a library of its own.

The functions are those of ``ostler._native``, which are compiled. What is here puts them together where the module's own
names have to be looked up when a function is called, or where a class of the standard library is asked for.
"""

import abc  # noqa: F401
import copyreg as _copyreg
import sys
from _collections_abc import Mapping, MutableMapping

from . import _host, _names, _paths, stat as st
from ._native import os as _os

if _host.FLAT == "nt":
    from . import nt as _flat
    from .nt import _exit
else:
    from . import posix as _flat
    from .posix import _exit

GenericAlias = type(list[int])

globals().update({name: value for name, value in vars(_flat).items() if name[0] != "_" and name != "environ"})

for _name in ("walk", "fwalk", "makedirs", "removedirs", "renames"):
    # There is no `fwalk` on Windows.
    if hasattr(_os, _name):
        globals()[_name] = getattr(_os, _name)
del _name
if sys.version_info >= (3, 15) and sys.platform != "win32":
    _clearenv = _flat._clearenv
if hasattr(_host.os, "_walk_symlinks_as_files"):
    # For the library's other modules, in the versions that know of it.
    _walk_symlinks_as_files = _os._walk_symlinks_as_files

name = _host.FLAT
curdir = "."
pardir = ".."
extsep = "."
if name == "nt":
    linesep = "\r\n"
    sep = "\\"
    altsep = "/"
    pathsep = ";"
    defpath = ".;C:\\bin"
    devnull = "nul"
else:
    linesep = "\n"
    sep = "/"
    altsep = None
    pathsep = ":"
    defpath = "/bin:/usr/bin"
    devnull = "/dev/null"

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

if name != "nt":
    P_WAIT = 0
    P_NOWAIT = P_NOWAITO = 1


def _those(names):
    return {globals()[name] for name in names.split() if name in globals()}


#: Functions that take ``dir_fd``, a descriptor for a path, ``follow_symlinks``, ``effective_ids``.
if name == "nt":
    supports_dir_fd, supports_effective_ids = set(), set()
    supports_fd = _those("chmod stat truncate")
    supports_follow_symlinks = _those("chmod stat")
else:
    supports_dir_fd = _those(
        "access chmod chown link lstat mkdir mkfifo mknod open readlink rename rmdir stat statx symlink unlink utime"
    )
    supports_fd = _those("chdir chmod chown execve listdir pathconf scandir stat statvfs statx truncate utime")
    supports_follow_symlinks = _those("access chown link stat statx utime")
    supports_effective_ids = _those("access")
supports_bytes_environ = name != "nt"


def _exists(name):
    return name in globals()


def _get_exports_list(module):
    try:
        return list(module.__all__)
    except AttributeError:
        return [name for name in dir(module) if not name.startswith("_")]


# -- names of files ----------------------------------------------------------------------------------------------------

_encoding, _errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()


def fsencode(filename):
    """A file name as bytes."""
    filename = fspath(filename)
    return filename.encode(_encoding, _errors) if isinstance(filename, str) else filename


def fsdecode(filename):
    """A file name as text."""
    filename = fspath(filename)
    return filename.decode(_encoding, _errors) if isinstance(filename, bytes) else filename


def _fspath(path):
    """What ``fspath`` does, in Python."""
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    method = getattr(kind, "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {kind.__name__}")
    text = method(path)
    if isinstance(text, (str, bytes)):
        return text
    raise TypeError(f"expected {kind.__name__}.__fspath__() to return str or bytes, not {type(text).__name__}")


# One class for all: other modules compare with it, and have registered with it.
PathLike = _host.os.PathLike


# -- results -----------------------------------------------------------------------------------------------------------


def _reduced(value):
    """What a result is made of again: by whatever module is `os` then, as its type says."""
    kind, arguments = value.__reduce__()
    return getattr(sys.modules["os"], kind.__name__, kind), arguments


for _kind in _those("stat_result statvfs_result terminal_size times_result uname_result sched_param waitid_result"):
    _copyreg.pickle(_kind, _reduced)


# -- the environment ---------------------------------------------------------------------------------------------------


class _Environ(_os.Environ, MutableMapping):
    """The environment: changes are the process's own, which its children inherit."""

    def __setitem__(self, key, value):
        key, value = self.encodekey(key), self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __repr__(self):
        items = ", ".join(f"{key!r}: {value!r}" for key, value in self.items())
        return f"environ({{{items}}})"

    def copy(self):
        """A dictionary of it."""
        return dict(self)

    def __copy__(self):
        return self._like(self._data)

    def __deepcopy__(self, memo):
        # Still writes to the process: many save the environment so, and as many put it back.
        return self._like(self._data.copy())

    def _like(self, data):
        return type(self)(data, supports_bytes_environ and isinstance(self.decodekey(b""), bytes))

    def setdefault(self, key, value):
        """The value of a variable, which is set if it was not."""
        if key not in self:
            self[key] = value
        return self[key]

    def __or__(self, other):
        return {**self, **other} if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


environ = _Environ(_host.environ, False)


def getenv(key, default=None):
    """The value of a variable, or the default."""
    return environ.get(key, default)


if supports_bytes_environ:
    environb = _Environ(_host.environ, True)

    def getenvb(key, default=None):
        """The same in bytes."""
        return environb.get(key, default)


def reload_environ():
    """Have ``environ`` say what the environment of the process is by now."""
    now = _flat._create_environ()
    if name == "nt":
        now = {environ.encodekey(key): value for key, value in now.items()}
    data = environ._data
    data.clear()
    data.update(now)


# -- programs ----------------------------------------------------------------------------------------------------------


def get_exec_path(env=None):
    """The directories in which programs are looked for."""
    import warnings

    if env is None:
        env = environ
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BytesWarning)
        try:
            found = env.get("PATH")
        except TypeError:
            found = None
        try:
            in_bytes = env[b"PATH"] if supports_bytes_environ else None
        except (KeyError, TypeError):
            in_bytes = None
        if in_bytes is not None:
            if found is not None:
                raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
            found = in_bytes
    if found is None:
        found = defpath
    return fsdecode(found).split(pathsep)


def _execvpe(file, args, env=None):
    """Have the first program of a name that there is run in this process's place."""

    def run(program):
        if env is None:
            execv(program, args)
        else:
            execve(program, args, env)

    if path.dirname(file):
        run(file)
        return
    directories = get_exec_path(env)
    if name != "nt":
        directories, file = map(fsencode, directories), fsencode(file)
    refusal = last = None
    for directory in directories:
        try:
            run(path.join(directory, file))
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = error
            refusal = refusal or error
    # That one was there and could not be run says more than that others were not there.
    if refusal is not None:
        raise refusal
    raise last or FileNotFoundError(2, strerror(2), file)


def execvp(file, args):
    """Run a program, found by its name, in this process's place."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """The same with an environment."""
    _execvpe(file, args, env)


def execl(file, *args):
    """Run a program in this process's place, its arguments one by one."""
    execv(file, args)


def execle(file, *args):
    """The same with an environment, the last argument."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """Run a program, found by its name, in this process's place, its arguments one by one."""
    execvp(file, args)


def execlpe(file, *args):
    """The same with an environment, the last argument."""
    execvpe(file, args[:-1], args[-1])


if name != "nt":
    # Windows has `spawnv` and `spawnve` itself, and neither `fork` nor a search for programs.

    def _spawnvef(mode, file, args, env, func):
        """Run a program in a child: wait for how it ends, or not."""
        if not isinstance(args, (tuple, list)):
            raise TypeError("argv must be a tuple or a list")
        if not args or not args[0]:
            raise ValueError("argv first element cannot be empty")
        child = fork()
        if not child:
            try:
                if env is None:
                    func(file, args)
                else:
                    func(file, args, env)
            finally:
                _exit(127)
        if mode == P_NOWAIT:
            return child
        while True:
            status = waitpid(child, 0)[1]
            if not WIFSTOPPED(status):
                return waitstatus_to_exitcode(status)

    def spawnv(mode, file, args):
        """Run a program in a child."""
        return _spawnvef(mode, file, args, None, execv)

    def spawnve(mode, file, args, env):
        """The same with an environment."""
        return _spawnvef(mode, file, args, env, execve)

    def spawnvp(mode, file, args):
        """Run a program, found by its name, in a child."""
        return _spawnvef(mode, file, args, None, execvp)

    def spawnvpe(mode, file, args, env):
        """The same with an environment."""
        return _spawnvef(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """Run a program in a child, its arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """The same with an environment, the last argument."""
    return spawnve(mode, file, args[:-1], args[-1])


if name != "nt":

    def spawnlp(mode, file, *args):
        """Run a program, found by its name, in a child, its arguments one by one."""
        return spawnvp(mode, file, args)

    def spawnlpe(mode, file, *args):
        """The same with an environment, the last argument."""
        return spawnvpe(mode, file, args[:-1], args[-1])


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object on a descriptor."""
    import io

    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


class _wrap_close:
    """The output or input of a command; closing it waits for the command."""

    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        """How the command ended: ``None`` for success, otherwise as ``wait`` would say it."""
        self._stream.close()
        code = self._proc.wait()
        if code == 0:
            return None
        return code << 8 if code > 0 and name != "nt" else code

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def popen(cmd, mode="r", buffering=-1):
    """Run a command of the shell, with a pipe to read what it writes or to write what it reads."""
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ("r", "w"):
        raise ValueError(f"invalid mode {mode!r}")
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import subprocess

    pipe = {"stdout" if mode == "r" else "stdin": subprocess.PIPE}
    proc = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering, **pipe)
    return _wrap_close(proc.stdout if mode == "r" else proc.stdin, proc)


# -- libraries ---------------------------------------------------------------------------------------------------------

if name == "nt":

    class _AddedDllDirectory:
        """A directory in which libraries are looked for, until it is closed."""

        def __init__(self, path, remove):
            self.path, self._remove = path, remove

        def close(self):
            """Have it looked in no more."""
            self._remove()
            self.path = None

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.close()

        def __repr__(self):
            return f"<AddedDllDirectory({repr(self.path) if self.path else ''})>"

    def add_dll_directory(path):
        """Have the libraries that extension modules and ``ctypes`` need looked for in one more directory."""
        added = _flat._add_dll_directory(path)
        return _AddedDllDirectory(path, lambda: _flat._remove_dll_directory(added))


# -- paths -------------------------------------------------------------------------------------------------------------

path = sys.modules[f"{__name__}.path"] = _paths.rebuilt(sys.modules[__name__])
_names.belong(path, f"{__name__}.path")
if sys.modules.get("os") is sys.modules[__name__]:
    # Run again by `importlib.reload`.
    _names.take_over(sys.modules[__name__], _host.os)

__all__ = [
    name
    for name in globals()
    if name[0] != "_"
    and name not in {"GenericAlias", "Mapping", "MutableMapping", "PathLike", "abc", "st", "sys"}
    and name[:9] != "supports_"
]
__all__ += ["PathLike", "supports_bytes_environ", "_exit"]
if sys.version_info >= (3, 15) and sys.platform != "win32":
    __all__ += ["_clearenv"]
