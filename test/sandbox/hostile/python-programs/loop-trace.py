# verdict: timed-out
# limits: timeMs=300
import sys
def trace(*args):
    while True:
        pass
sys.settrace(trace)
def f():
    pass
f()
