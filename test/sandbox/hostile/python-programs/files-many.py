# verdict: error
# limits: timeMs=8000
# message contains: No space left
n = 0
while True:
    open(f"/tmp/{n}", "w").close()
    n += 1
