"""Calls of one function of the learner's module, which is evaluated once."""

import asyncio
import inspect
import types

import errors
import learner
import values
import virtual

module = None


def load(request):
    global module
    try:
        module, compiled = learner.make(request, request["fileName"].removesuffix(".py"))
    except learner.LoadFailed as failed:
        return {"failed": failed.told}
    failed = evaluate(compiled, "while it was loaded")
    return {"failed": failed} if failed else {"loaded": True}


def evaluate(compiled, when):
    """A ProgramError if the module does not come to its end."""
    try:
        exec(compiled, module.__dict__)
    except SystemExit as error:
        return exited(error, when)
    except virtual.WaitsForever:
        return {"name": "Error", "message": "Your code waits for something that never happens while it is loaded."}
    except MemoryError:
        raise
    except BaseException as error:
        return errors.describe(error)
    return None


def exited(error, when):
    return {"name": "SystemExit", "message": f"Your code called sys.exit({'' if error.code is None else repr(error.code)}) {when}."}


def is_awaitable(value):
    """As inspect.isawaitable, which needs functions that a program may have changed."""
    return hasattr(type(value), "__await__") or (type(value) is types.GeneratorType and bool(value.gi_code.co_flags & inspect.CO_ITERABLE_COROUTINE))


def missing(name, given):
    """What helps when there is no such function."""
    how = f"Write it as: def {name}(…):"
    if hasattr(module, name):
        return f"Your code has {name}, but it is not a function: it is {a(getattr(module, name))}. {how}"
    if hasattr(module, given):
        return f"Your code has {given}; in Python the name is written {name}. {how}"
    return f"Your code has no function called {name}. {how}"


def a(value):
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeiouAEIOU" else f"a {name}"


def call(request):
    name = request["function"]
    function = getattr(module, name, None)
    if not callable(function):
        return threw({"name": "TypeError", "message": missing(name, request["given"])})
    try:
        result = function(*[values.decode(value) for value in request["args"]])
        if is_awaitable(result):
            result = asyncio.run(settle(result))
    except SystemExit as error:
        return threw(exited(error, "before the function returned"))
    except virtual.WaitsForever:
        return {"ended": {"ended": "waits-forever"}}
    except MemoryError:
        raise
    except BaseException as error:
        return threw(errors.describe(error))
    return {"ended": {"ended": "returned", "value": values.encode(result)}}


async def settle(awaitable):
    return await awaitable


def threw(told):
    return {"ended": {"ended": "threw", "error": told}}
