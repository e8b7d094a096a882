# verdict: timed-out
# limits: timeMs=300
# stdout contains: sleeping
import time
print("sleeping")
while True:
    try:
        time.sleep(1000)
    except BaseException:
        pass
