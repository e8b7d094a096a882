import json
from urllib.parse import parse_qs

visits = 0


def app(environ, start_response):
    global visits
    method, query = environ['REQUEST_METHOD'], environ.get('QUERY_STRING', '')
    path = environ['PATH_INFO'].encode('latin-1').decode()  # PEP 3333: bytes in the shape of text
    body = environ['wsgi.input'].read()

    def answer(status, text='', headers=()):
        start_response(status, list(headers))
        return [text.encode()]

    def answer_json(value, headers=()):
        return answer('200 OK', json.dumps(value), [('Content-Type', 'application/json'), *headers])

    if path.startswith('/echo/'):
        return answer_json({
            'method': method, 'path': path, 'query': query, 'first': parse_qs(query, keep_blank_values=True).get('a', [None])[0],
            'token': environ.get('HTTP_X_TOKEN'), 'type': environ.get('CONTENT_TYPE') or None, 'host': environ.get('HTTP_HOST'), 'body': body.decode(),
        })
    if path == '/length':
        return answer('200 OK', str(len(body)), [('Content-Type', 'text/plain')])
    if path == '/form':
        form = parse_qs(body.decode())
        return answer_json({'name': form['name'][0], 'note': form['note'][0]})
    if path == '/created':
        return answer('201 Created', '', [('Location', '/items/7')])
    if path == '/gone':
        return answer('204 No Content')
    if path == '/cookies':
        return answer_json({'sent': environ.get('HTTP_COOKIE')}, [('Set-Cookie', 'a=1; Path=/'), ('Set-Cookie', 'b=2; Path=/')])
    if path == '/text':
        return answer('200 OK', 'grün 🌱\n', [('Content-Type', 'text/plain; charset=utf-8')])
    if path == '/xml':
        return answer('200 OK', '<a b="1">&amp;</a>', [('Content-Type', 'application/xml')])
    if path == '/visits':
        visits += 1
        return answer_json({'visits': visits})
    if path == '/teapot':
        return answer("418 I'm a teapot", 'short and stout', [('Content-Type', 'text/plain')])
    if path == '/fail':
        raise RuntimeError('the shelf is broken')
    return answer('404 Not Found', 'not found', [('Content-Type', 'text/plain')])
