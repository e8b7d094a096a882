# verdict: timed-out
# limits: timeMs=300
# call: f() gives 1
class Endless(dict):
    def items(self):
        while True:
            yield "a", 1
    def __iter__(self):
        while True:
            pass


def f():
    return Endless()
