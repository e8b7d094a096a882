# verdict: error
a = []
for _ in range(100_000):
    a = [a]
repr(a)
