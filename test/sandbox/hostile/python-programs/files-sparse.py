# verdict: error
# message contains: No space left
import os
with open("sparse", "wb") as file:
    os.ftruncate(file.fileno(), 10**12)
