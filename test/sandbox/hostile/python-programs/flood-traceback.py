# verdict: error
class Long(Exception):
    def __str__(self):
        return "y" * 10**6
def f(n):
    if n == 0:
        raise Long
    try:
        f(n - 1)
    except Long as error:
        raise Long from error
f(30)
