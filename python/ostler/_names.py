"""Where modules, functions and classes say that they are from: a pickle names them by that."""

# Not from `types`: a program that only wants `os` does not wait for it.
_PYTHON: type = type(lambda: None)
_FUNCTIONS: tuple[type, ...] = (type(len), _PYTHON)


def belong(module, home):
    """Has the functions in a module say that they are from there, where nobody has said so of them yet."""
    for value in list(vars(module).values()):
        if isinstance(value, _FUNCTIONS) and not (value.__module__ or "").startswith("ostler."):
            value.__module__ = home


def take_over(module, stock):
    """Has a module, and what is in it, say that it is the interpreter's own."""
    name = stock.__name__
    for value in list(vars(module).values()):
        if isinstance(value, (*_FUNCTIONS, type)) and (value.__module__ or "").startswith("ostler."):
            of_library = isinstance(value, _PYTHON) and value.__module__ == "ostler.os.path"
            # Of the functions of `os.path` some are of another of its modules.
            value.__module__ = value.__globals__["__name__"] if of_library else name
    module.__name__ = name
    # Programs look for the standard library beside `os.__file__`.
    if hasattr(stock, "__file__"):
        module.__file__ = stock.__file__
    elif hasattr(module, "__file__"):
        del module.__file__
