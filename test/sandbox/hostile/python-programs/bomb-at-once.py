# verdict: out-of-memory
x = bytearray(10**9)
