import type { http } from '../support.ts';

type Requests = Parameters<typeof http>;
const OK = 'start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])';

/** What a WSGI application answers: `[name, code, requests, part of the responses]`. */
export const answers: [name: string, code: string, requests: Requests, responses: object[]][] = [
  ['a function', `def app(environ, start_response):\n    ${OK}\n    return [b"Hello"]`, ['GET /'], [{ status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Hello' }]],
  ['a class instance', `class App:\n    n = 0\n    def __call__(self, environ, start_response):\n        self.n += 1\n        ${OK}\n        return [str(self.n).encode()]\napp = App()`, ['GET /', 'GET /'], [{ body: '1' }, { body: '2' }]],
  ['a class', `class app:\n    def __init__(self, environ, start_response): self.e, self.s = environ, start_response\n    def __iter__(self):\n        self.s("200 OK", [])\n        yield self.e["REQUEST_METHOD"].encode()`, ['DELETE /x'], [{ body: 'DELETE' }]],
  ['a generator', `def app(environ, start_response):\n    ${OK}\n    yield b"a"\n    yield b""\n    yield b"b"`, ['GET /'], [{ body: 'ab' }]],
  ['the write callable', `def app(environ, start_response):\n    write = ${OK}\n    write(b"first ")\n    return [b"second"]`, ['GET /'], [{ body: 'first second' }]],
  ['what stands in environ', `import json\ndef app(e, start_response):\n    ${OK}\n    return [json.dumps([e[k] for k in ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.version", "wsgi.url_scheme")]).encode()]`, ['GET /a/b%20c%C3%A9?x=1&y=%20'], [{ body: '["GET", "", "/a/b c\\u00c3\\u00a9", "x=1&y=%20", "localhost", "80", "HTTP/1.1", [1, 0], "http"]' }]],
  ['headers', `def app(e, start_response):\n    ${OK}\n    return [repr([e["HTTP_X_API_KEY"], e.get("CONTENT_TYPE"), e.get("HTTP_CONTENT_TYPE"), e["HTTP_HOST"]]).encode()]`, [{ send: 'GET /', headers: { 'x-api-key': 'k', 'Content-Type': 'text/html', 'host': 'example.com' } }], [{ body: "['k', 'text/html', None, 'example.com']" }]],
  ['a body', `import json\ndef app(e, start_response):\n    data = json.loads(e["wsgi.input"].read(int(e["CONTENT_LENGTH"])))\n    start_response("201 Created", [("Location", "/books/1")])\n    return [json.dumps(data, ensure_ascii=False).encode()]`, [{ send: 'POST /books', body: '{"title":"é"}', headers: { 'content-type': 'application/json' } }], [{ status: 201, headers: { location: '/books/1' }, body: '{"title": "é"}' }]],
  ['no body', `def app(e, start_response):\n    ${OK}\n    return [repr([e["wsgi.input"].read(), e.get("CONTENT_LENGTH")]).encode()]`, ['GET /'], [{ body: "[b'', None]" }]],
  ['lines of a body', `def app(e, start_response):\n    ${OK}\n    return [b"|".join(line.strip() for line in e["wsgi.input"])]`, [{ send: 'POST /', body: 'a\nb\n' }], [{ body: 'a|b' }]],
  ['several headers of one name', `def app(e, start_response):\n    start_response("200 OK", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-One", " v ")])\n    return []`, ['GET /'], [{ headers: { 'set-cookie': 'a=1, b=2', 'x-one': 'v' }, body: '' }]],
  ['HEAD', `def app(e, start_response):\n    ${OK}\n    return [b"body"]`, ['HEAD /'], [{ status: 200, body: '' }]],
  ['start_response with exc_info', 'import sys\ndef app(e, start_response):\n    start_response("200 OK", [("X-A", "1")])\n    try:\n        raise ValueError\n    except ValueError:\n        start_response("500 Broken", [("X-B", "2")], sys.exc_info())\n    return [b"sorry"]', ['GET /'], [{ status: 500, headers: { 'x-b': '2' }, body: 'sorry' }]],
  ['a result that is closed', `closed = []\nclass Result(list):\n    def close(self): closed.append(1)\ndef app(e, start_response):\n    ${OK}\n    return Result([str(len(closed)).encode()])`, ['GET /', 'GET /'], [{ body: '0' }, { body: '1' }]],
  ['a file', `from wsgiref.util import FileWrapper\nopen("page.html", "w").write("<p>hi</p>")\ndef app(e, start_response):\n    ${OK}\n    return FileWrapper(open("page.html", "rb"))`, ['GET /'], [{ body: '<p>hi</p>' }]],
  ['the validator of wsgiref', `from wsgiref.validate import validator\n@validator\ndef app(e, start_response):\n    ${OK}\n    return [b"valid"]`, ['GET /?q=1'], [{ body: 'valid' }]],
  ['a database within a case', `import sqlite3\ndb = sqlite3.connect(":memory:")\ndb.execute("create table t(n)")\ndef app(e, start_response):\n    db.execute("insert into t values (1)")\n    ${OK}\n    return [str(db.execute("select count(*) from t").fetchone()[0]).encode()]`, ['POST /', 'POST /'], [{ body: '1' }, { body: '2' }]],
  ['bytes that are no UTF-8', `def app(e, start_response):\n    ${OK}\n    return [b"\\xff"]`, ['GET /'], [{ body: '\ufffd' }]],
];

/** What is said of an app that does not keep to WSGI. */
export const wrongApps: [name: string, code: string, message: string][] = [
  ['none at all', 'x = 1', 'Your code has no app. Define it as: def app(environ, start_response):'],
  ['not callable', 'app = {}', 'Your app is a dict, which cannot be called.'],
  ['text instead of bytes', `def app(e, start_response):\n    ${OK}\n    return ["text"]`, 'Your app answered GET /here with a str instead of bytes. Encode it'],
  ['text instead of a list', `def app(e, start_response):\n    ${OK}\n    return "text"`, 'with a str instead of a list of bytes'],
  ['nothing', `def app(e, start_response):\n    ${OK}`, 'Your app answered GET /here with None instead of a list of bytes.'],
  ['no start_response', 'def app(e, start_response):\n    return [b""]', 'before it called start_response'],
  ['start_response twice', `def app(e, start_response):\n    ${OK}\n    ${OK}\n    return [b""]`, 'start_response twice'],
  ['a number as status', 'def app(e, start_response):\n    start_response(200, [])\n    return []', "with an int as its status for GET /here; it must be a str such as '200 OK'."],
  ['a status without a number', 'def app(e, start_response):\n    start_response("OK", [])\n    return []', "the status 'OK'"],
  ['a dict as headers', 'def app(e, start_response):\n    start_response("200 OK", {"a": "b"})\n    return []', 'with a dict as its headers'],
  ['a number as a header', 'def app(e, start_response):\n    start_response("200 OK", [("Content-Length", 5)])\n    return []', "the header ('Content-Length', 5)"],
  ['a line break in a header', 'def app(e, start_response):\n    start_response("200 OK", [("X", "a\\nb")])\n    return []', 'line breaks'],
  ['an async function', 'async def app(e, start_response):\n    return []', 'WSGI calls an ordinary one'],
  ['an exception', 'def app(e, start_response):\n    raise ValueError("broken")', 'broken'],
  ['sys.exit', 'import sys\ndef app(e, start_response):\n    sys.exit(1)', 'Your code called sys.exit(1) instead of answering.'],
  ['too few parameters', 'def app():\n    return []', 'takes 0 positional arguments but 2 were given'],
];
