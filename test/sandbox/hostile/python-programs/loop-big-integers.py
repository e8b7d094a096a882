# verdict: timed-out
# limits: timeMs=300
n = 3
while True:
    n = pow(n, 65537, 10**4000)
