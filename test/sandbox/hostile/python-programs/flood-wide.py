# verdict: output-limit
# limits: outputBytes=2048
while True:
    print("\N{PARTY POPPER}" * 50)
