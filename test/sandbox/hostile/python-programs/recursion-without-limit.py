# verdict: error
# limits: timeMs=6000 memoryMb=32
import sys
sys.setrecursionlimit(10**9)
class A:
    def __getattr__(self, name):
        return getattr(self, name + "x")
A().a
