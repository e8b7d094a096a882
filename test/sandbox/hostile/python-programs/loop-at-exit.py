# verdict: timed-out
# limits: timeMs=300
# stdout contains: main
import atexit
def forever():
    while True:
        pass
atexit.register(forever)
print("main")
