"""What programs here do not have, with a sentence that says what they have instead."""

import concurrent.futures
import os
import socket
import subprocess
import sys
import threading

NO_NETWORK = "Programs here have no network. Work with data in the program, or with files given to it."
NO_PROGRAMS = "Programs here cannot start other programs. Do the work in Python itself."
ONE_THREAD = "Programs here have one thread and cannot start another. Call the function itself, or use asyncio for work that waits."

SERVER = "Write a WSGI application, def app(environ, start_response), with the standard library."
NUMBERS = "Use lists, and the modules math, statistics and csv."
NOT_HERE = "It is not available here."

INSTEAD = {
    **dict.fromkeys(["flask", "django", "fastapi", "starlette", "bottle", "falcon", "aiohttp", "uvicorn", "gunicorn", "werkzeug"], SERVER),
    **dict.fromkeys(["numpy", "pandas", "scipy", "polars"], NUMBERS),
    **dict.fromkeys(["requests", "httpx", "urllib3"], NO_NETWORK),
    **dict.fromkeys(["pytest", "nose"], "Use the module unittest."),
    **dict.fromkeys(["yaml", "toml"], "Use the modules json or tomllib."),
    **dict.fromkeys(["pydantic", "attr", "attrs", "marshmallow"], "Use the module dataclasses."),
    **dict.fromkeys(["sqlalchemy", "psycopg", "psycopg2", "pymysql", "peewee"], "Use the module sqlite3."),
    **dict.fromkeys(["js", "pyodide", "_pyodide", "pyodide_js", "_pyodide_core", "micropip", "ctypes", "_ctypes", "cffi"], NOT_HERE),
    **dict.fromkeys(["multiprocessing", "_multiprocessing", "_posixsubprocess"], ONE_THREAD),
    **dict.fromkeys(["tkinter", "turtle", "curses", "readline"], "Programs here have no screen: use print."),
    **dict.fromkeys(["dateutil", "pytz", "arrow"], "Use the modules datetime and zoneinfo."),
    **dict.fromkeys(["lxml", "bs4"], "Use the modules xml.etree.ElementTree or html.parser."),
    **dict.fromkeys(["jwt", "jose", "bcrypt", "cryptography", "passlib"], "Use the modules hmac, hashlib, secrets and base64."),
}
OTHERWISE = "Programs here have Python's standard library and your own files, no packages."


class Finder:
    """Asked last: no other finder knows the module."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if path is not None:
            return None
        raise ModuleNotFoundError(f"No module named {name!r}. {INSTEAD.get(name.partition('.')[0], OTHERWISE)}", name=name)


def raising(error, sentence):
    def absent(*args, **kwargs):
        raise error(sentence)

    return absent


class Concealed:
    """Keeps modules of the host's from being found, whatever sys.modules or sys.path hold."""

    NAMES = frozenset({"js", "pyodide", "_pyodide", "pyodide_js", "_pyodide_core", "ctypes", "_ctypes"})

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return Finder.find_spec(name) if name.partition(".")[0] in cls.NAMES else None


def settle():
    sys.meta_path.insert(0, Concealed)
    sys.meta_path.append(Finder)
    no_network, no_programs, one_thread = raising(OSError, NO_NETWORK), raising(OSError, NO_PROGRAMS), raising(RuntimeError, ONE_THREAD)
    threading.Thread.start = one_thread
    threading._start_joinable_thread = one_thread
    concurrent.futures.ProcessPoolExecutor.__init__ = one_thread
    socket.socket.__init__ = no_network
    for name in ("getaddrinfo", "gethostbyname", "create_connection", "create_server", "socketpair"):
        setattr(socket, name, no_network)
    subprocess.Popen.__init__ = no_programs
    for name in ("system", "popen", "fork", "forkpty", "posix_spawn", "posix_spawnp", "execv", "execve", "execl", "execlp", "execvp", "spawnl", "spawnv"):
        if hasattr(os, name):
            setattr(os, name, no_programs)
