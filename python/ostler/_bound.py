"""What modules that are there already have of the interpreter's own, replaced by the same of ours; and what a program has put
into the interpreter's own modules, put into ours.

The first is the modules themselves, the functions and classes that are taken out of them, and the environment: as global names
of a module, in a list or a table with such a name, as attributes of its classes, as default values of functions. What an
object or a closure keeps stays what it was.
"""

import sys

from ._native import MODULES

# Not from `types`: a program that only wants `os` does not wait for it.
_MODULE: type = type(sys)
_FUNCTION: type = type(lambda: None)
_BUILTIN = type(len)
_COLLECTIONS = (dict, list, set, tuple, frozenset)
#: Of which modules the compiled functions of a module are, where not of its own.
_HOMES = {name: homes for name, _, _, homes in MODULES if homes}
#: Of which modules classes may be that a module has, beside its own.
_CLASSES = {beneath for _, beneath, *_ in MODULES if beneath}.union(*_HOMES.values())
#: Constants: what a program has changed is seen by its value.
_PLAIN = (str, bytes, int, float, bool, tuple, type(None))
#: Constants of which the interpreter's own is another, though no program has changed it: on Windows, and in some releases.
_DIFFERENT = {("time", "altzone"), ("stat", "SF_SETTABLE"), ("stat", "SF_SUPPORTED"), ("stat", "SF_SYNTHETIC")}
#: Functions that have a second name.
_ALIASES = {"process_cpu_count": "cpu_count"}
#: What is no function and no class, and is ours all the same.
_VALUES = (
    "environ",
    "environb",
    "supports_dir_fd",
    "supports_effective_ids",
    "supports_fd",
    "supports_follow_symlinks",
)


def put_in_place(stock, ours, kept):
    """Has the modules `ours` take the place of `stock`, but for what the modules `kept` have. Returns the functions that were
    replaced."""
    counterparts = _counterparts(stock, ours)
    for name, theirs in stock.items():
        _patches(theirs, ours[name], _Rebinder(counterparts, name))
    _rebind(stock, ours, kept, counterparts)
    return [theirs for theirs, _ in counterparts.values() if type(theirs) in (_FUNCTION, _BUILTIN)]


def _patches(theirs, ours, rebinder):
    """Takes over what a program has put in the place of something in a module, added to it, or removed from it."""
    before, new = vars(theirs), vars(ours)
    for key, value in list(before.items()):
        if key[:2] == "__" or _belongs(key, value, theirs):
            continue
        there = key in new
        if type(value) in _PLAIN:
            changed = not there or new[key] != value and (theirs.__name__, key) not in _DIFFERENT
        elif key in ("environ", "environb"):
            changed = True
        else:
            # Tables, modules and the like are ours. Not by `isinstance`: a mock says that it is what it stands for.
            changed = callable(value) and not issubclass(type(value), _MODULE)
        # A private name that we do not have, the library has imported for itself.
        if changed and (there or key[0] != "_"):
            new[key] = rebinder.new(value)
    for key in before.get("__all__", ()):
        if key not in before:
            new.pop(key, None)


def rebind(stock, ours, kept):
    """Rebinds what is bound to the modules `stock`, but not what the modules `kept` have."""
    _rebind(stock, ours, kept, _counterparts(stock, ours))


def _rebind(stock, ours, kept, counterparts):
    own = {id(module) for module in (*stock.values(), *ours.values())}
    for name, module in list(sys.modules.items()):
        if name in kept or name.partition(".")[0] == "ostler" or id(module) in own:
            continue
        if isinstance(module, _MODULE):
            _Rebinder(counterparts, name).module(module)


def _counterparts(stock, ours):
    """By the number of an object: it, and what takes its place."""
    found = {}
    for name, theirs in stock.items():
        found[id(theirs)] = theirs, ours[name]
        new = vars(ours[name])
        for key, value in list(vars(theirs).items()):
            counterpart = new.get(key, value)
            if counterpart is not value and _belongs(key, value, theirs):
                found.setdefault(id(value), (value, counterpart))
    return found


def _belongs(key, value, module):
    """Whether what a module has by some name is its own. What it has imported is for its module to say."""
    kind = type(value)
    if kind is _FUNCTION:
        return value.__globals__ is vars(module)
    if kind is _BUILTIN:
        home = value.__module__ in _HOMES.get(module.__name__, (module.__name__,))
        return home and value.__name__ in (key, _ALIASES.get(key))
    if issubclass(kind, type):
        return value.__module__ == module.__name__ or value.__module__ in _CLASSES
    return key in _VALUES and (kind is set or kind.__module__ == "os")


class _Rebinder:
    def __init__(self, counterparts, name):
        self.counterparts = counterparts
        #: The module whose classes and functions are looked into: those that it has from others are not its own.
        self.name = name

    def new(self, value):
        """What takes the place of a value, or itself."""
        known = self.counterparts.get(id(value))
        return known[1] if known else value

    def module(self, module):
        # Not `vars`: a module that loads lazily would load.
        names = object.__getattribute__(module, "__dict__")
        for key, value in list(names.items()):
            if id(value) in self.counterparts:
                names[key] = self.new(value)
            elif type(value) is _FUNCTION:
                self.function(value)
            elif type(value) in _COLLECTIONS and module is not sys:
                self.collection(names, key, value)
            elif isinstance(value, type) and type.__getattribute__(value, "__module__") == self.name:
                self.class_(value)

    def collection(self, names, key, values):
        inside = values.values() if type(values) is dict else values
        if not any(id(value) in self.counterparts for value in list(inside)):
            return
        if type(values) is dict:
            values.update((key, self.new(value)) for key, value in list(values.items()))
        elif type(values) is list:
            values[:] = map(self.new, values)
        elif type(values) is set:
            new = {self.new(value) for value in values}
            values.clear()
            values.update(new)
        else:
            names[key] = type(values)(map(self.new, values))

    def class_(self, class_):
        for key, value in list(type.__getattribute__(class_, "__dict__").items()):
            wrapped = isinstance(value, (staticmethod, classmethod))
            inner = value.__func__ if wrapped else value
            if id(inner) in self.counterparts:
                new = self.new(inner)
                type.__setattr__(class_, key, type(value)(new) if wrapped else new)
            elif type(inner) is _FUNCTION:
                self.function(inner)
            elif isinstance(inner, type) and inner.__qualname__.startswith(f"{class_.__qualname__}."):
                self.class_(inner)

    def function(self, function):
        while type(function) is _FUNCTION and function.__module__ == self.name:
            defaults, named = function.__defaults__, function.__kwdefaults__
            if defaults and any(id(value) in self.counterparts for value in defaults):
                function.__defaults__ = tuple(map(self.new, defaults))
            if named:
                named.update((key, self.new(value)) for key, value in named.items())
            # What a decorator has put around it has no default values.
            function = function.__dict__.get("__wrapped__")
