# verdict: timed-out
# limits: timeMs=300
import re
re.match(r"(a+)+$", "a" * 60 + "b")
