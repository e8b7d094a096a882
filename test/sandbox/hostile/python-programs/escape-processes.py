# verdict: passed
# stdout contains: closed
import os, subprocess, multiprocessing
for attempt in (lambda: subprocess.run(["id"]), lambda: os.system("id"), lambda: os.popen("id").read(), os.fork, lambda: os.execv("/bin/sh", ["sh"]), lambda: os.posix_spawn("/bin/sh", ["sh"], {}), lambda: multiprocessing.Process(target=print).start()):
    try:
        attempt()
        print("ESCAPED")
    except (OSError, RuntimeError, AttributeError, ImportError):
        print("closed")
