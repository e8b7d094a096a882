# verdict: passed
# stdout contains: closed
import _thread, threading, concurrent.futures
for attempt in (lambda: threading.Thread(target=print).start(), lambda: _thread.start_new_thread(print, ()), lambda: concurrent.futures.ThreadPoolExecutor().submit(print)):
    try:
        attempt()
        print("ESCAPED")
    except RuntimeError:
        print("closed")
