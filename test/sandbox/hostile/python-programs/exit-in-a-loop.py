# verdict: timed-out
# limits: timeMs=300
import sys
while True:
    try:
        sys.exit(0)
    except SystemExit:
        pass
