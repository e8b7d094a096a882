# verdict: out-of-memory
# limits: memoryMb=32
print(len(",".join(["x" * 10**6] * 10**3)))
