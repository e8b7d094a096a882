# verdict: out-of-memory
# limits: memoryMb=32 timeMs=4000
d = {}
n = 0
while True:
    d[n] = [n]
    n += 1
