# verdict: output-limit
# limits: outputBytes=2048
import sys
while True:
    sys.stderr.write("e")
