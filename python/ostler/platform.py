"""What this program runs on: the system and its release, the machine, the C library, the distribution; and the interpreter.

The names are those of the standard library's ``platform``. What they say of the system is found out by ``ostler._native``,
which starts no program but ``uname``, for the processor alone.
"""

import collections
import functools
import itertools
import re
import sys

from ostler import _native as _ostler, os

_native = _ostler.platform
del _ostler

__version__ = "1.1.0"

# What has been found out. Programs that want it found out anew empty these, where there is no `invalidate_caches`.
_uname_cache = None
_platform_cache = {}
_sys_version_cache = {}
_os_release_cache = None


def invalidate_caches():
    """Forget what has been found out."""
    global _uname_cache, _os_release_cache
    _uname_cache = _os_release_cache = None
    _platform_cache.clear()
    _sys_version_cache.clear()


# -- names of the system -----------------------------------------------------------------------------------------------


def _unknown_as_blank(name):
    return "" if name == "unknown" else name


class _Processor:
    """Where the processor's name comes from: some programs put something quicker in the place of ``get``."""

    @classmethod
    def get(cls):
        return _native.processor()


class uname_result(collections.namedtuple("uname_result_base", "system node release version machine")):
    """The names of the system and of the machine, a tuple of six; the last, ``processor``, is found out when it is wanted.

    Two are equal if the other five are.
    """

    _fields = "system", "node", "release", "version", "machine", "processor"

    @functools.cached_property
    def processor(self):
        return _unknown_as_blank(_Processor.get())

    @classmethod
    def _make(cls, iterable):
        return cls(*iterable)

    def __iter__(self):
        return itertools.chain(super().__iter__(), (self.processor,))

    def __len__(self):
        return len(self._fields)

    def __getitem__(self, key):
        return tuple(self)[key]

    def __reduce__(self):
        return uname_result, tuple(super().__iter__())


def uname():
    """The names of the system and of the machine, which are asked for once; what is not known is empty."""
    global _uname_cache
    if _uname_cache is None:
        names = os.uname() if hasattr(os, "uname") else _names_win32()
        _uname_cache = uname_result(*map(_unknown_as_blank, names))
    return _uname_cache


def _names_win32():
    system, node, release, version, machine = _native.names()
    # The environment may be that of a program for another kind of machine.
    said = os.environ.get("PROCESSOR_ARCHITEW6432") or os.environ.get("PROCESSOR_ARCHITECTURE")
    # What programs for this kind of machine are told on one that only acts it.
    if said and said not in ("AMD64", "x86"):
        machine = said
    return system, node, release, version, machine


def system():
    """The name of the system, such as ``'Linux'``."""
    return uname().system


def node():
    """The name of the machine in its network."""
    return uname().node


def release():
    """The release of the system."""
    return uname().release


def version():
    """The version of that release."""
    return uname().version


def machine():
    """The kind of machine, such as ``'x86_64'``."""
    return uname().machine


def processor():
    """What the system says of its processor; on many, nothing."""
    return uname().processor


def system_alias(system, release, version):
    """The system under the name that it is known by, its release and its version."""
    return *_native.system_alias(system, release), version


def platform(aliased=False, terse=False):
    """The platform in one line, to be read by people.

    ``aliased`` is for the name that a system is known by in the place of the one it gives itself, ``terse`` for no more
    than necessary.
    """
    try:
        return _platform_cache[aliased, terse]
    except KeyError:
        pass
    system, _, release, version, machine, processor = uname()
    if aliased:
        system, release, version = system_alias(system, release, version)
    names = system, release, version, machine
    line = _native.describe(names, processor, bool(terse), _own_architecture, libc_ver, _apple, win32_ver)
    _platform_cache[aliased, terse] = line
    return line


def _platform(*args):
    # The interpreter's own tests ask for it.
    return _native.join(args)


def _own_architecture():
    return architecture(sys.executable)


def _apple():
    if sys.platform == "ios":
        return ios_ver()[:2]
    release = mac_ver()[0]
    return ("macOS", release) if release else None


# -- programs ----------------------------------------------------------------------------------------------------------


def architecture(executable=sys.executable, bits="", linkage=""):
    """How wide the pointers of a program are and in what form it is stored, such as ``('64bit', 'ELF')``.

    ``bits`` and ``linkage`` are the answer where the file does not say. No bits stand for those of the interpreter.
    """
    if not bits:
        bits = "64bit" if sys.maxsize > 2**32 else "32bit"
    return _native.architecture(executable, bits, linkage) if executable else (bits, linkage)


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """The C library that the interpreter runs on, or that a program was linked against, and its version.

    ``lib`` and ``version`` are the answer where it cannot be told; ``chunksize`` is how much of a file is read at once.
    """
    if not executable:
        try:
            known = os.confstr("CS_GNU_LIBC_VERSION").split(maxsplit=1)
        except (AttributeError, ValueError, OSError):
            # Another C library.
            known = ()
        if len(known) == 2:
            return tuple(known)
        executable = sys.executable
    return _native.libc_ver(executable, lib, version, chunksize) if executable else (lib, version)


# Compares two versions piece by piece.
_comparable_version = functools.cmp_to_key(_native.compare_versions)


# -- the distribution --------------------------------------------------------------------------------------------------

# The first that can be read counts.
_os_release_candidates = "/etc/os-release", "/usr/lib/os-release"


def _parse_os_release(lines):
    return _native.parse_os_release("\n".join(lines))


def freedesktop_os_release():
    """What the file ``os-release`` says of the distribution, a dict."""
    global _os_release_cache
    if _os_release_cache is None:
        _os_release_cache = _native.os_release(_os_release_candidates)
    return _os_release_cache.copy()


# -- systems with functions of their own -------------------------------------------------------------------------------

IOSVersionInfo = collections.namedtuple("IOSVersionInfo", "system release model is_simulator")
AndroidVer = collections.namedtuple("AndroidVer", "release api_level manufacturer model device is_emulator")


def win32_ver(release="", version="", csd="", ptype=""):
    """Release, version, service pack and kind of Windows; what is given, elsewhere."""
    given = release, version, csd, ptype
    return _native.win32_ver(*given) if sys.platform == "win32" else given


def win32_edition():
    """The edition of Windows; None elsewhere."""
    return _native.win32_edition()


def win32_is_iot():
    """Whether this is a Windows for small devices."""
    return _native.win32_is_iot()


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    """Release, version info and machine of macOS; what is given, elsewhere."""
    return _native.mac_ver() or (release, versioninfo, machine)


def ios_ver(system="", release="", model="", is_simulator=False):
    """System, release and model of iOS, and whether it is simulated; what is given, elsewhere."""
    return IOSVersionInfo(*(_native.ios_ver() or (system, release, model, is_simulator)))


def android_ver(release="", api_level=0, manufacturer="", model="", device="", is_emulator=False):
    """Release and device of Android; what is given, elsewhere."""
    given = release, api_level, manufacturer, model, device, is_emulator
    return AndroidVer(*(_native.android_ver() or given))


if sys.version_info < (3, 15):

    def java_ver(release="", vendor="", vminfo=("", "", ""), osinfo=("", "", "")):
        """What is given: this is no Jython. Deprecated since 3.13, and gone in 3.15."""
        if sys.version_info >= (3, 13):
            import warnings

            text = "'java_ver' is deprecated and slated for removal in Python 3.15"
            warnings.warn(text, DeprecationWarning, stacklevel=2)
        return release, vendor, vminfo, osinfo


# -- the interpreter ---------------------------------------------------------------------------------------------------


def _sys_version(sys_version=None):
    """What the interpreter's version says: name, version, branch, revision, number and date of the build, compiler."""
    text = sys.version if sys_version is None else sys_version
    known = _sys_version_cache.get(text)
    if known is None:
        _, branch, revision = getattr(sys, "_git", None) or getattr(sys, "_mercurial", None) or ("", "", "")
        name, version, *build = _read_version(text)
        if version.count(".") == 1:
            version += ".0"
        known = _sys_version_cache[text] = (name, version, branch, revision, *build)
    return known


def _read_version(text):
    """Name, version, number and date of the build, compiler."""
    if "IronPython" in text:
        # Some begin with the version that they are compatible with.
        found = re.match(r"(?:\S+ \()?IronPython (\S+)(?: \([\d.]+\))? on (\S+ [\d.]+(?: \([^()]*\))?)", text)
        if found:
            return "IronPython", found[1], "", "", found[2]
    name = "Jython" if sys.platform.startswith("java") else "PyPy" if "PyPy" in text else "CPython"
    # Some builders say who they are, too: "3.13.0 | packaged by … | (main, …".
    marks = r"(?:\|[^|]*\|\s*|(?:experimental )?free-threading build\s+)*"
    found = re.match(rf"([\w.+]+)\s*{marks}\(#?([^,]+)((?:,[\w :]*){{0,2}})\)\s*\[([^\]]+)", text, re.ASCII)
    if not found:
        raise ValueError(f"failed to parse {name} sys.version: {text!r}")
    version, number, dates, compiler = found.groups()
    day, time = [part.lstrip() for part in (dates + ",,").split(",")[1:3]]
    if name == "CPython":
        return name, version, number, f"{day} {time}" if time else day, compiler
    return name, version, number, day, "" if name == "PyPy" else sys.platform


def python_implementation():
    """Which implementation of Python this is, such as ``'CPython'``."""
    return _sys_version()[0]


def python_version():
    """The version of Python, always of three parts."""
    return _sys_version()[1]


def python_version_tuple():
    """The version of Python, a tuple of texts."""
    return tuple(_sys_version()[1].split("."))


def python_branch():
    """The branch that the interpreter was built from."""
    return _sys_version()[2]


def python_revision():
    """The revision that the interpreter was built from."""
    return _sys_version()[3]


def python_build():
    """The number and the date of the interpreter's build."""
    return _sys_version()[4:6]


def python_compiler():
    """The compiler that the interpreter was built with."""
    return _sys_version()[6]


def _main(args=None):
    import argparse

    def word(text):
        if text not in ("nonaliased", "terse"):
            raise argparse.ArgumentTypeError(f"invalid choice: {text!r} (choose from nonaliased, terse)")
        return text

    parser = argparse.ArgumentParser(prog="python -m platform")
    # Not `choices`: to 3.11, no words would be none of them.
    parser.add_argument("words", nargs="*", type=word, metavar="{nonaliased,terse}", help="the same as words")
    parser.add_argument("--terse", action="store_true", help="no more than necessary")
    parser.add_argument("--nonaliased", action="store_true", help="the name that the system gives itself")
    given = parser.parse_args(args)
    aliased = not (given.nonaliased or "nonaliased" in given.words)
    print(platform(aliased, given.terse or "terse" in given.words))


if __name__ == "__main__":
    _main()
elif sys.modules.get("platform") is sys.modules[__name__]:
    # Run again by `importlib.reload`.
    from ostler import _install

    _install.take_over(sys.modules[__name__], _install.stock["platform"])
