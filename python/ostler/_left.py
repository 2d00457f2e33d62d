"""What still has functions of the interpreter's own after `install()`: objects and closures, which are not changed."""

import sys
from itertools import chain

#: How many are named.
_MOST = 5
#: Functions that ours call, and so have one more reference.
_FORWARDED = ("register_at_fork",)


def warn(modules, functions):
    """Warns of what has one of these functions, beside these modules, which may have them."""
    # Some modules have two names.
    names = list({id(module): vars(module) for module in modules}.values())
    sets = [value for has in names for value in has.values() if type(value) is set]
    known = {id(function): int(function.__name__ in _FORWARDED) for function in functions}
    held = chain(*(has.values() for has in names), *sets, functions)
    for number in filter(known.__contains__, map(id, held)):
        known[number] += 1
    # Each has some more while it is counted: as many as one that nothing else has.
    more = [sys.getrefcount(function) - known[id(function)] for function in functions]
    least = min(more)
    left = [function for function, count in zip(functions, more, strict=True) if count > least]
    if left:
        holders = _holders(left, [*names, *sets, functions, left])
        if holders:
            _warn(holders)


def _is_kept_copy(holder, names):
    """Whether it is the copy of its first names that the interpreter keeps of a compiled module of the old kind."""
    return type(holder) is dict and holder.get("__name__") in names


def _holders(functions, known):
    """What has them, each with the function's name."""
    import gc

    functions = tuple(functions)
    passed = {id(holder) for holder in (*known, functions)}
    names = [has["__name__"] for has in known if type(has) is dict and "__name__" in has]
    by_number = {id(function): function.__name__ for function in functions}
    found = []
    for holder in gc.get_referrers(*functions):
        if id(holder) not in passed and type(holder).__name__ != "frame" and not _is_kept_copy(holder, names):
            found += [(by_number[id(one)], holder) for one in gc.get_referents(holder) if id(one) in by_number]
    return found


def _warn(holders):
    import warnings

    texts = sorted({f"{name} ({type(holder).__qualname__})" for name, holder in holders})
    others = f" and {len(texts) - _MOST} more" if len(texts) > _MOST else ""
    text = f"ostler.install(): objects made before keep the interpreter's own functions: {', '.join(texts[:_MOST])}{others}"
    # Of the line that called `ostler.install`.
    warnings.warn(text, RuntimeWarning, stacklevel=5)
