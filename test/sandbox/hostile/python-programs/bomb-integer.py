# verdict: out-of-memory
# limits: memoryMb=16
x = 1 << (8 * 10**8)
