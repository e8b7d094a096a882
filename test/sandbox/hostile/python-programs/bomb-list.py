# verdict: out-of-memory
# limits: memoryMb=32
# stdout contains: before
print("before")
a = []
while True:
    a.append("x" * 1000 + str(len(a)))
