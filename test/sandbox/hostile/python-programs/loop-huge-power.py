# verdict: timed-out
# limits: timeMs=400 memoryMb=256
x = 7 ** (7 ** 9)
print(x % 10)
