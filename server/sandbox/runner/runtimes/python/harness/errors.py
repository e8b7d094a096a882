"""Exceptions as a learner reads them: their own words and the learner's own frames, in the shape of a ProgramError."""

import traceback

walk_stack = traceback.walk_stack

STACK_CHARACTERS = 16_384
MESSAGE_CHARACTERS = 16_384
FOLDER = "/app/"
HARNESS = "/groundwork/"

main_file = "main.py"


def own_name(filename):
    """The name a learner knows a file by; None for one that is not theirs."""
    if filename == main_file:
        return main_file
    if filename.startswith(FOLDER):
        return filename[len(FOLDER):]
    return filename if filename == "<string>" else None


def message_of(error):
    """What `str` makes of it; an exception whose own __str__ raises has no message."""
    try:
        return str(error)[:MESSAGE_CHARACTERS]
    except Exception:
        return ""


def clean(told):
    """Takes every frame that is not the learner's out of a TracebackException and of all it was caused by."""
    seen = set()
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        kept = []
        for frame in one.stack:
            name = own_name(frame.filename)
            if name is not None:
                frame.filename = name
                kept.append(frame)
        one.stack[:] = kept
        if getattr(one, "filename", None):
            one.filename = own_name(one.filename) or one.filename
        waiting += [one.__cause__, one.__context__, *(one.exceptions or ())]


def formatted(error):
    """The traceback as Python prints it, of the learner's own frames only."""
    try:
        told = traceback.TracebackException(type(error), error, error.__traceback__, compact=True)
        clean(told)
        lines = list(told.format(colorize=False))
        if not told.stack and told.exceptions is None:
            lines = [line for line in lines if line != "Traceback (most recent call last):\n"]
        return "".join(lines).rstrip("\n")[:STACK_CHARACTERS]
    except Exception:  # too deep, or the program has changed what traceback needs
        return f"{type(error).__name__}: {message_of(error)}"


def place_of(error):
    """Line and column of the innermost frame in the main file, counted from 1."""
    found = {}
    frame = error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        if code.co_filename == main_file and frame.tb_lineno:
            found = {"line": frame.tb_lineno}
            column = column_of(code, frame)
            if column is not None:
                found["column"] = column
        frame = frame.tb_next
    return found


def column_of(code, frame):
    """Instructions know their column in bytes; a learner counts characters."""
    for index, (line, _end, column, _end_column) in enumerate(code.co_positions()):
        if index == frame.tb_lasti // 2:
            if column is None or line != frame.tb_lineno:
                return None
            text = source_lines[line - 1] if line <= len(source_lines) else ""
            return len(text.encode()[:column].decode(errors="replace")) + 1
    return None


source_lines = []


def describe(error):
    """A ProgramError, see contract/observation.ts."""
    name = type(error).__name__
    if isinstance(error, SyntaxError) and error.filename is not None and own_name(error.filename) is not None:
        message = error.msg or ""
        file = own_name(error.filename)
        if file != main_file:
            return {"name": name, "message": f"{message} (in {file}, line {error.lineno})", "stack": formatted(error), **place_of(error)}
        told = {"name": name, "message": message, "stack": formatted(error)}
        if error.lineno:
            told["line"] = error.lineno
            if error.offset and error.offset > 0:
                told["column"] = error.offset
        return told
    return {"name": name, "message": message_of(error), **place_of(error), "stack": formatted(error)}


def own_stack(frame):
    """The frames of traceback.print_stack, without ours at the end."""
    for one, line in walk_stack(frame):
        if one.f_code.co_filename.startswith(HARNESS):
            return
        yield one, line


def settle():
    traceback.walk_stack = own_stack
