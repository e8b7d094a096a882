# verdict: output-limit
# limits: outputBytes=2048
print("x" * 10**7)
