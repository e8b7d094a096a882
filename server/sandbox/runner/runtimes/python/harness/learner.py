"""The learner's module: compiled, evaluated, and what can end it."""

import atexit
import builtins
import linecache
import random
import sys
import types

import errors
import virtual


class LoadFailed(Exception):
    """The code did not parse, or could not be evaluated; `told` is a ProgramError."""

    def __init__(self, told):
        self.told = told


def make(request, name):
    """A fresh module of the learner's code, compiled but not evaluated yet."""
    code, file_name = request["code"], request["fileName"]
    errors.main_file = file_name
    errors.source_lines[:] = code.split("\n")
    linecache.cache[file_name] = (len(code), None, [line + "\n" for line in errors.source_lines], file_name)
    sys.argv[:] = [file_name, *request["argv"]]
    random.seed()
    virtual.begin()
    module = types.ModuleType(name)
    module.__file__ = f"/app/{file_name}"
    module.__builtins__ = builtins
    sys.modules[name] = module
    try:
        compiled = compile(code, file_name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:  # ValueError: a null byte
        raise LoadFailed(errors.describe(error)) from None
    except RecursionError:
        raise LoadFailed({"name": "RecursionError", "message": "Your code is nested too deeply to be compiled."}) from None
    return module, compiled


def exit_code(error):
    """What the process would exit with; a message goes to stderr, as Python does it."""
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def finish():
    """What happens at the end of a process."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
