"""What modules that are there already have of the interpreter's own, replaced by the same of ours.

That is the modules themselves, the functions and classes that are taken out of them, and the environment: as global names
of a module, in a list or a table with such a name, as attributes of its classes, as default values of functions. What an
object or a closure keeps stays what it was.
"""

import sys

# Not from `types`: a program that only wants `os` does not wait for it.
_MODULE: type = type(sys)
_FUNCTION: type = type(lambda: None)
_BUILTIN = type(len)
_COLLECTIONS = (dict, list, set, tuple, frozenset)
#: What is no function and no class, and is ours all the same.
_VALUES = (
    "environ",
    "environb",
    "supports_dir_fd",
    "supports_effective_ids",
    "supports_fd",
    "supports_follow_symlinks",
)


def rebind(stock, ours, kept):
    """Rebinds what is bound to the modules `stock`, but not what the modules `kept` have."""
    counterparts = _counterparts(stock, ours)
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
    if isinstance(value, _FUNCTION):
        return value.__globals__ is vars(module)
    if isinstance(value, (_BUILTIN, type)):
        return value.__module__ in (module.__name__, "os", "posix", "nt", "_stat")
    return key in _VALUES


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
