# verdict: error
def f():
    pass
f.__code__ = f.__code__.replace(co_code=b"\xff\xfe" * 30)
f()
