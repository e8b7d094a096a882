"""Requests to a WSGI application (PEP 3333): the learner's `app`."""

import inspect
import io
import sys
import urllib.parse

import call
import errors
import learner
import virtual

application = None


def load(request):
    global application
    try:
        call.module, compiled = learner.make(request, request["fileName"].removesuffix(".py"))
    except learner.LoadFailed as failed:
        return {"failed": failed.told}
    failed = call.evaluate(compiled, "while it was loaded")
    if failed:
        return {"failed": failed}
    application = getattr(call.module, "app", None)
    if application is None:
        message = "Your code has no app. Define it as: def app(environ, start_response):"
    elif not callable(application):
        message = f"Your app is {call.a(application)}, which cannot be called. Define it as: def app(environ, start_response):"
    else:
        return {"loaded": True}
    return {"failed": {"name": "TypeError", "message": message}}


def environ_of(request):
    """PEP 3333: text in it is bytes as Latin-1; the path is without percent signs."""
    path, _, query = request["path"].partition("?")
    body = request.get("body")
    data = b"" if body is None else body.encode("utf-8", "surrogatepass")
    environ = {
        "REQUEST_METHOD": request["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": urllib.parse.unquote_to_bytes(path.partition("#")[0]).decode("latin-1"),
        "QUERY_STRING": query.partition("#")[0].encode().decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(data),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if body is not None:
        environ["CONTENT_LENGTH"] = str(len(data))
        environ["CONTENT_TYPE"] = "text/plain;charset=UTF-8"
    for name, value in request["headers"].items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value.strip().encode().decode("latin-1")
    return environ


class Wrong(Exception):
    """The application does not keep to WSGI; the message says how."""


class Answer:
    """What one call of the application sends."""

    def __init__(self, what):
        self.what = what
        self.started = None
        self.sent = False
        self.parts = []

    def start_response(self, status, headers, exc_info=None):
        if exc_info:
            if self.sent:
                raise exc_info[1].with_traceback(exc_info[2])
        elif self.started:
            raise Wrong(f"Your app called start_response twice for {self.what}. Call it once for each request.")
        if not isinstance(status, str):
            raise Wrong(f"Your app called start_response with {call.a(status)} as its status for {self.what}; it must be a str such as '200 OK'.")
        code = status[:3]
        if not (code.isdigit() and len(code) == 3 and status[3:4] in ("", " ")):
            raise Wrong(f"Your app called start_response with the status {status!r} for {self.what}; it must begin with a number of three digits, such as '200 OK'.")
        self.started = int(code), self.joined(headers)
        return self.write

    def joined(self, headers):
        """Names in lower case; several values of one name in one."""
        if not isinstance(headers, (list, tuple)):
            raise Wrong(f"Your app called start_response with {call.a(headers)} as its headers for {self.what}; they must be a list of tuples such as [('Content-Type', 'text/plain')].")
        told = {}
        for header in headers:
            if not (isinstance(header, (tuple, list)) and len(header) == 2 and all(isinstance(part, str) for part in header)):
                raise Wrong(f"Your app gave the header {header!r} for {self.what}; a header must be a tuple of two str such as ('Content-Type', 'text/plain').")
            name, value = header[0].lower(), header[1].strip()
            if any(character in name + value for character in "\r\n\0"):
                raise Wrong(f"Your app gave the header {header!r} for {self.what}; a header must not contain line breaks.")
            told[name] = f"{told[name]}, {value}" if name in told else value
        return told

    def write(self, data):
        if not self.started:
            raise Wrong(f"Your app answered {self.what} before it called start_response.")
        if not isinstance(data, bytes):
            hint = " Encode it: text.encode('utf-8')." if isinstance(data, str) else ""
            raise Wrong(f"Your app answered {self.what} with {call.a(data)} instead of bytes.{hint}")
        self.sent = self.sent or data != b""
        self.parts.append(data)

    def collect(self, request):
        result = application(environ_of(request), self.start_response)
        try:
            if inspect.isawaitable(result):
                if inspect.iscoroutine(result):
                    result.close()
                raise Wrong("Your app is an async function. WSGI calls an ordinary one: write def app(environ, start_response): without async.")
            if isinstance(result, str):
                raise Wrong(f"Your app answered {self.what} with a str instead of a list of bytes. Return [text.encode('utf-8')].")
            if isinstance(result, bytes):
                self.write(result)
            else:
                try:
                    parts = iter(result)
                except TypeError:
                    told = "None" if result is None else call.a(result)
                    raise Wrong(f"Your app answered {self.what} with {told} instead of a list of bytes. Return [body].") from None
                for part in parts:
                    self.write(part)
        finally:
            close = getattr(result, "close", None)
            if callable(close):
                close()
        if not self.started:
            raise Wrong(f"Your app answered {self.what} without calling start_response. Call start_response('200 OK', headers) first.")
        status, headers = self.started
        body = b"" if request["method"] == "HEAD" else b"".join(self.parts)
        return {"status": status, "headers": headers, "body": body.decode("utf-8", "replace")}


def respond(request):
    answer = Answer(f"{request['method']} {request['path']}")
    try:
        return {"response": answer.collect(request)}
    except Wrong as wrong:
        return {"failed": {**errors.place_of(wrong), "name": "TypeError", "message": str(wrong)}}
    except SystemExit as error:
        return {"failed": call.exited(error, "instead of answering")}
    except virtual.WaitsForever:
        return {"ended": {"ended": "waits-forever"}}
    except MemoryError:
        raise
    except BaseException as error:
        return {"failed": errors.describe(error)}
