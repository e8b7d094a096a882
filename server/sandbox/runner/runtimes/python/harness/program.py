"""A whole program: evaluated as __main__, with an exit code at its end."""

import sys

import errors
import learner
import virtual


def run(request):
    try:
        module, compiled = learner.make(request, "__main__")
    except learner.LoadFailed as failed:
        return {"failed": failed.told}
    code, told = evaluate(compiled, module)
    if told == "waits":
        return {"ended": {"ended": "waits-forever"}}
    try:
        learner.finish()
    except MemoryError:
        raise
    except BaseException as error:
        print(errors.formatted(error), file=sys.stderr)
    ended = {"ended": "exited", "exitCode": code}
    if told is not None:
        ended["error"] = told
    return {"ended": ended}


def evaluate(compiled, module):
    """Exit code and, if it failed, what to tell about that."""
    try:
        exec(compiled, module.__dict__)
    except SystemExit as error:
        return learner.exit_code(error), None
    except virtual.WaitsForever:
        return 1, "waits"
    except MemoryError:
        raise
    except BaseException as error:
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
        told = errors.describe(error)
        if sys.excepthook is not sys.__excepthook__:
            sys.excepthook(type(error), error, error.__traceback__)
        else:
            print(told["stack"], file=sys.stderr)
        return 1, told
    return 0, None
