# verdict: timed-out
# limits: timeMs=300
# stdout contains: before
print("before")
while True:
    pass
