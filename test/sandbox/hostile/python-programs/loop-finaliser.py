# verdict: timed-out
# limits: timeMs=300
class A:
    def __del__(self):
        while True:
            pass
a = A()
del a
