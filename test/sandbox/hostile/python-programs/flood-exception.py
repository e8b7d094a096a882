# verdict: error
raise ValueError("x" * 2_000_000)
