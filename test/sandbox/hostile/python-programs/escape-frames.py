# verdict: passed
# stdout contains: 
import sys
frame, names = sys._getframe(), set()
while frame:
    names |= set(frame.f_globals) | set(frame.f_locals)
    frame = frame.f_back
print("ESCAPED" if {"js", "expected", "Module", "returns"} & names else "only ours")
