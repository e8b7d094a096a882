# verdict: error
# message contains: maximum recursion depth
def f(n):
    return f(n + 1) + 1
f(0)
