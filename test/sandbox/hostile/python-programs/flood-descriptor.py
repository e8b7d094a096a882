# verdict: output-limit
# limits: outputBytes=2048
import os
while True:
    os.write(1, b"y" * 100)
