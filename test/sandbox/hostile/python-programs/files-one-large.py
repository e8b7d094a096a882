# verdict: error
# message contains: No space left
with open("big", "w") as file:
    while True:
        file.write("x" * 1_000_000)
