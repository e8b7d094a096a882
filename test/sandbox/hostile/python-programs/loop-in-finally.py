# verdict: timed-out
# limits: timeMs=300
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
    finally:
        continue
