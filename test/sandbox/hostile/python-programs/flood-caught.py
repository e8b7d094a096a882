# verdict: output-limit
# limits: outputBytes=2048
while True:
    try:
        print("spam" * 100)
    except BaseException:
        pass
