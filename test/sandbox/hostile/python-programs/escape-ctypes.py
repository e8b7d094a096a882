# verdict: error
# message contains: not available
import ctypes
print("ESCAPED", ctypes.string_at(0, 100))
