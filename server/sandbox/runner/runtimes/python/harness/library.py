"""The standard library as a zip file: compiled, except for what is loaded from the start and hardly ever read again."""

import importlib.util
import marshal
import sys
import zipfile

SOURCE = "/lib/python314.zip"
LEFT_OUT = ("pyodide", "_pyodide", "pyodide_js", "ensurepip", "idlelib", "turtledemo", "test", "lib2to3", "venv", "pip", "micropip")
#: PEP 552: never compared with a source file.
UNCHECKED = (1).to_bytes(4, "little") + bytes(8)


def write(path):
    with zipfile.ZipFile(SOURCE) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name.split("/")[0].split(".")[0] in LEFT_OUT or name.endswith("/"):
                continue
            data = source.read(name)
            module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            if name.endswith(".py") and module not in sys.modules:
                code = compile(data, f"{SOURCE}/{name}", "exec", dont_inherit=True)
                data, name = importlib.util.MAGIC_NUMBER + UNCHECKED + marshal.dumps(code), f"{name}c"
            target.writestr(name, data)
