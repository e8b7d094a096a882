# verdict: out-of-memory
# limits: memoryMb=32
s = "x"
while True:
    s += s
