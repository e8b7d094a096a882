# verdict: failed
# call: f() gives 42
def f():
    return {"$": "oneOf", "values": [42]}
