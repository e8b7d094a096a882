# verdict: error
# message contains: 
import os
while True:
    os.open("/dev/null", os.O_RDONLY)
