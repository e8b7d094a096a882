# verdict: timed-out
# limits: timeMs=300
import itertools
sum(itertools.repeat(1))
