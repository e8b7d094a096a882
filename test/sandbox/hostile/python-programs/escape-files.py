# verdict: passed
# stdout contains: closed
for path in ("/etc/passwd", "/proc/self/environ", "/work", "../../etc/passwd", "/dev/mem", "/app/../proc"):
    try:
        print("ESCAPED", open(path).read())
    except OSError:
        print("closed")
