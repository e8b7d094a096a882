# verdict: failed
# call: f() gives 1
def f():
    return [[0] * 1000] * 10000
