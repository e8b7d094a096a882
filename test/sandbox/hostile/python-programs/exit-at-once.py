# verdict: error
# stdout contains: x
import os
print("x")
os._exit(3)
print("ESCAPED")
