# verdict: passed
# stdout contains: closed
import _socket, socket, urllib.request, http.client
for attempt in (lambda: socket.socket(), lambda: _socket.socket(), lambda: urllib.request.urlopen("http://127.0.0.1"), lambda: http.client.HTTPConnection("127.0.0.1").connect(), lambda: socket.getaddrinfo("localhost", 80), lambda: _socket.getaddrinfo("localhost", 80)):
    try:
        attempt()
        print("ESCAPED")
    except OSError:
        print("closed")
