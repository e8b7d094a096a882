# verdict: failed
# limits: timeMs=4000
# call: f() gives 1
def f():
    a = ["ha"] * 10
    for _ in range(12):
        a = [a] * 10
    return a
