# verdict: error
# limits: timeMs=4000
a = []
for _ in range(200_000):
    a = [a]
del a
