# verdict: timed-out
# limits: timeMs=400
source = "x = " + "+".join(["1"] * 200)
while True:
    compile(source, "x", "exec")
