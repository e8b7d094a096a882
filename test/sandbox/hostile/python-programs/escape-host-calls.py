# verdict: passed
# stdout contains: 
import os
for number in range(1_000_000, 1_000_010):
    try:
        os.posix_fadvise(number, 1, 1, 1)
    except OSError:
        pass
print("nothing happened")
