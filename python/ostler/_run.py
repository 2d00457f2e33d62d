"""Runs a program the way `python` itself would."""

import builtins
import os as _os
import sys
from importlib.machinery import BuiltinImporter, SourceFileLoader, SourcelessFileLoader

from . import _host
from ._install import LATE, REPLACED, install

_PLACES = ", ".join(name for name in (*REPLACED, *LATE) if name[0] != "_")
USAGE = f"""\
usage: python -m ostler [--psutil] [--trace[=calls|redact|summary]] (-m module | -c code | file | -) [argument ...]

Runs a program with ostler's {_PLACES} and os.path in place of the interpreter's own.

  --psutil          `import psutil` returns ostler.process; disks, networks and sensors come from the installed psutil,
                    if there is one
  --trace           write each call of os to standard error: arguments, result or error, microseconds; includes the data
                    read and written and the values of environment variables, which may be passwords
  --trace=redact    the same without data and without environment values
  --trace=summary   print a table at exit: calls, errors, time
  -m module         run a module, as python does
  -c code           run a program given as an argument
  file, -           run a program, or a directory or archive with a __main__.py; or standard input
"""


def main() -> None:
    """The command line. The program is run in `__main__`, in whose place the caller stands."""
    psutil, trace, kind, what, arguments = _parse(sys.argv[1:])
    prepare = {"-m": _module, "-c": _code, "-": _stdin, "file": _file}[kind]
    install()
    if psutil:
        from . import _psutil

        _psutil.install()
    sys.argv[:] = [what if kind == "file" else kind, *arguments]
    names = sys.modules["__main__"].__dict__
    names.clear()
    names.update(__name__="__main__", __doc__=None, __package__=None, __loader__=None, __spec__=None)
    names["__builtins__"] = builtins
    if sys.version_info < (3, 14):
        names["__annotations__"] = {}
    failed = _guarded(prepare, what, names, trace)
    if failed is not None:
        _report(failed)


def _parse(words):
    psutil, trace = False, None
    while words:
        word = words.pop(0)
        if word == "--psutil":
            psutil = True
        elif word in ("--trace", "--trace=calls"):
            trace = "calls"
        elif word in ("--trace=redact", "--trace=summary"):
            trace = word.removeprefix("--trace=")
        elif word in ("-h", "--help"):
            print(USAGE, end="")
            sys.exit(0)
        elif word[:2] in ("-m", "-c") and not word.startswith("--"):
            # As one word too: `-mmodule`.
            what = word[2:] or (words.pop(0) if words else None)
            if what is None:
                _misused(f"argument expected for the {word} option")
            return psutil, trace, word[:2], what, words
        elif word == "-":
            return psutil, trace, "-", word, words
        elif word == "--":
            if words:
                return psutil, trace, "file", words[0], words[1:]
        elif word.startswith("-"):
            _misused(f"unknown option {word}")
        else:
            return psutil, trace, "file", word, words
    _misused("nothing to run")


def _misused(why):
    sys.stderr.write(f"ostler: {why}\n{USAGE}")
    sys.exit(2)


def _guarded(prepare, what, names, trace):
    """Runs it; gives back what was raised and is to be reported."""
    if trace is not None:
        # Before modules of the program's own are in the way.
        from . import _trace
    try:
        code = prepare(what, names)
        if trace is not None:
            # Not before: what we ask of the system is not the program's.
            _trace.start(trace)
        if callable(code):
            code()
        else:
            exec(code, names)
    except SystemExit:
        raise
    except BaseException as error:
        return error
    return None


def _module(name, names):
    import runpy

    return lambda: runpy._run_module_as_main(name)


def _code(text, names):
    names["__loader__"] = BuiltinImporter
    _first_on_path("")
    if sys.version_info >= (3, 13):
        # For the lines in tracebacks.
        import linecache

        linecache.cache["<string>"] = len(text), None, text.splitlines(True), "<string>"
    return compile(text + "\n", "<string>", "exec", dont_inherit=True)


def _stdin(_, names):
    names["__loader__"] = BuiltinImporter
    names["__file__"] = "<stdin>"
    _not_cached(names)
    # Where the file of that name would be, on Windows.
    _first_on_path(_os.getcwd() if _os.name == "nt" else "")
    return compile(sys.stdin.buffer.read(), "<stdin>", "exec", dont_inherit=True)


def _file(path, names):
    import pkgutil

    if _os.name == "nt":
        whole = _host.flat._getfullpathname(path)
    else:
        whole = _os.path.join(_os.getcwd(), path)
    if pkgutil.get_importer(whole) is not None:
        # A directory or an archive.
        import runpy

        _first_on_path(whole, always=True)
        return lambda: runpy._run_module_as_main("__main__", alter_argv=False)
    try:
        with open(whole, "rb") as file:
            source = file.read()
    except OSError as error:
        sys.stderr.write(f"{sys.executable}: can't open file {whole!r}: [Errno {error.errno}] {error.strerror}\n")
        sys.exit(2)
    _first_on_path(_os.path.dirname(_os.path.realpath(path)))
    compiled = path.endswith(".pyc")
    loader = (SourcelessFileLoader if compiled else SourceFileLoader)("__main__", whole)
    names.update(__file__=whole, __loader__=loader)
    _not_cached(names)
    if compiled:
        return loader.get_code("__main__")
    return compile(source, whole, "exec", dont_inherit=True)


def _not_cached(names):
    # 3.15 has no such name.
    if sys.version_info < (3, 15):
        names["__cached__"] = None


def _first_on_path(entry, always=False):
    # What `-m ostler` itself has put there is the working directory.
    if not sys.flags.safe_path:
        sys.path[0] = entry
    elif always:
        sys.path.insert(0, entry)


def _report(error):
    """What the interpreter does with an exception that nobody has caught, and its exit codes."""
    for each in _related(error):
        each.__traceback__ = _without_ours(each.__traceback__)
    traceback = error.__traceback__
    if sys.version_info >= (3, 12):
        sys.last_exc = error
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, traceback
    hook = sys.excepthook
    sys.audit("sys.excepthook", hook, type(error), error, traceback)
    try:
        hook(type(error), error, traceback)
    except SystemExit:
        raise
    except BaseException as failure:
        sys.stderr.write("Error in sys.excepthook:\n")
        failure.__traceback__ = _without_ours(failure.__traceback__)
        sys.__excepthook__(type(failure), failure, failure.__traceback__)
        sys.stderr.write("\nOriginal exception was:\n")
        sys.__excepthook__(type(error), error, traceback)
    if isinstance(error, KeyboardInterrupt):
        # Only the interpreter can end the process by the signal, when all is tidied up; it has nothing to add.
        sys.excepthook = lambda *_: None
        raise error
    sys.exit(1)


def _related(error):
    """An exception and those it came from."""
    found, ahead = [], [error]
    while ahead:
        each = ahead.pop()
        if each is None or any(each is known for known in found):
            continue
        found.append(each)
        ahead += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
    return found


_OURS = {__file__, f"{__file__.removesuffix('_run.py')}_trace.py"}


def _without_ours(traceback):
    while traceback is not None and traceback.tb_frame.f_code.co_filename in _OURS:
        traceback = traceback.tb_next
    at = traceback
    while at is not None:
        while at.tb_next is not None and at.tb_next.tb_frame.f_code.co_filename in _OURS:
            at.tb_next = at.tb_next.tb_next
        at = at.tb_next
    return traceback
