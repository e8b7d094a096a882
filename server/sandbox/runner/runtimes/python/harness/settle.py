"""Run once, when the memory of the interpreter is made (../make.ts): loads what learners use, then puts everything in order for them."""

import builtins
import gc
import importlib
import importlib.machinery
import importlib.util
import io
import json
import os
import sys
import types
import zipimport

OWN = ("absent", "app", "call", "digests", "errors", "learner", "program", "serve", "settle", "values", "virtual")

LOADED = """
abc argparse array ast asyncio asyncio.taskgroups asyncio.timeouts base64 binascii bisect calendar cmath codecs collections collections.abc colorsys
configparser concurrent.futures contextlib contextvars copy csv dataclasses datetime decimal difflib dis email.message email.parser
email.policy email.utils enum errno fnmatch fractions functools gc getpass glob graphlib gzip hashlib heapq hmac html html.parser http http.client
http.cookies http.server importlib importlib.metadata importlib.resources importlib.util inspect io ipaddress itertools json keyword
linecache locale logging logging.handlers math mimetypes numbers operator os pathlib pickle platform posixpath pprint queue
random re reprlib sched secrets select shelve shlex shutil signal socket socketserver sqlite3 stat statistics string
string.templatelib struct subprocess sys sysconfig tempfile textwrap threading time timeit tokenize tomllib traceback types typing unicodedata
unittest unittest.mock urllib.error urllib.parse urllib.request uuid warnings weakref wsgiref.headers wsgiref.simple_server wsgiref.util
wsgiref.validate xml.dom.minidom xml.etree.ElementTree xml.sax.saxutils zipfile zlib zoneinfo annotationlib _colorize _strptime
encodings.latin_1 encodings.ascii encodings.utf_16 encodings.utf_8_sig encodings.cp1252 encodings.idna bz2 lzma
"""


class OwnLoader(importlib.machinery.SourceFileLoader):
    """Gives our modules built-in functions of their own, which a program cannot change."""

    def exec_module(self, module):
        module.__dict__["__builtins__"] = dict(vars(builtins))
        super().exec_module(module)


class OwnFinder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        file = f"/groundwork/{name}.py"
        return importlib.util.spec_from_file_location(name, file, loader=OwnLoader(name, file)) if name in OWN else None


def load():
    missing = []
    for name in LOADED.split():
        try:
            importlib.import_module(name)
        except ImportError as error:
            missing.append(f"{name}: {error}")
    return missing


def open_streams():
    """Unbuffered: what was printed has left the interpreter, whatever happens next."""
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)
    for descriptor, name, handling in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        raw = io.FileIO(descriptor, "w", closefd=False)
        raw.name = f"<{name}>"
        stream = io.TextIOWrapper(raw, encoding="utf-8", errors=handling, newline="\n", write_through=True)
        stream.mode = "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def warm_up(serve):
    """Fills the caches of what every run does first."""
    code = "import json\nfrom dataclasses import dataclass\ndef work(n): return n / 0 if n == 0 else [n]\nasync def later(): return 1\n"
    for request in (
        {"do": "load", "as": "module", "code": code, "fileName": "main.py", "argv": []},
        {"do": "call", "given": "work", "function": "work", "args": [0]},
        {"do": "call", "given": "work", "function": "work", "args": [1]},
        {"do": "call", "given": "later", "function": "later", "args": []},
    ):
        serve.serve(json.dumps(request))


def settle():
    os.chdir("/app")
    open_streams()
    missing = load()
    sys.meta_path.insert(0, OwnFinder)
    by_name = {name: importlib.import_module(name) for name in OWN if name != "settle"}
    sys.meta_path.remove(OwnFinder)
    by_name["virtual"].settle()
    by_name["absent"].settle()
    by_name["digests"].settle()
    by_name["errors"].settle()
    serve = by_name["serve"]
    warm_up(serve)
    kept.append(serve.serve)
    with open("/groundwork/made.json", "w") as file:
        json.dump({"entry": id(serve.serve), "version": sys.version.split()[0], "missing": missing}, file)
    for name in set(os.environ) - {"HOME", "USER", "LOGNAME", "PATH", "LANG"}:
        del os.environ[name]
    sys.path[:] = ["/app", "/lib/python314.zip"]
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()
    sys.dont_write_bytecode = True
    sys.executable = sys._base_executable = ""
    sys.argv[:] = ["main.py"]
    hidden = {"_pyodide_core", "_ctypes", "_posixsubprocess", "_interpreters", "_interpqueues", "_interpchannels", "_remote_debugging"}
    sys.builtin_module_names = tuple(name for name in sys.builtin_module_names if name not in hidden)
    for name in (*OWN, "main", *hidden, "ctypes"):
        sys.modules.pop(name, None)
    sys.modules["__main__"] = types.ModuleType("__main__")
    by_name["call"].module = None
    by_name["errors"].source_lines.clear()
    importlib.invalidate_caches()
    sys.modules["linecache"].clearcache()
    gc.collect()
    gc.freeze()


kept = [builtins]
